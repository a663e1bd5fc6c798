/** Bundles the gallery of the pane's states into one page: node tests/ui/build.mjs FOLDER [production] */
import { resolve } from 'node:path';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import webpack from 'webpack';

const root = resolve(import.meta.dirname, '../..');
const [folder = resolve(root, '.cache/gallery'), mode = 'development'] = process.argv.slice(2);

const compiler = webpack({
  mode: mode === 'production' ? 'production' : 'development',
  context: root,
  target: 'browserslist:chrome 104',
  entry: { gallery: './tests/ui/gallery.tsx' },
  output: { path: folder, filename: '[name].js' },
  devtool: false,
  resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js'] },
  cache: { type: 'filesystem', name: `gallery-${mode}`, cacheDirectory: resolve(root, '.cache/webpack') },
  performance: false,
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        loader: 'swc-loader',
        options: {
          env: { targets: 'chrome 104' },
          jsc: {
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic' } },
          },
        },
      },
    ],
  },
  plugins: [
    new HtmlWebpackPlugin({ filename: 'gallery.html', template: 'tests/ui/gallery.html', minify: false }),
  ],
});

compiler.run((error, stats) => {
  if (error || stats?.hasErrors()) {
    console.error(error ?? stats?.toString('errors-only'));
    process.exitCode = 1;
  }
  compiler.close(() => undefined);
});

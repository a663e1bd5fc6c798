import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import webpack from 'webpack';
import { LOCAL, makeManifest, readBaseUrl } from './scripts/manifest.mjs';
import { officeJsFiles, officeJsOf } from './scripts/office-js.mjs';
import { policy } from './scripts/policy.mjs';

const root = import.meta.dirname;
const extensions = ['.tsx', '.ts', '.mjs', '.js'];

function compile(env) {
  return {
    test: /\.tsx?$/,
    exclude: /node_modules/,
    loader: 'swc-loader',
    options: {
      env,
      jsc: {
        parser: { syntax: 'typescript', tsx: true, dynamicImport: true },
        transform: { react: { runtime: 'automatic' } },
      },
    },
  };
}

/** Copies the icons, the samples, the manifest with the address it will be served from, and office.js where it comes along. */
class StaticFiles {
  constructor(env) {
    this.baseUrl = readBaseUrl(env.baseUrl ?? LOCAL);
    this.copies = env.officeJs === 'self' ? officeJsFiles() : new Map();
  }

  apply(compiler) {
    const { Compilation, sources } = webpack;
    compiler.hooks.thisCompilation.tap('StaticFiles', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'StaticFiles', stage }, () => {
        const folder = resolve(root, 'assets');
        for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
          compilation.emitAsset(`assets/${name}`, new sources.RawSource(readFileSync(resolve(folder, name))));
        }
        for (const name of readdirSync(resolve(root, 'samples')).filter((file) => file.endsWith('.xlsx'))) {
          const content = readFileSync(resolve(root, 'samples', name));
          compilation.emitAsset(`samples/${name}`, new sources.RawSource(content));
        }
        for (const [name, file] of this.copies) {
          // Minimised as it comes: it must not be changed.
          compilation.emitAsset(name, new sources.RawSource(readFileSync(file)), { minimized: true });
        }
        const manifest = readFileSync(resolve(root, 'manifest.xml'), 'utf8');
        compilation.emitAsset('manifest.xml', new sources.RawSource(makeManifest(manifest, this.baseUrl)));
      });
    });
  }
}

/** Says for scripts/check-bundle.mjs what each page loads at once, and which packages it can ever load. */
class BundleReport {
  apply(compiler) {
    compiler.hooks.done.tap('BundleReport', ({ compilation }) => {
      const pages = [...compilation.entrypoints].map(([name, entry]) => {
        const groups = new Set([entry]);
        for (const group of groups) group.getChildren().forEach((child) => groups.add(child));
        const modules = [...groups]
          .flatMap((group) => group.chunks)
          .flatMap((chunk) => [...compilation.chunkGraph.getChunkModules(chunk)])
          .flatMap((module) => module.modules ?? [module])
          .map((module) => relative(root, module.resource ?? '').replaceAll('\\', '/'));
        const sources = modules.map((path) => {
          return (
            /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.replace(/^(src\/[^/]+).*/, '$1')
          );
        });
        const initial = entry.getFiles().filter((file) => /\.(js|css)$/.test(file));
        return [name, { initial, sources: [...new Set(sources)].filter(Boolean).sort() }];
      });
      mkdirSync(resolve(root, '.cache'), { recursive: true });
      writeFileSync(
        resolve(root, '.cache/bundle.json'),
        `${JSON.stringify(Object.fromEntries(pages), null, 2)}\n`,
      );
    });
  }
}

function page(name, parameters, options = {}) {
  return new HtmlWebpackPlugin({
    filename: `${name}.html`,
    template: `src/${name}/index.html`,
    chunks: [name],
    scriptLoading: 'defer',
    templateParameters: parameters,
    minify: false,
    ...options,
  });
}

/** What the pages that load office.js are told of it. */
function office(env) {
  const officeJs = officeJsOf(env.officeJs);
  const baseUrl = readBaseUrl(env.baseUrl ?? LOCAL);
  const { origin } = new URL(baseUrl);
  return { officeJs, policy: policy(new URL(officeJs, `${baseUrl}/`).origin, origin) };
}

const outputOf = (env) => resolve(root, env.output ?? 'dist');

function web(env, production) {
  return {
    name: 'web',
    target: 'browserslist:chrome 104',
    entry: {
      taskpane: ['./src/prelude.ts', './src/taskpane/index.tsx'],
      workbench: ['./src/prelude.ts', './src/workbench/index.tsx'],
    },
    output: {
      path: outputOf(env),
      filename: production ? '[name].[contenthash:8].js' : '[name].js',
      chunkFilename: production ? '[name].[contenthash:8].js' : '[name].js',
      assetModuleFilename: 'assets/[name].[contenthash:8][ext]',
      clean: { keep: /^(engine|notice)\./ },
    },
    // eval-based source maps would need unsafe-eval in the policy.
    devtool: production ? false : 'cheap-module-source-map',
    module: {
      rules: [
        compile({ targets: 'chrome 104' }),
        { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
        { test: /\.(xlsx|png|svg|woff2?)$/, type: 'asset/resource' },
      ],
    },
    optimization: {
      minimizer: [new TerserPlugin({ minify: TerserPlugin.swcMinify, extractComments: false, parallel: 2 })],
      splitChunks: { chunks: 'all' },
    },
    plugins: [
      new MiniCssExtractPlugin({
        filename: '[name].[contenthash:8].css',
        chunkFilename: '[name].[contenthash:8].css',
        // Griffel and Univer prefix every class, so the order of their files does not matter.
        ignoreOrder: true,
      }),
      page('taskpane', office(env)),
      page('workbench', { policy: policy() }),
      new StaticFiles(env),
      ...(env.output ? [] : [new BundleReport()]),
    ],
  };
}

/** What the oldest engines have to understand, in ES5: the look at the engine, and the notice. */
function notice(env) {
  return {
    name: 'notice',
    target: ['web', 'es5'],
    entry: { engine: './src/notice/engine.ts', notice: './src/notice/notice.ts' },
    output: { path: outputOf(env), filename: '[name].js' },
    devtool: false,
    module: { rules: [compile({ targets: 'ie 11' })] },
    optimization: {
      minimizer: [
        new TerserPlugin({
          minify: TerserPlugin.swcMinify,
          extractComments: false,
          terserOptions: { ecma: 5 },
        }),
      ],
    },
    plugins: [page('notice', office(env), { inject: 'body', scriptLoading: 'blocking' })],
  };
}

function cli() {
  return {
    name: 'cli',
    target: 'node20',
    entry: {
      cpreport: './src/cli/index.ts',
      'cpreport.main': './src/cli/main.ts',
      'cpreport.worker': './src/cli/worker.ts',
    },
    output: {
      path: resolve(root, 'lib'),
      filename: '[name].cjs',
      chunkFilename: 'cpreport.[name].cjs',
      library: { type: 'commonjs2' },
      clean: true,
    },
    devtool: false,
    // fflate for Node loads threads that nobody asks of it.
    resolve: { extensions, alias: { fflate$: 'fflate/browser' } },
    module: { rules: [compile({ targets: 'node 20' })] },
    optimization: {
      chunkIds: 'named',
      // Names stay, for readable traces; the rest is what Node need not read at each start.
      minimizer: [
        new TerserPlugin({
          minify: TerserPlugin.swcMinify,
          extractComments: false,
          terserOptions: { mangle: false },
        }),
      ],
    },
    plugins: [
      new webpack.BannerPlugin({ banner: '#!/usr/bin/env node', raw: true, include: /^cpreport\.cjs$/ }),
      // hucre asks whether there is a Response, for which Node would load all of HTTP.
      new webpack.DefinePlugin({ 'typeof Response': '"function"' }),
      // Node inflates natively.
      new webpack.NormalModuleReplacementPlugin(/^\.\/inflate$/, resolve(root, 'src/cli/inflate.ts')),
    ],
  };
}

export default (env = {}, { mode } = {}) => {
  const production = mode !== 'development';
  return [web(env, production), notice(env), cli()].map((config) => ({
    mode: production ? 'production' : 'development',
    context: root,
    resolve: { extensions },
    cache: {
      type: 'filesystem',
      name: `${config.name}-${production ? 'production' : 'development'}`,
      cacheDirectory: resolve(root, '.cache/webpack'),
      buildDependencies: { config: [import.meta.filename] },
    },
    performance: false,
    stats: { preset: 'errors-warnings', timings: true },
    ...config,
  }));
};

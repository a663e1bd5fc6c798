/** Files that are made from the sources and kept in the repository: written by one script, compared by its check. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = resolve(import.meta.dirname, '..');

/** @param {string} path @param {string} text */
async function layOut(path, text) {
  const options = await resolveConfig(join(root, path));
  return format(text, { ...options, filepath: path });
}

/**
 * With --check says what is stale and how to renew it, and writes nothing.
 * @param {Record<string, string>} files by path from the root @param {string} command
 */
export async function keepGenerated(files, command) {
  const checking = process.argv.includes('--check');
  for (const [path, raw] of Object.entries(files)) {
    const text = await layOut(path, raw);
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (checking) {
      console.error(`${path} 与源代码不一致，请运行 ${command}`);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      console.log(`已生成 ${path}`);
    }
  }
}

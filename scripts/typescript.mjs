/**
 * Lets a script import the sources: resolves imports without extension and strips types with swc. With CPREPORT_READER=cli
 * files are inflated and decoded as the command line does it (webpack.config.js).
 */
import { existsSync, readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transformSync } from '@swc/core';

// Node runs hooks in a thread of their own, where this file is loaded once more.
if (isMainThread) register(import.meta.url);

/** @param {string} specifier @param {{ parentURL?: string }} context @param {Function} next */
export function resolve(specifier, context, next) {
  if (!/^\.\.?(\/|$)/.test(specifier) || !context.parentURL) {
    return next(specifier, context);
  }
  if (specifier === './inflate' && process.env.CPREPORT_READER === 'cli') {
    const url = new URL('../src/cli/inflate.ts', import.meta.url).href;
    return { url, format: 'module', shortCircuit: true };
  }
  const found = ['.ts', '.tsx', '/index.ts']
    .map((end) => new URL(specifier + end, context.parentURL))
    .find((url) => existsSync(url));
  return found ? { url: found.href, format: 'module', shortCircuit: true } : next(specifier, context);
}

/** @param {string} url @param {object} context @param {Function} next */
export function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
    filename: fileURLToPath(url),
    jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: url.endsWith('x') } },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}

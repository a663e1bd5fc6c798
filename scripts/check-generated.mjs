/** Files made from the sources are up to date. */
process.argv.push('--check');
await import('./schema.mjs');
await import('./rulebook.mjs');

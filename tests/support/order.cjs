/**
 * The order of the files: those that drive a browser first, as they take longest, whatever their size. jest itself goes by
 * the times of an earlier run, or by size where there was none.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** @typedef {import('@jest/test-result').Test} Test */

class BrowserFirst extends Sequencer {
  /** @override @param {Test[]} tests */
  async sort(tests) {
    const sorted = await super.sort(tests);
    /** @param {Test} test */
    const isInBrowser = ({ context }) => context.config.displayName?.name === 'e2e';
    return [...sorted.filter(isInBrowser), ...sorted.filter((test) => !isInBrowser(test))];
  }
}

module.exports = BrowserFirst;

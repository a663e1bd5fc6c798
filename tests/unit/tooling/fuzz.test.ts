/** A few seconds of scripts/fuzz.mjs: mutants of good files are read rightly or refused with an error of ours. */
import { judge, mutantOf } from '../../support/fuzz';

test('sixty mutants: no crash, no wrong figure', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const mutant = mutantOf(seed);
    expect([seed, mutant.kind, await judge(mutant)]).toEqual([seed, mutant.kind, null]);
  }
}, 60_000);

test('the same number makes the same mutant', () => {
  for (const seed of [3, 17, 99]) expect(mutantOf(seed)).toEqual(mutantOf(seed));
});

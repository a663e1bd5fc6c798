/** A few seconds of scripts/fuzz.mjs: mutants of good files are read rightly or refused with an error of ours. */
import type * as Fuzz from '../../support/fuzz';

const load = (): typeof Fuzz => jest.requireActual('../../support/fuzz');
/** As the page inflates and decodes. */
const { judge, mutantOf, readingOf } = load();
/** As the command line does. */
let native!: typeof Fuzz;
jest.isolateModules(() => {
  jest.doMock('../../../src/hosts/xlsx/inflate', () =>
    jest.requireActual<object>('../../../src/cli/inflate'),
  );
  native = load();
});

test('sixty mutants: no crash, no wrong figure, and the page reads what the command line reads', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const mutant = mutantOf(seed);
    const of = { seed, kind: mutant.kind };
    expect({ ...of, wrong: await judge(mutant) }).toEqual({ ...of, wrong: null });
    expect({ ...of, wrong: await native.judge(mutant) }).toEqual({ ...of, wrong: null });
    expect({ ...of, reading: native.readingOf(mutant) }).toEqual({ ...of, reading: readingOf(mutant) });
  }
});

test('the same number makes the same mutant', () => {
  for (const seed of [3, 17, 99]) expect(mutantOf(seed)).toEqual(mutantOf(seed));
});

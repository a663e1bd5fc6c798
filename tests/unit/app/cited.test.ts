import { cited } from '../../../src/app/cited';

test.each([
  [null, null],
  [0, 0],
  [true, true],
  ['2000万', '2000万'],
  [{ error: '#REF!' }, '#REF!'],
  ['字'.repeat(60), '字'.repeat(60)],
  ['字'.repeat(61), `${'字'.repeat(59)}…`],
  [`${'字'.repeat(58)}😀😀`, `${'字'.repeat(58)}…`],
] as const)('%j is cited as %j', (value, shown) => expect(cited(value)).toBe(shown));

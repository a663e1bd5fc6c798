/** The workbook's own reading of a date that is text, against the core's. */
import fc from 'fast-check';
import { readDate } from '../../../src/core/values/date';
import { serialIn } from '../../../src/template/dates';

const wide = (text: string): string =>
  text.replace(/[0-9./-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const written = fc
  .tuple(
    fc.integer({ min: 1990, max: 2030 }),
    fc.integer({ min: 0, max: 14 }),
    fc.integer({ min: 0, max: 33 }),
  )
  .chain(([year, month, day]) =>
    fc.constantFrom(
      `${year}-${month}-${day}`,
      `${year}/${month}/${day}`,
      `${year}.${month}.${day}`,
      `${year}年${month}月${day}日`,
      ` ${year} 年 ${month} 月 ${day} 日`,
    ),
  );

test('a date written as text is the same day to the workbook and to the core, and none where there is no such day', () => {
  fc.assert(
    fc.property(written, fc.boolean(), (text, isWide) => {
      const seen = isWide ? wide(text) : text;
      expect(serialIn(seen)).toBe(readDate(seen) ?? '');
    }),
  );
});

test.each(['待定', '2014', '2014-05', '14-5-6', '2014-5-6-1', '2014-05-06 10:00', '5月6日'])(
  '%s is no date to either',
  (text) => {
    expect([serialIn(text), readDate(text)]).toEqual(['', null]);
  },
);

test.each([null, true, { error: '#N/A' }])('%j is no date', (value) => expect(serialIn(value)).toBe(''));

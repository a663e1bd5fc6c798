import fc from 'fast-check';
import { form } from '../../../src/core';
import { readChoice } from '../../../src/core/values/choice';
import { dayOf, readDate, serialOf } from '../../../src/core/values/date';
import { decimalsOf, normalise, readNumber, round, sumOf } from '../../../src/core/values/number';
import { findRegion, isReporter } from '../../../src/core/values/region';

describe('what people type for a number', () => {
  test.each([
    ['1,234', '人次', { kind: 'spelling', value: 1234 }],
    ['１２３', '个', { kind: 'spelling', value: 123 }],
    ["'12", '个', { kind: 'spelling', value: 12 }],
    ['12．5', '吨', { kind: 'spelling', value: 12.5 }],
    [' 1 234 ', '个', { kind: 'spelling', value: 1234 }],
    ['-3', '吨', { kind: 'spelling', value: -3 }],
    ['2000万', '万元', { kind: 'guess', value: 2000 }],
    ['3.5亿', '万元', { kind: 'guess', value: 35000 }],
    ['2000万元', '万元', { kind: 'guess', value: 2000 }],
    ['2万', '吨', { kind: 'guess', value: 20000 }],
    ['约30', '个', { kind: 'guess', value: 30 }],
    ['30家', '个', { kind: 'guess', value: 30 }],
    ['近1,200人次', '人次', { kind: 'guess', value: 1200 }],
    ['—', '个', { kind: 'none' }],
    ['/', '个', { kind: 'none' }],
    ['无', '个', { kind: 'none' }],
    ['详见附件', '个', { kind: 'unreadable' }],
    ['1,23', '个', { kind: 'unreadable' }],
    ['12-15', '个', { kind: 'unreadable' }],
    ['2014-05-06', '个', { kind: 'unreadable' }],
    ['', '个', { kind: 'unreadable' }],
  ] as const)('%p (%s)', (text, unit, reading) => {
    expect(readNumber(text, unit)).toEqual(reading);
  });

  test('any number written plainly reads as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (whole, digits) => {
        const value = whole / 10 ** digits;
        expect(readNumber(value.toFixed(digits))).toEqual({ kind: 'spelling', value: normalise(value) });
      }),
    );
  });
});

describe('dates', () => {
  test.each(['2014-05-06', '2014/5/6', '2014.5.6', '2014年5月6日', '２０１４年５月６日', ' 2014 - 5 - 6 '])(
    '%s is a day',
    (text) => {
      expect(readDate(text)).toBe(41765);
    },
  );
  test.each(['2014-02-30', '2014-13-1', '2014/5.6', '2014年5月', '5月6日', '20140506', 'abc', ''])(
    '%p is none',
    (text) => {
      expect(readDate(text)).toBeNull();
    },
  );
  test('a serial and its day are the same day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 73050 }), (serial) => {
        const [year, month, day] = dayOf(serial).split('-').map(Number);
        expect(serialOf(year!, month!, day!)).toBe(serial);
        expect(readDate(dayOf(serial))).toBe(serial);
      }),
    );
  });
});

test.each([
  ['有', '有'],
  [' 无 ', '无'],
  ['有☑  无□', '有'],
  ['有□无√', '无'],
  ['有■ 无□', '有'],
  ['有þ 无□', '有'],
  ['有R 无□', '有'],
  ['有  无□', '有'],
  ['有□ 无', '无'],
  ['有√', '有'],
  ['有☑ 无☑', 'both'],
  ['有□  无□', 'none'],
  ['', 'none'],
  ['已建立', 'unreadable'],
] as const)('%p reads as %p', (text, choice) => {
  expect(readChoice(text)).toBe(choice);
});

describe('regions', () => {
  test('there are 37, each found by its full and its short name', () => {
    expect(form.regions).toHaveLength(37);
    for (const region of form.regions) expect(findRegion(region, form.regions)).toBe(region);
    for (const [short, full] of [
      ['山东', '山东省'],
      ['内蒙古', '内蒙古自治区'],
      ['广西', '广西壮族自治区'],
      ['新疆', '新疆维吾尔自治区'],
      ['青岛', '青岛市'],
      ['北京', '北京市'],
    ] as const) {
      expect(findRegion(short, form.regions)).toBe(full);
    }
  });
  test.each(['济南市', '延边朝鲜族自治州', '锡林郭勒盟', '阿里地区', '历下区', '章丘县', '鄂温克族自治旗'])(
    '%s can report',
    (name) => {
      expect(isReporter(name, form.regions)).toBe(true);
    },
  );
  test.each(['某某公司', '', '123', '山东省经信委'])('%p cannot', (name) => {
    expect(isReporter(name, form.regions)).toBe(false);
  });
});

describe('arithmetic', () => {
  test('sums of money leave no binary dust', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 40 }), (cents) => {
        expect(sumOf(cents.map((cent) => cent / 100))).toBe(
          normalise(cents.reduce((a, b) => a + b, 0) / 100),
        );
      }),
    );
  });
  test('1005.6999999999999 is 1005.7, and has one decimal', () => {
    expect(normalise(1005.6999999999999)).toBe(1005.7);
    expect(decimalsOf(1005.6999999999999)).toBe(1);
    expect([decimalsOf(3), decimalsOf(0.125), decimalsOf(1e-7), decimalsOf(-2.5)]).toEqual([0, 3, 7, 1]);
  });
  test.each([
    [2.5, 0, 3],
    [-2.5, 0, -3],
    [1.005, 2, 1.01],
    [0.0099999, 4, 0.01],
    [100118.91 - 100118.9, 4, 0.01],
  ])('%p rounded to %p digits is %p', (value, digits, rounded) => {
    expect(round(value, digits)).toBe(rounded);
  });
});

test('a number that is no day is said as a number, however large (fuzz 23145)', () => {
  expect(dayOf(2_958_465)).toBe('9999-12-31');
  for (const serial of [2_958_466, 9_007_199_254_740_992, 1e300, -1, -1e300]) {
    expect(dayOf(serial)).toBe(String(serial));
  }
});

test('a figure is what its 15 digits say, however few decimals it has', () => {
  const figure = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.tuple(fc.maxSafeInteger(), fc.nat({ max: 12 })).map(([digits, point]) => digits / 10 ** point),
    fc.tuple(fc.nat(), fc.nat()).map(([one, other]) => one / 1e4 + other / 1e6),
  );
  fc.assert(
    fc.property(figure, (value) => {
      expect(normalise(value)).toBe(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)));
    }),
    { numRuns: 5000 },
  );
});

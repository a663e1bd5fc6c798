import fc from 'fast-check';
import { textCell } from '../../../src/app/sheetxml';
import { escapeText, unescapeText } from '../../../src/hosts/xlsx/xml';
import { spelt } from '../../../src/core/values/spelling';

test.each(['_x0041_', '__x0041_', '_x005F_', 'a\u0007b', 'a\rb', '\ud800', '_x00_', '_x0041\u0001', '<&">'])(
  '%j reads back as it was written, in a list as in a form',
  (text) => {
    expect(unescapeText(spelt(text))).toBe(text);
    const held = /<t xml:space="preserve">([^]*)<\/t>/.exec(textCell('A1', 0, text))![1]!;
    expect(held.replaceAll('&quot;', '"')).toBe(escapeText(text));
  },
);

test('any text reads back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('_', 'x', '0041', '005F', '\u0001', '\r', 'A')), (pieces) => {
      const text = pieces.join('');
      expect(unescapeText(spelt(text))).toBe(text);
    }),
    { numRuns: 3000 },
  );
});

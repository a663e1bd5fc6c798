/** Texts as bytes, however they are cut. */
import fc from 'fast-check';
import { encoded, encodedInPlace } from '../../../src/app/sheetxml';
import { joined } from '../../../src/app/rollup/pack';

const PIECE = 1 << 16;
const bytesOf = (texts: readonly string[]): Buffer => Buffer.from(texts.join(''), 'utf8');

test('texts in pieces are the bytes of the whole, wherever a piece ends', () => {
  // Signs of one to four bytes at every distance from the end of a piece.
  const sign = fc.constantFrom('a', 'é', '年', '𠮷', '');
  const long = fc
    .tuple(fc.integer({ min: PIECE - 6, max: PIECE + 6 }), sign)
    .map(([length, last]) => 'x'.repeat(length) + last.repeat(3));
  const text = fc.oneof(sign, long, fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
      const pieces = [...encoded(texts)];
      expect(Buffer.concat(pieces).equals(bytesOf(texts))).toBe(true);
      expect(Buffer.from(joined(encodedInPlace(texts))).equals(bytesOf(texts))).toBe(true);
      expect(pieces.every(({ length }) => length > 0 && length <= PIECE)).toBe(true);
    }),
  );
});

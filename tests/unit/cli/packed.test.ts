/** What is held of thousands of files until the end comes back as it was, and holds nothing else. */
import fc from 'fast-check';
import { packed, unpacked } from '../../../src/cli/packed';

test('whatever a finding may hold comes back as it was', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(undefined));
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), value)), (findings) => {
      expect(unpacked(packed(findings))).toEqual(findings);
    }),
  );
  expect(unpacked(packed([-0, NaN, '二、审核', new Map([[1, 'a']])]))).toEqual([
    -0,
    NaN,
    '二、审核',
    new Map([[1, 'a']]),
  ]);
});

test('no more memory is held than there are bytes', () => {
  const bytes = packed(['强制性审核'.repeat(50)]);
  expect(bytes.buffer.byteLength).toBe(bytes.length);
});

/** What is remembered of a file's text must not hold the whole text. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { copied } from '../../../src/core/values/copied';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('says the same', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => copied(text) === text));
});

test('a piece of a long text does not hold the text', () => {
  const LENGTH = 4_000_000;
  const COUNT = 10;
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const pieces = Array.from({ length: COUNT }, (_, number) =>
    copied(`${number}${'报'.repeat(LENGTH)}`.normalize('NFC').slice(1, 40)),
  );
  expect(used() - before).toBeLessThan(LENGTH);
  expect(new Set(pieces)).toEqual(new Set(['报'.repeat(39)]));
});

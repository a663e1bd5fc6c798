import * as fc from 'fast-check';
import { form } from '../../../src/core';
import { farFromPeers } from '../../../src/core/rollup/outliers';

const { peers } = form;

test.each([
  [[100, 120, 90, 110, 95, 1_000_000], [5]],
  [[100, 120, 90, 110, 95, 0.01], [5]],
  // Cities of a province differ in size by a factor of five: none of them is far.
  [[1.6, 1.4, 0.7, 0.9, 1.7, 1.8, 1.3, 0.8, 0.7, 0.5, 0.4, 1.5], []],
  // Where all are alike, a little more is not far.
  [[5, 5, 5, 5, 5, 6], []],
  [[5, 5, 5, 5, 5, 50], [5]],
  // A 0 or a blank has no logarithm, and is judged elsewhere.
  [[0, null, 5, 5, 5, 5, 5, 500], [7]],
  [[-500, 5, 5, 5, 5, 5], []],
  [[1, 1000, 1000], []],
])('of %p these are far from their peers: %p', (figures, far) => {
  const found = farFromPeers(figures, peers);
  expect(found.flatMap((times, index) => (times === null ? [] : [index]))).toEqual(far);
});

test('says how many times the median it is', () => {
  expect(farFromPeers([2, 2, 2, 2, 2, 20_000], peers).at(-1)).toBeCloseTo(10_000, 6);
});

test('neither the unit nor the order of the figures matters', () => {
  const figure = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(fc.array(figure, { maxLength: 30 }), fc.constantFrom(4, 1024), (figures, unit) => {
      const found = farFromPeers(figures, peers).map((times) => times !== null);
      const scaled = farFromPeers(
        figures.map((one) => one * unit),
        peers,
      ).map((times) => times !== null);
      const backwards = farFromPeers([...figures].reverse(), peers).map((times) => times !== null);
      expect(scaled).toEqual(found);
      expect(backwards.reverse()).toEqual(found);
    }),
  );
});

/** The sum of very many reporters: what we write ourselves, we read again. */
import { unzipSync } from 'fflate';
import { form, readBook } from '../../../src/core';
import { isPapers } from '../../../src/core/rollup/papers';
import { openSheets, readWorkbook } from '../../../src/hosts/xlsx/read';
import { county, sheetsOf, sumOf } from '../../support/sums';

/** More than stand on one sheet of 汇总底稿. */
const COUNT = 520;
const children = (() => {
  const one = county('平原县');
  return Array.from({ length: COUNT }, (_, index) => {
    const region = `${index}县`;
    return { ...one, file: `${region}.xlsx`, region, contribution: { ...one.contribution!, region } };
  });
})();

test('its working papers count for nothing in what a workbook may hold', async () => {
  const { bytes } = await sumOf('山东省', children);
  const sheets = sheetsOf(bytes);
  const papers = sheets.filter(isPapers);
  expect(papers).toHaveLength(3);
  const most = Math.max(...papers.map(({ cells }) => cells.size));
  const others = sheets.filter((one) => !isPapers(one)).reduce((sum, { cells }) => sum + cells.size, 0);
  // Of the parts only one with working papers counts at a time: the three largest have them.
  const parts = Object.values(unzipSync(bytes)).map((part) => part.length);
  const [, ...rest] = parts.sort((a, b) => a - b).reverse();
  const total = parts.reduce((sum, size) => sum + size, 0) - rest[0]! - rest[1]!;
  const limits = { cells: others + most, total };
  expect(readWorkbook(bytes, { limits }).sheets).toHaveLength(sheets.length);
  const book = readBook(openSheets(bytes, { limits }).sheets, form);
  expect(book.papers!.members).toHaveLength(COUNT);
  expect(() => readWorkbook(bytes, { limits: { ...limits, cells: most - 1 } })).toThrow('TOO_BIG');
});

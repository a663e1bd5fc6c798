/** Reports of a whole country: the sample with other regions and other magnitudes, as many files as are asked for. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { pack } from './archive';

const FIGURE = /(<c r="(?:[A-L]\d+|[A-P]\d+)"(?: s="\d+")?>(?:<f>[^<]*<\/f>)?<v>)(-?[\d.]+)(?=<\/v>)/g;
/** Years, and the days of the list. */
const KEPT = /^(?:201[0-4]|4[0-2]\d{3})$/;
const SIGNS = [...'安平永兴长宁新和高阳临江海清东西南北'];
/** A name for each number. */
const regionOf = (number: number): string =>
  `${[number, number / 18, number / 324].map((at) => SIGNS[Math.floor(at) % SIGNS.length]!).join('')}县`;

/** Writes the files that are not there yet, and returns their folder. Every third has the magnitude of the sample. */
export function writeMany(folder: string, count: number, sample = 'clean'): string {
  mkdirSync(folder, { recursive: true });
  const parts = Object.entries(unzipSync(new Uint8Array(readFileSync(resolve(`samples/${sample}.xlsx`)))));
  for (let number = 1; number <= count; number++) {
    const file = join(folder, `${String(number).padStart(4, '0')}.xlsx`);
    if (existsSync(file)) continue;
    const factor = 1 + (number % 3 === 0 ? 0 : number % 17);
    const region = regionOf(number);
    const entries = parts.map(([name, data]) => ({ name, data: rewrite(name, data, region, factor) }));
    writeFileSync(file, pack(entries));
  }
  return folder;
}

/** All figures grow alike, so that sums and cumulatives stay what they should be. */
function rewrite(name: string, data: Uint8Array, region: string, factor: number): Uint8Array {
  if (name === 'xl/sharedStrings.xml') return strToU8(strFromU8(data).replaceAll('青岛市', region));
  const end = /^xl\/worksheets\/sheet(?:[123])\.xml$/.test(name)
    ? 'L'
    : name.endsWith('sheet5.xml')
      ? 'P'
      : '';
  if (end === '') return data;
  const xml = strFromU8(data).replaceAll('青岛市', region);
  const scaled = xml.replace(FIGURE, (all, open: string, figure: string) => {
    const column = /r="([A-Z]+)/.exec(open)![1]!;
    if (column > end || KEPT.test(figure)) return all;
    return open + String(Number((Number(figure) * factor).toPrecision(15)));
  });
  return strToU8(scaled);
}

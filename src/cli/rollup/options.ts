/** What a roll-up is told: who is expected, what is declared, how many threads. */
import { readFileSync } from 'node:fs';
import { decodeList, ListError, parseExpected } from '../../app/rollup/expect';
import { form } from '../../core';
import type { Declared, Expected } from '../../core/rollup/reporters';
import { bare } from '../../core/values/region';
import { type Say, UsageError, type Values } from '../usage';

export function readList(file: string, say: Say): Expected[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UsageError(`${file}: ${say('cannotRead')}`);
  }
  try {
    return parseExpected(decodeList(bytes));
  } catch (error) {
    if (!(error instanceof ListError)) throw error;
    const { fault, line, text } = error;
    throw new UsageError(say(`list_${fault}`, { file, line, text }));
  }
}

/** --included and --separate: names of 计划单列市 and 兵团, or all of them. */
export function declarations({ included, separate }: Values, say: Say): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const [what, given] of [
    ['included', included],
    ['separate', separate],
  ] as const) {
    for (const name of (given ?? []).flatMap((one) => one.split(/[,，、]/))) {
      const units = form.unitsWithin.filter(
        ({ region }) =>
          /^(?:all|全部)$/.test(name.trim()) ||
          bare(region) === bare(name) ||
          bare(region) === `新疆生产建设${bare(name)}`,
      );
      if (units.length === 0) {
        throw new UsageError(
          say('noUnit', { name, units: form.unitsWithin.map(({ region }) => region).join('、') }),
        );
      }
      for (const { region } of units) {
        if (declared.has(region)) throw new UsageError(say('bothUnits', { name: region }));
        declared.set(region, what);
      }
    }
  }
  return declared;
}

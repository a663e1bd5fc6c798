/** Who is in a sum: the reporters that an earlier roll-up has added up, as it tells of them itself. */
import type { Form } from '../form/schema';
import { createFingerprint } from '../values/fingerprint';
import { slotsOf } from './slots';

export interface Member {
  readonly name: string;
  /** '' where it is not known. */
  readonly file: string;
  /** 本级 of that roll-up. */
  readonly isOwn: boolean;
  /** Who is in its figures in turn, at any level. */
  readonly below: readonly string[];
  /** Of the form's figures that it had (`printOf`); null where they are not known. */
  readonly print: string | null;
}

/** Of the figures of the form: the same ones have the same print; '' where all is blank or 0, which says nothing. */
export function printOf(figures: Float64Array, form: Form): string {
  const own = slotsOf(form).map(({ index, key }) => (key === null ? NaN : figures[index]! + 0));
  if (own.every((figure) => Number.isNaN(figure) || figure === 0)) return '';
  const print = createFingerprint();
  print.add(new Uint8Array(Float64Array.from(own).buffer));
  return print.text();
}

const [COLON, SEMICOLON, COMMA] = ['：', '；', '、'];
/** A cell of a workbook holds no more signs. */
const LONGEST = 32_000;

/** 烟台市：莱州市、招远市；济南市：历下区 */
export function writeBelow(members: readonly (readonly [name: string, below: readonly string[]])[]): string {
  const texts: string[] = [];
  let length = 0;
  for (const [name, below] of members) {
    if (below.length === 0) continue;
    const text = `${plain(name)}${COLON}${below.map(plain).join(COMMA)}`;
    length += text.length + 1;
    if (length > LONGEST) break;
    texts.push(text);
  }
  return texts.join(SEMICOLON);
}

export function readBelow(text: string): Map<string, string[]> {
  const below = new Map<string, string[]>();
  for (const one of text.split(SEMICOLON)) {
    const [name = '', names = ''] = one.split(COLON);
    if (name !== '' && names !== '') below.set(name, names.split(COMMA));
  }
  return below;
}

/** Without the signs that part the names. */
const plain = (name: string): string => name.replace(/[：；、]/g, ' ');

/** All that is in a sum, by name. */
export const namesIn = (members: readonly Member[]): string[] => [
  ...new Set(members.flatMap(({ name, below }) => [name, ...below])),
];

/**
 * What stands around the rows of a sheet (widths, merged areas, validations, the page) stands word for word in the
 * next sheet, and in the neighbour's file, again. What was read before need not be read again.
 */
import type { Area } from '../../core/model';
import { copied } from '../../core/values/copied';

/** What a sheet's XML says outside of its rows. */
export interface Around {
  readonly merges: readonly Area[];
  readonly protected: boolean;
}

/** The rows of a sheet whose surroundings are known: from `start` up to `end`. */
export interface Frame extends Around {
  readonly start: number;
  readonly end: number;
}

/** Text up to the rows, or behind them, with the name of the root element as it is written. */
interface Side {
  readonly text: string;
  readonly root: string;
}

const OPEN = '<sheetData>';
const CLOSE = '</sheetData>';
const KEPT = 24;
const LONGEST = 1 << 16;
const heads: Side[] = [];
const tails: (Side & Around)[] = [];

export function knownFrame(xml: string): Frame | null {
  const cut = cutOf(xml);
  const head = cut && find(heads, xml.slice(0, cut.start));
  const tail = head && find(tails, xml.slice(cut.end));
  return tail && tail.root === head.root ? { ...cut, merges: tail.merges, protected: tail.protected } : null;
}

/** Keeps the surroundings of a sheet that was read without fault, and whose rows stand right below its root. */
export function keepFrame(xml: string, around: Around): void {
  const cut = cutOf(xml);
  if (!cut || cut.start > LONGEST || xml.length - cut.end > LONGEST) return;
  // A mark may stand in a comment, in CDATA or in an instruction.
  if (xml.includes('<!') || xml.indexOf('<?', 1) >= 0) return;
  const [head, tail] = [copied(xml.slice(0, cut.start)), copied(xml.slice(cut.end))];
  const root = /^(?:<\?[^<>]*>)?\s*<([^\s<>/]+)/.exec(head)?.[1];
  if (root === undefined || !tail.trimEnd().endsWith(`</${root}>`)) return;
  if (!find(heads, head)) add(heads, { text: head, root });
  if (!find(tails, tail)) add(tails, { ...around, text: tail, root });
}

/** Null where lines do not end as XML wants it. */
function cutOf(xml: string): { readonly start: number; readonly end: number } | null {
  const start = xml.indexOf(OPEN) + OPEN.length;
  const end = xml.lastIndexOf(CLOSE);
  return start < OPEN.length || end < start || xml.includes('\r') ? null : { start, end };
}

/** To compare long texts costs far less than to hash them. */
const find = <One extends Side>(sides: readonly One[], text: string): One | undefined =>
  sides.find((side) => side.text.length === text.length && side.text === text);

function add<One extends Side>(sides: One[], side: One): void {
  if (sides.unshift(side) > KEPT) sides.pop();
}

/**
 * What stands around the rows of a sheet (widths, merged areas, validations, the page) stands word for word in the
 * next sheet, and in the neighbour's file, again. What was read before need not be read again.
 */
import type { Area } from '../../core/model';
import { copied } from '../../core/values/copied';
import type { Pieces } from './xml';

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

export function knownFrame(text: Pieces): Frame | null {
  const cut = cutOf(text);
  if (!cut || isLong(text, cut)) return null;
  const head = find(heads, text.slice(0, cut.start));
  const tail = head && find(tails, text.slice(cut.end));
  return tail && tail.root === head.root ? { ...cut, merges: tail.merges, protected: tail.protected } : null;
}

/** Keeps the surroundings of a sheet that was read without fault, and whose rows stand right below its root. */
export function keepFrame(xml: string, around: Around): void {
  const cut = cutOf(xml);
  if (!cut || isLong(xml, cut)) return;
  // A mark may stand in a comment, in CDATA or in an instruction.
  if (xml.includes('<!') || xml.indexOf('<?', 1) >= 0) return;
  const [head, tail] = [copied(xml.slice(0, cut.start)), copied(xml.slice(cut.end))];
  const root = /^(?:<\?[^<>]*>)?\s*<([^\s<>/]+)/.exec(head)?.[1];
  if (root === undefined || !tail.trimEnd().endsWith(`</${root}>`)) return;
  if (!find(heads, head)) add(heads, { text: head, root });
  if (!find(tails, tail)) add(tails, { ...around, text: tail, root });
}

type Cut = Pick<Frame, 'start' | 'end'>;

/** Null where lines do not end as XML wants it. */
function cutOf(text: Pieces): Cut | null {
  const start = text.indexOf(OPEN) + OPEN.length;
  const end = text.lastIndexOf(CLOSE);
  return start < OPEN.length || end < start || text.indexOf('\r') >= 0 ? null : { start, end };
}

const isLong = ({ length }: Pieces, { start, end }: Cut): boolean =>
  start > LONGEST || length - end > LONGEST;

/** To compare long texts costs far less than to hash them. */
const find = <One extends Side>(sides: readonly One[], text: string): One | undefined =>
  sides.find((side) => side.text.length === text.length && side.text === text);

function add<One extends Side>(sides: One[], side: One): void {
  if (sides.unshift(side) > KEPT) sides.pop();
}

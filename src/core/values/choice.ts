/** 有 / 无, as people mark it. */

export type Choice = '有' | '无' | 'both' | 'none' | 'unreadable';

const TICK = '☑☒√✓✔■●Rþ√×✗✘◼';
const EMPTY_BOX = '□☐○口';

/**
 * Reads 有 · 无 · 有☑无□ · 有√ · 有（a deleted box）无□ … (CAP-01). A header that still says 有□ 无□ is `none`.
 */
export function readChoice(text: string): Choice {
  const folded = text.replace(/[\s　（）()]+/g, '');
  if (folded === '') return 'none';
  if (folded === '有' || folded === '无') return folded;
  const parts = /^(.?)有(.*?)(.?)无(.*)$/.exec(folded);
  if (!parts) {
    const one = new RegExp(`^(有|无)[${TICK}]$|^[${TICK}](有|无)$`, 'u').exec(folded);
    return one ? ((one[1] ?? one[2]) as Choice) : 'unreadable';
  }
  const after = { yes: parts[2]! + parts[3]!, no: parts[4]! };
  const marked = (mark: string): boolean => mark !== '' && [...mark].every((sign) => TICK.includes(sign));
  const open = (mark: string): boolean => mark !== '' && [...mark].every((sign) => EMPTY_BOX.includes(sign));
  const yes = marked(after.yes) || (after.yes === '' && open(after.no));
  const no = marked(after.no) || (after.no === '' && open(after.yes));
  if (yes && no) return 'both';
  if (yes) return '有';
  if (no) return '无';
  return open(after.yes) && open(after.no) ? 'none' : 'unreadable';
}

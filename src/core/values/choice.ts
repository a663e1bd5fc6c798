/** 有 / 无, as people mark it. */

export type Choice = '有' | '无' | 'both' | 'none' | 'unreadable';

const TICK = '☑☒√✓✔■●Rþ√×✗✘◼';
const EMPTY_BOX = '□☐○口';

/**
 * Reads 有 · 无 · 有☑无□ · ☑有 □无 · 有（√）无（ ） · 有√ · 有（a deleted box）无□ … (CAP-01).
 * A header that still says 有□ 无□ is `none`.
 */
export function readChoice(text: string): Choice {
  const folded = text
    .replace(/\s+/g, '')
    .replace(/[（(]([^（()）]*)[）)]/g, (_, inside: string) => inside || '□')
    .replace(/[（）()]/g, '');
  if (folded === '') return 'none';
  if (folded === '有' || folded === '无') return folded;
  const before = new RegExp(`^([${TICK}${EMPTY_BOX}])有([${TICK}${EMPTY_BOX}]?)无$`, 'u').exec(folded);
  const parts = before ? null : /^(.?)有(.*?)(.?)无(.*)$/.exec(folded);
  if (!parts && !before) {
    const one = new RegExp(`^(有|无)[${TICK}]$|^[${TICK}](有|无)$`, 'u').exec(folded);
    return one ? ((one[1] ?? one[2]) as Choice) : 'unreadable';
  }
  const marks = before
    ? { yes: before[1]!, no: before[2]! }
    : { yes: parts![2]! + parts![3]!, no: parts![4]! };
  const marked = (mark: string): boolean => mark !== '' && [...mark].every((sign) => TICK.includes(sign));
  const open = (mark: string): boolean => mark !== '' && [...mark].every((sign) => EMPTY_BOX.includes(sign));
  const ahead = parts?.[1] ?? '';
  const yes = marked(ahead) || marked(marks.yes) || (marks.yes === '' && open(marks.no));
  const no = marked(marks.no) || (marks.no === '' && open(marks.yes));
  if (yes && no) return 'both';
  if (yes) return '有';
  if (no) return '无';
  return open(marks.yes) && open(marks.no) ? 'none' : 'unreadable';
}

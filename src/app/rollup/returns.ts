/** The return lists of a roll-up: who gets back what, and why a file was not added up. */
import type { Finding } from '../../core';
import type { Child } from '../../core/rollup/child';
import type { RollUpFinding } from '../../core/rollup/finding';
import type { RollUp } from '../../core/rollup/rollup';
import { isSummed, type Reporter, type Status } from '../../core/rollup/reporters';
import type { Language } from '../../strings/messages';
import { put } from '../../strings/messages';
import { rollUpMessage, rollUpWords } from '../../strings/rollup';
import type { Collected } from '../returns/bundle';
import { baseName, type Remark } from '../returns/list';

/** What the reporter itself has to put right; who is on the list is the collector's business. */
const RETURNED = ['doubled', 'year', 'version', 'unreadable'] as const;
type Returned = (typeof RETURNED)[number];
const isReturned = (status: Status): status is Returned => RETURNED.some((one) => one === status);

/** Everyone but the collector. The findings have to have been kept: with the files, or where `findingsOf` finds them. */
export function collectedFrom(
  rolled: RollUp,
  language: Language,
  findingsOf: (child: Child) => readonly Finding[] = ({ contribution }) => contribution?.findings ?? [],
): Collected[] {
  return rolled.reporters
    .filter((reporter) => !isCollector(reporter))
    .map((reporter): Collected => {
      const contribution = reporter.child?.contribution ?? null;
      const checked = isSummed(reporter) || reporter.status === 'doubled' || reporter.status === 'stranger';
      return {
        // Without a region it is called as its file is.
        region: reporter.file !== null && !reporter.child?.region ? null : reporter.name,
        year: contribution?.year ?? null,
        file: reporter.file,
        get findings() {
          return checked && reporter.child ? findingsOf(reporter.child) : [];
        },
        remarks: isReturned(reporter.status) ? remarksOn(reporter, reporter.status, rolled, language) : [],
        isWord: contribution?.sheet === '',
        checked: checked && contribution !== null,
        note: noteOn(reporter, language),
      };
    });
}

const isCollector = ({ status, overlap }: Reporter): boolean =>
  status === 'own' || status === 'parent' || (overlap?.kind === 'lacking' && overlap.isOwn);

const remarksOn = (reporter: Reporter, status: Returned, rolled: RollUp, language: Language): Remark[] =>
  rolled.findings
    .filter(
      ({ rule, variant, cites }) => rule === 'RUP-01' && variant.startsWith(status) && isOn(reporter, cites),
    )
    .map((finding) => ({
      message: rollUpMessage(asKnownTo(reporter, finding), rolled.form, language),
      mend: put(rollUpWords(language).ask[status], { year: rolled.year }),
    }));

const isOn = ({ file }: Reporter, cites: RollUpFinding['cites']): boolean =>
  cites.some((cite) => cite.file === file);

/** The reporter knows its files without the collector's folders, and first the one that its list is of. */
function asKnownTo({ file, others }: Reporter, finding: RollUpFinding): RollUpFinding {
  const files = others.map(baseName).join('、');
  return { ...finding, params: { ...finding.params, file: baseName(file ?? ''), files } };
}

function noteOn({ status, late }: Reporter, language: Language): string | null {
  const words = rollUpWords(language);
  const parts = [
    status === 'summed' || status === 'faulty' ? '' : words.status[status],
    late ? put(words.late, { ...late }) : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('\n') : null;
}

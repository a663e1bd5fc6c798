import { useMemo } from 'react';
import { findingsOf } from '../../app/findings';
import { progressOf, type SectionProgress, sumProgress, type Progress as Numbers } from '../../app/progress';
import { activeReport } from '../../app/reports';
import { usePane } from '../shell/context';
import { useStyles } from './styles';

/** How far each section is filled in; a section leads to its first faulty or blank cell. */
export function Progress() {
  const styles = useStyles();
  const { state, form, words, put } = usePane();
  const report = activeReport(state);
  const sections = useMemo(
    () => (report ? progressOf(report, findingsOf(state), form) : []),
    [report, state, form],
  );
  const total = sumProgress(sections);
  return (
    <section className={styles.root} aria-label={words.progress.title}>
      <p className={styles.total}>{put(words.progress.total, { ...total })}</p>
      <Bar numbers={total} />
      <ul className={styles.list}>
        {sections.map((section) => (
          <li key={section.id}>
            <SectionBar section={section} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SectionBar({ section }: { readonly section: SectionProgress }) {
  const styles = useStyles();
  const { session, words, put } = usePane();
  const { title, filled, faulty, blank, target } = section;
  const goal =
    faulty > 0 ? words.progress.toFaulty : blank > 0 ? words.progress.toBlank : words.progress.complete;
  return (
    <button
      type="button"
      className={styles.section}
      data-section={section.id}
      disabled={target === null}
      onClick={() => target && void session.goTo(target)}
    >
      <span className={styles.line}>
        <span>{title}</span>
        <span className={styles.numbers}>{put(words.progress.numbers, { filled, faulty, blank })}</span>
      </span>
      <span className={styles.hidden}>{goal}</span>
      <Bar numbers={section} />
    </button>
  );
}

function Bar({ numbers: { filled, faulty, total } }: { readonly numbers: Numbers }) {
  const styles = useStyles();
  const share = (count: number): string => `${total === 0 ? 0 : (100 * count) / total}%`;
  return (
    <span className={styles.bar} aria-hidden>
      <span className={styles.filled} style={{ width: share(filled) }} />
      <span className={styles.faulty} style={{ width: share(faulty) }} />
    </span>
  );
}

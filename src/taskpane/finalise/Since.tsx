import { Button } from '@fluentui/react-components';
import { activeReport } from '../../app/reports';
import { type CellValue, parseAddress, splitKey } from '../../core';
import { correctLater, yearToCorrectIn } from '../../core/finalise/correct';
import { revertChanges } from '../../core/finalise/revert';
import { finaliseWords } from '../../strings/finalise';
import { formatValue, pathOf } from '../../strings/labels';
import { pathWords } from '../../strings/messages';
import { usePane } from '../shell/context';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useStyles } from './styles';

/** 已定稿, or cell by cell what has been changed since. */
export default function Since() {
  const styles = useStyles();
  const { session, state, form, words: pane, language, put } = usePane();
  const words = finaliseWords(language);
  const report = activeReport(state);
  if (!report?.finalised) return null;
  const { receipt, changes } = report.finalised;
  const shown = (value: CellValue): string => formatValue(value, pane.pane.blank);
  const goTo = (address: string | null): void => {
    const at = address === null ? null : parseAddress(address);
    if (at) void session.goTo({ sheet: report.sheet, ...at });
  };
  const changed = changes.length > 0;
  const reports = state.reports.map(({ year, finalised }) => ({ year, finalised: finalised !== null }));
  const later = yearToCorrectIn(reports, receipt.year);
  return (
    <section className={styles.panel} aria-label={words.title} data-testid="finalised">
      <div className={styles.top}>
        <SeverityIcon tone={changed || !receipt.intact ? 'soft' : 'passed'} />
        <span className={styles.grow}>
          {put(words.isFinal, { date: receipt.date, author: receipt.author })}
          {changed && ` · ${put(words.changed, { count: changes.length })}`}
        </span>
      </div>
      {!receipt.intact && <p className={styles.hint}>{words.altered}</p>}
      {changed && (
        <>
          <ul className={styles.list}>
            {changes.map(({ key, address, was, now }) => {
              const { id, period } = splitKey(key);
              return (
                <li key={key}>
                  <button type="button" className={styles.change} onClick={() => goTo(address)}>
                    {pathOf(form, id, period, pathWords(language))}{' '}
                    {put(words.change, { was: shown(was), now: shown(now) })}
                  </button>
                </li>
              );
            })}
          </ul>
          <p className={styles.hint}>
            {later === null ? words.adjust : put(words.corrects, { year: later })}
          </p>
          <div className={styles.buttons}>
            {later !== null && (
              <Button
                size="small"
                onClick={() => void session.plan((book, sheets) => correctLater(book, sheets, report.sheet))}
              >
                {put(words.correct, { year: later })}
              </Button>
            )}
            <Button
              size="small"
              onClick={() => void session.plan((book) => revertChanges(book, report.sheet))}
            >
              {words.revert}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { Print20Regular } from '@fluentui/react-icons/svg/print';
import { useEffect, useId, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import { type ChainMark, type ChainTable, chainTable } from '../../app/chain';
import { yearWords } from '../../strings/years';
import { usePane } from '../shell/context';
import { ChainRows } from './ChainRows';
import { usePrintStyles } from './print';

const useStyles = makeStyles({
  dialog: {
    boxSizing: 'border-box',
    width: '100vw',
    maxWidth: '100vw',
    height: '100vh',
    maxHeight: '100vh',
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    '&[open]': { display: 'flex', flexDirection: 'column' },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  title: { flexGrow: 1, margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  summary: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS}` },
  scroll: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

/** As many years as stand side by side on paper. */
const YEARS_PER_PAGE = 5;

/** All indicators × all years over the whole window, and the same on paper. */
export function Chain() {
  const styles = useStyles();
  const { session, state, language, put } = usePane();
  const words = yearWords(language).chain;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  usePrintStyles();
  useEffect(() => dialog.current?.showModal(), []);
  const { findings, reports } = state;
  const book = session.book();
  const table = useMemo(() => book && chainTable(book, findings), [book, findings]);
  const region = reports.flatMap((report) => report.region ?? [])[0] ?? '';
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={() => session.show(null)}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {words.title}
        </h2>
        <Button icon={<Print20Regular />} onClick={() => window.print()}>
          {words.print}
        </Button>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={yearWords(language).close}
          onClick={() => dialog.current?.close()}
        />
      </div>
      {table && <p className={styles.summary}>{put(words.summary, countMarks(table))}</p>}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.caption}>
        {table && <ChainRows table={table} />}
      </div>
      {table &&
        createPortal(
          <div className="cpreport-print">
            <h1>
              {region} {words.title}
            </h1>
            {pagesOf(table).map((page) => (
              <ChainRows key={page.years[0]} table={page} printed />
            ))}
            <p>
              ▲ {words.legend.gap}　◆ {words.legend.outlier}　？ {words.legend.unknown}
            </p>
          </div>,
          document.body,
        )}
    </dialog>
  );
}

function countMarks({ rows }: ChainTable): Record<string, number> {
  const marks = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.marks));
  const count = (...wanted: ChainMark[]): number => marks.filter((mark) => wanted.includes(mark)).length;
  return { count: count('gap', 'file'), outliers: count('outlier'), unknown: count('unknown') };
}

function pagesOf({ years, rows }: ChainTable): ChainTable[] {
  const starts = years.filter((_, at) => at % YEARS_PER_PAGE === 0);
  return starts.map((_, page) => {
    const part = <T,>(list: readonly T[]): readonly T[] =>
      list.slice(page * YEARS_PER_PAGE, (page + 1) * YEARS_PER_PAGE);
    return { years: part(years), rows: rows.map((row) => ({ ...row, cells: part(row.cells) })) };
  });
}

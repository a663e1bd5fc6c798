import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { ChainCell, ChainMark, ChainTable } from '../../app/chain';
import { formatNumber } from '../../strings/labels';
import { yearWords } from '../../strings/years';
import { usePane } from '../shell/context';

const useStyles = makeStyles({
  table: { borderCollapse: 'separate', borderSpacing: 0, fontVariantNumeric: 'tabular-nums' },
  cell: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'right',
    whiteSpace: 'nowrap',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  heads: { position: 'sticky', top: 0, zIndex: 2 },
  head: {
    textAlign: 'center',
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  name: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    backgroundColor: tokens.colorNeutralBackground2,
    '@media (max-width: 640px)': { minWidth: '96px', maxWidth: '120px', whiteSpace: 'normal' },
  },
  broken: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
  },
  outlier: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
  },
  unknown: { color: tokens.colorNeutralForeground2 },
  button: {
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

export const SIGNS: Readonly<Record<ChainMark, string>> = {
  gap: '▲',
  file: '▲',
  unknown: '？',
  outlier: '◆',
};

interface Props {
  readonly table: ChainTable;
  /** On paper: plain, without anything to click. */
  readonly printed?: boolean;
}

/** The table itself; a mark is a sign and words, never a colour alone. */
export function ChainRows({ table, printed = false }: Props) {
  const styles = useStyles();
  const { language, put } = usePane();
  const words = yearWords(language).chain;
  const { years, rows } = table;
  const style = (...classes: string[]): string | undefined =>
    printed ? undefined : mergeClasses(styles.cell, ...classes);
  const base = put(words.base, { year: String((years[0] ?? 0) - 1) });
  return (
    <table className={printed ? undefined : styles.table} aria-label={words.caption}>
      <thead className={printed ? undefined : styles.heads}>
        <tr>
          <th scope="col" rowSpan={2} className={style(styles.head, styles.name)}>
            {words.indicator}
          </th>
          <th scope="col" rowSpan={2} className={style(styles.head)}>
            {words.unit}
          </th>
          <th scope="col" rowSpan={2} className={style(styles.head)}>
            {base}
          </th>
          {years.map((year) => (
            <th key={year} scope="colgroup" colSpan={3} className={style(styles.head)}>
              {put(words.year, { year: String(year) })}
            </th>
          ))}
        </tr>
        <tr>
          {years.map((year) => (
            <Fragment key={year}>
              {(['figure', 'adjustment', 'cumulative'] as const).map((field) => (
                <th key={field} scope="col" className={style(styles.head)}>
                  {words[field]}
                </th>
              ))}
            </Fragment>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label, unit, base: start, cells }) => (
          <tr key={id}>
            <th scope="row" className={style(styles.name)}>
              {label}
            </th>
            <td className={style()}>{unit}</td>
            <td className={style()}>{start === null ? words.unknown : formatNumber(start)}</td>
            {cells.map((cell) => (
              <Year key={cell.year} id={id} cell={cell} printed={printed} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Year({
  id,
  cell,
  printed,
}: {
  readonly id: string;
  readonly cell: ChainCell;
  readonly printed: boolean;
}) {
  const styles = useStyles();
  const { session, state, language, put } = usePane();
  const words = yearWords(language).chain;
  const { year, figure, adjustment, reason, cumulative, expected, marks } = cell;
  const number = (value: number | null): string => (value === null ? '' : formatNumber(value));
  const told = (mark: ChainMark): string =>
    put(words.marks[mark], { expected: expected === null ? words.unknown : expected });
  const outlier = marks.includes('outlier');
  const broken = marks.find((mark) => mark !== 'outlier');
  const tone = broken === undefined ? '' : broken === 'unknown' ? styles.unknown : styles.broken;
  const style = (extra: string): string | undefined =>
    printed ? undefined : mergeClasses(styles.cell, extra);
  const sign = (mark: ChainMark) => (
    <span role="img" aria-label={told(mark)} title={told(mark)}>
      {SIGNS[mark]}
    </span>
  );
  const sheet = state.reports.find((report) => report.year === year);
  const at = sheet?.positions.get(`${id}/cumulative`);
  const shown = number(cumulative);
  return (
    <>
      <td className={style(outlier ? styles.outlier : '')}>
        {number(figure)} {outlier && sign('outlier')}
      </td>
      <td className={style('')} title={reason || undefined}>
        {adjustment === null ? words.unknown : adjustment === 0 ? '' : formatNumber(adjustment)}
        {printed && reason !== '' && <small>{reason}</small>}
      </td>
      <td className={style(tone)}>
        {printed || !at || !sheet || shown === '' ? (
          shown
        ) : (
          <button
            type="button"
            className={styles.button}
            onClick={() => {
              session.show(null);
              void session.goTo({ sheet: sheet.sheet, ...at });
            }}
          >
            {shown}
          </button>
        )}{' '}
        {broken && sign(broken)}
      </td>
    </>
  );
}

import { makeStyles, tokens } from '@fluentui/react-components';
import { type ChainCell, chainRow } from '../../app/chain';
import { type CellKey, splitKey } from '../../core';
import { formatNumber } from '../../strings/labels';
import { yearWords } from '../../strings/years';
import { usePane } from '../shell/context';
import { SIGNS } from './ChainRows';

const useStyles = makeStyles({
  figure: { margin: `${tokens.spacingVerticalS} 0 0` },
  svg: { display: 'block', width: '100%', maxWidth: '420px', height: 'auto' },
  line: { stroke: tokens.colorBrandStroke1, strokeWidth: '2', fill: 'none' },
  bar: { fill: tokens.colorBrandBackground2, stroke: tokens.colorBrandStroke1, strokeWidth: '1' },
  dot: { fill: tokens.colorBrandBackground, stroke: tokens.colorNeutralBackground2, strokeWidth: '1' },
  broken: { fill: tokens.colorPaletteRedForeground1, fontSize: '11px' },
  gapLine: {
    stroke: tokens.colorPaletteRedForeground1,
    strokeWidth: '2',
    strokeDasharray: '3 3',
    fill: 'none',
  },
  axis: { stroke: tokens.colorNeutralStroke1, strokeWidth: '1' },
  text: { fill: tokens.colorNeutralForeground2, fontSize: '11px', fontFamily: tokens.fontFamilyBase },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

const WIDTH = 288;
const HEIGHT = 112;
const TOP = 16;
const BOTTOM = 92;
const SIDE = 18;

/** 本年 as bars, 累计 as a line through the years; where the chain breaks, it does too. */
export default function Chart({ cellKey }: { readonly cellKey: CellKey }) {
  const styles = useStyles();
  const { session, state, language, put } = usePane();
  const words = yearWords(language).chain;
  const book = session.book();
  if (!book) return null;
  const { id } = splitKey(cellKey);
  const row = chainRow(book, state.findings, id);
  if (!row || row.cells.length < 2) return null;
  const values = row.cells.flatMap(({ figure, cumulative }) => [figure ?? 0, cumulative ?? 0]);
  const highest = Math.max(0, ...values, row.base ?? 0);
  const lowest = Math.min(0, ...values);
  const step = (WIDTH - 2 * SIDE) / Math.max(1, row.cells.length);
  const x = (at: number): number => SIDE + step * (at + 0.5);
  const y = (value: number): number => BOTTOM - ((value - lowest) / (highest - lowest || 1)) * (BOTTOM - TOP);
  const every = Math.ceil(row.cells.length / Math.floor((WIDTH - 2 * SIDE) / 34));
  return (
    <figure className={styles.figure}>
      <svg className={styles.svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" data-chart={id}>
        <line className={styles.axis} x1={SIDE} x2={WIDTH - SIDE} y1={y(0)} y2={y(0)} />
        {row.cells.map(({ year, figure }, at) =>
          figure === null ? null : (
            <rect
              key={year}
              className={styles.bar}
              x={x(at) - Math.min(9, step * 0.35)}
              width={Math.min(18, step * 0.7)}
              y={Math.min(y(figure), y(0))}
              height={Math.max(1, Math.abs(y(figure) - y(0)))}
            />
          ),
        )}
        {row.cells.map((cell, at) => (
          <Segment key={cell.year} cell={cell} before={row.cells[at - 1]} at={at} x={x} y={y} />
        ))}
        {row.cells.map(({ year }, at) =>
          at % every === 0 ? (
            <text key={year} className={styles.text} x={x(at)} y={HEIGHT - 4} textAnchor="middle">
              {year}
            </text>
          ) : null,
        )}
        <text className={styles.text} x={2} y={11}>
          {formatNumber(highest)} {row.unit}
        </text>
      </svg>
      <table className={styles.hidden} aria-label={put(words.history, { label: row.label })}>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.figure}</th>
            <th scope="col">{words.adjustment}</th>
            <th scope="col">{words.cumulative}</th>
          </tr>
        </thead>
        <tbody>
          {row.cells.map((cell) => (
            <tr key={cell.year}>
              <th scope="row">{put(words.year, { year: String(cell.year) })}</th>
              <td>{cell.figure === null ? words.unknown : formatNumber(cell.figure)}</td>
              <td>{cell.adjustment === null ? words.unknown : formatNumber(cell.adjustment)}</td>
              <td>
                {cell.cumulative === null ? words.unknown : formatNumber(cell.cumulative)}
                {cell.marks.map((mark) => ` ${put(words.marks[mark], { expected: cell.expected ?? '' })}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

interface SegmentProps {
  readonly cell: ChainCell;
  readonly before: ChainCell | undefined;
  readonly at: number;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

/** The line to a year's 累计, broken where it does not follow, and a sign where something is to be said. */
function Segment({ cell, before, at, x, y }: SegmentProps) {
  const styles = useStyles();
  const { cumulative, marks } = cell;
  const [sign] = marks;
  if (cumulative === null) {
    return sign ? (
      <text className={styles.text} x={x(at)} y={BOTTOM - 4} textAnchor="middle">
        {SIGNS[sign]}
      </text>
    ) : null;
  }
  const from = before?.cumulative ?? null;
  const follows = !marks.includes('gap') && !before?.marks.includes('file');
  return (
    <>
      {from !== null && (
        <line
          className={follows ? styles.line : styles.gapLine}
          x1={x(at - 1)}
          y1={y(from)}
          x2={x(at)}
          y2={y(cumulative)}
        />
      )}
      <circle className={styles.dot} cx={x(at)} cy={y(cumulative)} r={3.5} />
      {sign && (
        <text className={styles.broken} x={x(at)} y={y(cumulative) - 6} textAnchor="middle">
          {SIGNS[sign]}
        </text>
      )}
    </>
  );
}

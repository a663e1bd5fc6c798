import { Badge, Button } from '@fluentui/react-components';
import { ArrowLeft16Regular } from '@fluentui/react-icons/svg/arrow-left';
import { useMemo, useState } from 'react';
import type { Change, Changes } from '../../app/contract';
import { anatomyOf, type Part, type Spot } from '../../app/rollup/parts';
import { isPartial } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { type Slot, slotAt } from '../../core/rollup/slots';
import { formatNumber, formatValue } from '../../strings/labels';
import { put } from '../../strings/messages';
import { carriedText, slotName } from '../../strings/rollup';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useVisit } from './visit';
import { useStyles } from './styles';
import { useRoom } from './tools';

interface Props {
  readonly rolled: RollUp;
  readonly slot: number;
}

/** One figure of the parent taken apart: largest first, and what is lacking. */
export function Parts({ rolled, slot }: Props) {
  const styles = useStyles();
  const { room, state, form, language, words, terms } = useRoom();
  const { total, parts, open, absent } = useMemo(() => anatomyOf(rolled, slot), [rolled, slot]);
  const { indicator, field } = total.slot;
  const { value, sum } = total;
  const own = sum !== null && value !== sum;
  return (
    <div className={styles.tight}>
      <div className={styles.row}>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowLeft16Regular />}
          onClick={() => room.open(null)}
        >
          {words.parts.back}
        </Button>
      </div>
      <h2 className={styles.section}>{slotName(indicator.id, field, form, language)}</h2>
      <p className={styles.big}>
        {value === null ? words.totals.nothing : formatNumber(value)} <small>{indicator.unit}</small>
      </p>
      <p className={styles.hint}>
        {own ? put(words.parts.own, { sum }) : put(words.parts.sum, { count: total.parts })}
      </p>
      {field === 'cumulative' && <Chain rolled={rolled} id={indicator.id} />}
      {open.length > 0 && (
        <>
          <h3 className={styles.section}>{put(words.parts.openTitle, { count: open.length })}</h3>
          <ul className={styles.list}>
            {open.map((spot) => (
              <SpotRow key={spot.file} spot={spot}>
                <Badge appearance="tint" color="warning">
                  {terms.why[spot.why]}
                  {spot.text && `「${spot.text}」`}
                </Badge>
              </SpotRow>
            ))}
          </ul>
        </>
      )}
      <ul className={styles.list} aria-label={words.parts.list}>
        {parts.map((part) => (
          <PartRow
            key={part.file}
            part={part}
            unit={indicator.unit}
            before={changeAt(state.changes, part.file, total.slot)}
          />
        ))}
      </ul>
      {absent.length > 0 && (
        <>
          <h3 className={styles.section}>{put(words.parts.absentTitle, { count: absent.length })}</h3>
          <ul className={styles.list}>
            {absent.map((one) => (
              <li key={one.file ?? one.name} className={styles.item}>
                <span className={styles.line}>
                  <span>{one.name}</span>
                  <span className={styles.period}>{terms.status[one.status]}</span>
                  {isPartial(one) && <span className={styles.period}>{carriedText(one, terms)}</span>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const changeAt = (changes: Changes | null, file: string, { indicator, field }: Slot): Change | null =>
  changes?.files
    .find((one) => one.file === file && one.what === 'changed')
    ?.cells.find(({ id, period }) => id === indicator.id && period === field) ?? null;

/** 累计 rests on these, each of which can be taken apart as well. */
function Chain({ rolled, id }: { readonly rolled: RollUp; readonly id: string }) {
  const styles = useStyles();
  const { room, form, words, terms } = useRoom();
  const slots = (['prior', 'year', 'adjustment'] as const).flatMap((field) => {
    const index = slotAt(form, id, field);
    return index === undefined ? [] : [rolled.totals[index]!];
  });
  if (slots.length < 3) return null;
  return (
    <div className={styles.row}>
      {slots.map(({ slot, value }) => (
        <Button key={slot.index} size="small" appearance="subtle" onClick={() => room.open(slot.index)}>
          {terms.field[slot.field]} {value === null ? words.totals.nothing : formatNumber(value)}
        </Button>
      ))}
    </div>
  );
}

interface PartRowProps {
  readonly part: Part;
  readonly unit: string;
  /** What it was at the last roll-up, where that was otherwise. */
  readonly before: Change | null;
}

function PartRow({ part, unit, before }: PartRowProps) {
  const styles = useStyles();
  const { words, terms } = useRoom();
  const { value, share, times, mark, lacking } = part;
  return (
    <SpotRow spot={part} figure={`${formatNumber(value)} ${unit}`} share={share}>
      {times !== null && (
        <Badge
          appearance="tint"
          color="warning"
          title={put(words.parts.farHow, { times: Number(times.toPrecision(2)) })}
        >
          {words.parts.far} · {put(words.parts.farHow, { times: Number(times.toPrecision(2)) })}
        </Badge>
      )}
      {lacking !== null && (
        <Badge appearance="tint" color="warning">
          {terms.why.partial}：{lacking}
        </Badge>
      )}
      {before && (
        <Badge appearance="tint" color="informative">
          {put(words.changes.before, { value: formatValue(before.before, terms.blank) })}
        </Badge>
      )}
      {(mark === 'hard' || mark === 'soft') && (
        <span className={styles.sign}>
          <SeverityIcon tone={mark} />
          <span className={styles.period}>{words.parts[`${mark}Mark`]}</span>
        </span>
      )}
    </SpotRow>
  );
}

interface SpotRowProps {
  readonly spot: Spot;
  readonly figure?: string;
  readonly share?: number | null;
  readonly children: React.ReactNode;
}

/** A reporter's figure: leads to its cell, or says where it stands. */
function SpotRow({ spot, figure, share = null, children }: SpotRowProps) {
  const styles = useStyles();
  const { words, panel } = useRoom();
  const [shown, setShown] = useState(false);
  const visit = useVisit();
  const { reporter, file, sheet, address } = spot;
  const place =
    address === null
      ? put(words.parts.noCell, { file })
      : put(words.parts.cell, { file, sheet: sheet ?? '', address });
  const away = panel.desk !== null && address !== null;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.part}
        aria-expanded={away ? undefined : shown}
        onClick={() => (away ? void visit(spot) : setShown(!shown))}
      >
        <span className={styles.line}>
          <span>{reporter.name}</span>
          {figure && (
            <span className={styles.number}>
              {figure}
              {share !== null && (
                <span className={styles.period}> {put(words.parts.share, { share: percent(share) })}</span>
              )}
            </span>
          )}
        </span>
        {share !== null && <span className={styles.bar} style={{ width: percent(share) }} aria-hidden />}
        <span className={styles.row}>
          {children}
          <span className={styles.period}>{place}</span>
        </span>
      </button>
      {shown && !away && (
        <p className={styles.place} role="status">
          {words.parts.here}
          <br />
          <strong>{place}</strong>
          {figure && ` = ${figure}`}
        </p>
      )}
    </li>
  );
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}%`;

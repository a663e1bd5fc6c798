import { Badge } from '@fluentui/react-components';
import { countsOf } from '../../app/rollup/room';
import type { RollUp, Total } from '../../core/rollup/rollup';
import { formatNumber, nameOf, placeOf } from '../../strings/labels';
import { pathWords, put } from '../../strings/messages';
import { useStyles } from './styles';
import { useRoom } from './tools';
import { groupBy } from '../../core/values/groups';

/** The figures of the parent, by section; each leads to who it is made of. */
export function Totals({ rolled }: { readonly rolled: RollUp }) {
  const styles = useStyles();
  const { form, words } = useRoom();
  const { absent } = countsOf(rolled);
  const printed = rolled.totals.filter(({ slot }) => slot.key !== null);
  return (
    <>
      {absent > 0 && <p className={styles.hint}>{put(words.totals.absentCount, { count: absent })}</p>}
      {form.sections.map(({ id, short }) => {
        const own = printed.filter(({ slot }) => placeOf(form, slot.indicator.id)?.sectionId === id);
        if (own.length === 0) return null;
        return (
          <section key={id} aria-label={short}>
            <h2 className={styles.section}>{short}</h2>
            <ul className={styles.list}>
              {byIndicator(own).map((totals) => (
                <Row key={totals[0]!.slot.indicator.id} totals={totals} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function Row({ totals }: { readonly totals: readonly Total[] }) {
  const styles = useStyles();
  const { form, language, words, terms, room } = useRoom();
  const { indicator } = totals[0]!.slot;
  const name = nameOf(form, indicator.id, pathWords(language));
  return (
    <li className={styles.item}>
      <span className={styles.text}>
        {name}
        <span className={styles.period}>（{indicator.unit}）</span>
      </span>
      <div className={styles.figures}>
        {totals.map(({ slot, value, open }) => {
          const figure = value === null ? words.totals.nothing : formatNumber(value);
          const period = terms.field[slot.field];
          // What is seen is part of the name.
          const said = open.length > 0 ? `${words.totals.open} ${open.length} ${figure}` : figure;
          return (
            <button
              key={slot.index}
              type="button"
              className={styles.figure}
              aria-label={put(words.totals.show, { name, period, value: said })}
              onClick={() => room.open(slot.index)}
            >
              <span className={styles.period}>{period}</span>
              {open.length > 0 && (
                <Badge
                  appearance="tint"
                  color="warning"
                  title={put(words.totals.openCount, { count: open.length })}
                >
                  {words.totals.open} {open.length}
                </Badge>
              )}
              <span className={styles.number}>{open.length > 0 ? ` ${figure}` : figure}</span>
            </button>
          );
        })}
      </div>
    </li>
  );
}

const byIndicator = (totals: readonly Total[]): Total[][] => [
  ...groupBy(totals, ({ slot }) => slot.indicator.id).values(),
];

import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Change } from '../../app/contract';
import type { RollUp } from '../../core/rollup/rollup';
import { slotAt } from '../../core/rollup/slots';
import { put } from '../../strings/messages';
import { changeText } from '../../strings/rollup';
import { useStyles } from './styles';
import { useRoom } from './tools';

const FIRST = 8;

/** What is otherwise than at the last roll-up: whose file, which figures, which totals. */
export function Changes({ rolled }: { readonly rolled: RollUp }) {
  const styles = useStyles();
  const { state, words } = useRoom();
  const { changes, previous } = state;
  if (!previous?.recalled) return null;
  const { file: since } = previous;
  if (!changes)
    return <p className={styles.text}>{put(words.changes.otherYear, { since, year: `${rolled.year}` })}</p>;
  const of = (what: (typeof changes.files)[number]['what']) =>
    changes.files.filter((one) => one.what === what);
  const [changed, added, gone] = [of('changed'), of('added'), of('gone')];
  const { totals: moved } = changes;
  return (
    <>
      <p className={styles.hint}>{put(words.changes.since, { since })}</p>
      {changes.files.length === 0 && moved.length === 0 && (
        <p className={styles.text}>{words.changes.none}</p>
      )}
      {changed.length > 0 && (
        <section aria-label={words.changes.changedName}>
          <h2 className={styles.section}>{put(words.changes.changed, { count: changed.length })}</h2>
          <ul className={styles.list}>
            {changed.map(({ file, reporter, cells }) => (
              <li key={file} className={styles.item}>
                <strong>{reporter}</strong>
                {file !== reporter && <p className={styles.hint}>{file}</p>}
                <p className={styles.hint}>
                  {cells.length === 0
                    ? words.changes.same
                    : put(words.changes.figures, { count: cells.length })}
                </p>
                <Figures cells={cells} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Named title={words.changes.added} entries={added} />
      <Named title={words.changes.gone} entries={gone} />
      {moved.length > 0 && (
        <section aria-label={words.changes.totalsName}>
          <h2 className={styles.section}>{put(words.changes.totals, { count: moved.length })}</h2>
          <Figures cells={moved} />
        </section>
      )}
      {changes.edited.length > 0 && (
        <section aria-label={words.changes.editedName}>
          <h2 className={styles.section}>{put(words.changes.edited, { count: changes.edited.length })}</h2>
          <p className={styles.hint}>{words.changes.editedHint}</p>
          <Figures cells={changes.edited} />
        </section>
      )}
    </>
  );
}

interface NamedProps {
  readonly title: string;
  readonly entries: readonly { readonly file: string; readonly reporter: string }[];
}

function Named({ title, entries }: NamedProps) {
  const styles = useStyles();
  if (entries.length === 0) return null;
  return (
    <>
      <h2 className={styles.section}>{put(title, { count: entries.length })}</h2>
      <ul className={styles.list}>
        {entries.map(({ file, reporter }) => (
          <li key={file} className={styles.item}>
            <span className={styles.line}>
              <span>{reporter}</span>
              {file !== reporter && <span className={styles.period}>{file}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Each leads to who the total is made of. */
function Figures({ cells }: { readonly cells: readonly Change[] }) {
  const styles = useStyles();
  const { room, form, language, words } = useRoom();
  const [all, setAll] = useState(false);
  const shown = all ? cells : cells.slice(0, FIRST);
  if (cells.length === 0) return null;
  return (
    <>
      <ul className={styles.list}>
        {shown.map((cell) => {
          const slot = slotAt(form, cell.id, cell.period);
          return (
            <li key={`${cell.id}/${cell.period}`}>
              <button
                type="button"
                className={styles.part}
                onClick={() => slot !== undefined && room.open(slot)}
              >
                {changeText(cell, form, language)}
              </button>
            </li>
          );
        })}
      </ul>
      {cells.length > shown.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          {put(words.changes.more, { count: cells.length - shown.length })}
        </Button>
      )}
    </>
  );
}

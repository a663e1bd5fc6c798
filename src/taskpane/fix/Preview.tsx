import { Button } from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import { keyAt } from '../../app/reports';
import type { Mark } from '../../hosts/port';
import { addressOf, type Edit, type Entry, isStructural, splitKey } from '../../core';
import type { Words } from '../../strings/en';
import { formatValue, nameOf, pathOf } from '../../strings/labels';
import { pathWords } from '../../strings/messages';
import { countedEdits, remarkLines, stepLines } from '../../strings/plans';
import { usePane } from '../shell/context';
import { useStyles } from './styles';

/** A plan with before and after; it is written only when the person says so. */
export function Preview() {
  const styles = useStyles();
  const { session, state, language, words, put, endsUndo } = usePane();
  const id = useId();
  const apply = useRef<HTMLButtonElement>(null);
  const plan = state.preview;

  // The person asked for the preview, so the focus follows; it goes back to where it was afterwards.
  useEffect(() => {
    if (!plan) return undefined;
    const before = document.activeElement;
    apply.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [plan]);

  if (state.marking) return <Marking marks={state.marking} />;
  if (!plan) return null;
  const structural = isStructural(plan);
  // What a change of shape brings with it is formulas and labels: they are counted, not listed.
  const counted = countedEdits(plan, language);
  const shown = structural ? [] : counted.rest.slice(0, MOST_LINES);
  const title =
    plan.command in words.commands ? words.commands[plan.command as CommandWord] : words.fix.title;
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {structural ? title : words.fix.title}
      </h2>
      <ul className={styles.list} tabIndex={0} aria-labelledby={id}>
        {[...stepLines(plan, language), ...counted.lines].map((line) => (
          <li key={line} className={styles.item}>
            {line}
          </li>
        ))}
        {shown.map((edit) => (
          <EditLine key={`${edit.sheet}!${addressOf(edit)}`} edit={edit} />
        ))}
        {shown.length < counted.rest.length && (
          <li className={styles.item}>
            {put(structural ? words.step.others : words.fix.more, {
              count: counted.rest.length - shown.length,
            })}
          </li>
        )}
      </ul>
      {remarkLines(plan, language).map((line) => (
        <p key={line} className={styles.hint}>
          {line}
        </p>
      ))}
      {structural && <p className={styles.hint}>{words.step.protection}</p>}
      {plan.command === 'confirmedFix' && <p className={styles.hint}>{words.fix.sure}</p>}
      {endsUndo && <p className={styles.hint}>{words.fix.lastUndo}</p>}
      <div className={styles.buttons}>
        <Button ref={apply} appearance="primary" onClick={() => void session.confirm()}>
          {structural ? words.fix.carryOut : put(words.fix.apply, { count: plan.edits.length })}
        </Button>
        <Button onClick={() => session.cancel()}>{words.pane.cancel}</Button>
      </div>
    </section>
  );
}

/** Asked where the host's undo ends with the marks. */
function Marking({ marks }: { readonly marks: readonly Mark[] }) {
  const styles = useStyles();
  const { session, words, put, endsUndo } = usePane();
  const id = useId();
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  const setting = marks.length > 0;
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {setting ? words.commands.mark : words.commands.clearMarks}
      </h2>
      <p className={styles.hint}>
        {setting ? put(words.fix.marks, { count: marks.length }) : words.fix.marksGo}
      </p>
      {endsUndo && <p className={styles.hint}>{words.fix.undoEnds}</p>}
      <div className={styles.buttons}>
        <Button ref={yes} appearance="primary" onClick={() => void session.confirm()}>
          {words.fix.carryOut}
        </Button>
        <Button onClick={() => session.cancel()}>{words.pane.cancel}</Button>
      </div>
    </section>
  );
}

const MOST_LINES = 200;
type CommandWord = keyof Words['commands'];
function EditLine({ edit }: { readonly edit: Edit }) {
  const styles = useStyles();
  const { session, state, form, language, words, put } = usePane();
  const key = keyAt(state.reports, edit);
  const ledger = session.book()?.ledger;
  const row = ledger?.sheet === edit.sheet ? [...ledger.rows].find(([, at]) => at === edit.row) : undefined;
  const { id, period } = key ? splitKey(key) : { id: null, period: null };
  const place = put(words.pane.address, { address: addressOf(edit) });
  const text = ({ value, formula }: Entry): string => formula ?? formatValue(value, words.pane.blank);
  return (
    <li className={styles.item}>
      <span className={styles.caption}>
        {id === null
          ? [edit.sheet, ...(row ? [nameOf(form, row[0], pathWords(language))] : []), place].join(' · ')
          : `${pathOf(form, id, period, pathWords(language))} · ${place}`}
      </span>
      <span className={styles.values}>
        <span>{words.fix.before} </span>
        <del className={styles.before}>{text(edit.before)}</del>
        <span> → {words.fix.after} </span>
        <ins className={styles.after} style={{ textDecoration: 'none' }}>
          {edit.after.formula === null ? text(edit.after) : `${words.fix.formula} ${text(edit.after)}`}
        </ins>
      </span>
    </li>
  );
}

/** 恢复: takes back what was written last, where the host cannot. */
export function Restore() {
  const styles = useStyles();
  const { session, state, words } = usePane();
  if (!state.undo) return null;
  return (
    <div className={styles.bar}>
      <span className={styles.grow}>{words.fix.restoreHint}</span>
      <Button size="small" onClick={() => void session.restore()}>
        {words.fix.restore}
      </Button>
    </div>
  );
}

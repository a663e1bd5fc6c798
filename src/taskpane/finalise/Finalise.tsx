import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { findingsOf } from '../../app/findings';
import { activeReport } from '../../app/reports';
import type { Finding } from '../../core';
import { type Blockers, blockersIn, finalise, isReady, ZERO } from '../../core/finalise/finalise';
import { dayOf, serialOf } from '../../core/values/date';
import { finaliseWords } from '../../strings/finalise';
import { draftReceipt } from '../../template/receipt';
import { authorFor, keepAuthor } from '../explain/author';
import { usePane } from '../shell/context';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useStyles } from './styles';

const STEPS = ['blanks', 'head', 'hard', 'soft'] as const satisfies readonly (keyof Blockers)[];

/** The way to 定稿: what still stands against it, step by step, and at its end the receipt. */
export default function Finalise() {
  const styles = useStyles();
  const { session, state, language } = usePane();
  const words = finaliseWords(language);
  const report = activeReport(state);
  if (!report) return null;
  const blockers = blockersIn(findingsOf(state));
  const { finalised } = report;
  const settled = finalised?.receipt.intact === true && finalised.changes.length === 0;
  const ready = isReady(blockers) && !state.pending && state.fault === null;
  return (
    <section className={styles.panel} aria-label={words.title}>
      <div className={styles.top}>
        <h2 className={styles.title}>{words.title}</h2>
        <Button size="small" appearance="subtle" onClick={() => session.setStage('draft')}>
          {words.close}
        </Button>
      </div>
      <ol className={styles.list}>
        {STEPS.map((step) => (
          <Step key={step} step={step} findings={blockers[step]} />
        ))}
        <li className={styles.step}>
          <SeverityIcon tone={settled ? 'passed' : 'neutral'} />
          <span className={styles.grow}>{words.steps.receipt}</span>
        </li>
      </ol>
      {settled ? (
        <p className={styles.hint}>{words.settled}</p>
      ) : ready ? (
        <Sign sheet={report.sheet} again={report.finalised !== null} />
      ) : (
        <p className={styles.hint}>{words.waiting}</p>
      )}
    </section>
  );
}

function Step({
  step,
  findings,
}: {
  readonly step: (typeof STEPS)[number];
  readonly findings: readonly Finding[];
}) {
  const styles = useStyles();
  const { session, language, put } = usePane();
  const words = finaliseWords(language);
  const [first] = findings;
  const cells = findings.reduce((sum, finding) => sum + finding.cells.length, 0);
  const count = step === 'blanks' ? cells : findings.length;
  const edits = step === 'blanks' ? findings.flatMap(({ fix }) => fix?.edits ?? []) : [];
  const cell = first?.cells[0];
  const open = step === 'soft' ? 'soft' : 'hard';
  return (
    <li className={styles.step} data-step={step}>
      <SeverityIcon tone={first ? open : 'passed'} />
      <span className={styles.grow}>
        {words.steps[step]}{' '}
        <span className={styles.caption}>
          {first ? put(step === 'blanks' ? words.leftBlanks : words.left, { count }) : words.done}
        </span>
      </span>
      {edits.length > 0 && (
        <Button size="small" onClick={() => session.propose({ command: ZERO, edits })}>
          {words.zero}
        </Button>
      )}
      {cell && (
        <Button
          size="small"
          aria-label={`${words.goTo} ${words.steps[step]}`}
          onClick={() => void session.goTo({ sheet: cell.sheet, row: cell.row, column: cell.column })}
        >
          {words.goTo}
        </Button>
      )}
    </li>
  );
}

function Sign({ sheet, again }: { readonly sheet: string; readonly again: boolean }) {
  const styles = useStyles();
  const { session, form, words: pane, language, endsUndo } = usePane();
  const words = finaliseWords(language);
  const [author, setAuthor] = useState(() => authorFor(session.book(), sheet));
  const [asked, setAsked] = useState(false);
  const missing = author.trim() === '';
  const sign = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (missing) return;
    keepAuthor(author);
    const now = new Date();
    const date = dayOf(serialOf(now.getFullYear(), now.getMonth() + 1, now.getDate())!);
    void session.carryOut((book, sheets) =>
      finalise(book, sheets, {
        sheet,
        date,
        author,
        check: { currentYear: now.getFullYear() },
        draft: (receipt) => draftReceipt(receipt, form),
      }),
    );
  };
  return (
    <form onSubmit={sign} aria-label={words.steps.receipt}>
      <p className={styles.hint}>{words.where}</p>
      {endsUndo && <p className={styles.hint}>{pane.fix.lastUndo}</p>}
      <div className={styles.form}>
        <Field
          className={styles.field}
          label={words.author}
          {...(asked && missing
            ? { validationMessage: words.needed, validationState: 'error' as const }
            : {})}
        >
          <Input
            className={styles.input}
            value={author}
            maxLength={40}
            onChange={(_, { value }) => setAuthor(value)}
          />
        </Field>
        <Button type="submit" appearance="primary">
          {again ? words.again : words.finalise}
        </Button>
      </div>
    </form>
  );
}

import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import {
  type CellValue,
  dateText,
  earlierExplanation,
  type Explanation,
  type Finding,
  findingId,
  type GivenExplanation,
  ownCell,
} from '../../core';
import { dayIn } from '../../app/day';
import { explainFindings, withdrawReasons } from '../../core/fill/explain';
import { readDate } from '../../core/values/date';
import { explanationWords } from '../../strings/explanation';
import { formatValue } from '../../strings/labels';
import { draftExplanations } from '../../template/explanations';
import { usePane } from '../shell/context';
import { authorFor, keepAuthor } from './author';

const useStyles = makeStyles({
  root: { margin: `${tokens.spacingVerticalXS} 0` },
  text: { margin: `0 0 ${tokens.spacingVerticalXS}`, overflowWrap: 'anywhere' },
  hint: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  pair: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  half: { flexGrow: 1, flexBasis: '120px', minWidth: 0 },
  input: { width: '100%', minWidth: 0 },
});

const today = (): string => dayIn(new Date());

/** What was written about a soft finding, and the way to write, keep or withdraw it. */
export default function Explain({ findings }: { readonly findings: readonly Finding[] }) {
  const styles = useStyles();
  const { session, form, language, drafts } = usePane();
  const words = explanationWords(language);
  const [first] = findings;
  const id = first ? findingId(first) : '';
  const [writing, setWriting] = useState(() => drafts.of(id) !== null);
  const begin = useRef<HTMLButtonElement>(null);
  /** The form was left: the keyboard goes back to where it came from. */
  const left = useRef(false);
  useEffect(() => {
    if (writing || !left.current) return;
    left.current = false;
    begin.current?.focus();
  }, [writing]);
  if (!first) return null;
  const given = first.explanation;
  const before = given ? null : earlierExplanation(first, session.book()?.explanations ?? null);
  const author = authorFor(session.book(), first.sheet);

  const write = async (reason: string, by: string, day: string): Promise<void> => {
    keepAuthor(by);
    const date = readDate(day) ?? readDate(today())!;
    const blank = draftExplanations(form, []);
    const written = await session.carryOut((book, sheets) =>
      explainFindings(book, sheets, findings, { reason, author: by, date }, blank),
    );
    if (!written) return;
    drafts.drop(id);
    setWriting(false);
  };
  const again = (reason: string): void => void write(reason, author, today());
  if (writing) {
    return (
      <ReasonForm
        count={findings.length}
        reason={drafts.of(id) ?? (given ?? before)?.reason ?? ''}
        author={author}
        begun={drafts.of(id) !== null}
        onReason={(reason) => drafts.keep(id, reason)}
        onWrite={write}
        onCancel={() => {
          drafts.drop(id);
          setWriting(false);
          left.current = true;
        }}
      />
    );
  }
  return (
    <div className={styles.root} role="group" aria-label={words.title}>
      {given && <Given given={given} now={ownCell(first)?.value ?? null} />}
      {before && <Earlier before={before} />}
      <div className={styles.buttons}>
        {given && !given.holds && (
          <Button size="small" appearance="primary" onClick={() => again(given.reason)}>
            {words.stillApplies}
          </Button>
        )}
        {before && (
          <Button size="small" onClick={() => again(before.reason)}>
            {words.takeOver}
          </Button>
        )}
        <Button ref={begin} size="small" onClick={() => setWriting(true)}>
          {given ? words.rewrite : words.write}
        </Button>
        {given && (
          <Button
            size="small"
            onClick={() => void session.carryOut((book, sheets) => withdrawReasons(book, sheets, findings))}
          >
            {words.withdraw}
          </Button>
        )}
      </div>
    </div>
  );
}

function Given({ given, now }: { readonly given: GivenExplanation; readonly now: CellValue }) {
  const styles = useStyles();
  const { words: pane, language, put } = usePane();
  const words = explanationWords(language);
  const by = byOf(given, words.separator);
  const shown = (value: CellValue): string => formatValue(value, pane.pane.blank);
  const template = given.holds
    ? by === ''
      ? words.given
      : words.givenBy
    : by === ''
      ? words.moved
      : words.movedBy;
  return (
    <p className={styles.text}>
      {put(template, { reason: given.reason, by, was: shown(given.value), now: shown(now) })}
    </p>
  );
}

function Earlier({ before }: { readonly before: Explanation }) {
  const styles = useStyles();
  const { language, put } = usePane();
  const words = explanationWords(language);
  const by = byOf(before, words.separator);
  return (
    <p className={styles.text}>
      {put(by === '' ? words.lastYear : words.lastYearBy, { year: before.year, reason: before.reason, by })}
    </p>
  );
}

const byOf = ({ author, date }: Pick<Explanation, 'author' | 'date'>, separator: string): string =>
  [author, dateText(date)].filter((part) => part !== '').join(separator);

interface FormProps {
  readonly count: number;
  readonly reason: string;
  readonly author: string;
  /** Some of it was written before: the keyboard stays where it is. */
  readonly begun: boolean;
  readonly onReason: (reason: string) => void;
  readonly onWrite: (reason: string, author: string, day: string) => Promise<void>;
  readonly onCancel: () => void;
}

function ReasonForm({ count, onReason, onWrite, onCancel, ...start }: FormProps) {
  const styles = useStyles();
  const { words: pane, language, endsUndo, put, writing, setWriting } = usePane();
  const words = explanationWords(language);
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => {
    setWriting(true);
    return () => setWriting(false);
  }, [setWriting]);
  useEffect(() => {
    if (writing) root.current?.scrollIntoView({ block: 'nearest' });
  }, [writing]);
  const [reason, setReason] = useState(start.reason);
  const [author, setAuthor] = useState(start.author);
  const [day, setDay] = useState(today);
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (!missing) void onWrite(reason, author, day);
  };
  return (
    <form ref={root} className={styles.form} aria-label={words.write} onSubmit={submit}>
      <Field
        label={words.reason}
        required
        {...(asked && missing ? { validationMessage: words.needed, validationState: 'error' as const } : {})}
      >
        <Textarea
          autoFocus={!start.begun}
          resize="vertical"
          value={reason}
          maxLength={500}
          onChange={(_, { value }) => {
            setReason(value);
            onReason(value);
          }}
        />
      </Field>
      <div className={styles.pair}>
        <Field label={words.author} className={styles.half}>
          <Input
            className={styles.input}
            value={author}
            maxLength={40}
            onChange={(_, { value }) => setAuthor(value)}
          />
        </Field>
        <Field label={words.date} className={styles.half}>
          <Input
            className={styles.input}
            type="date"
            value={day}
            onChange={(_, { value }) => setDay(value)}
          />
        </Field>
      </div>
      {count > 1 && <p className={styles.hint}>{put(words.many, { count })}</p>}
      <p className={styles.hint}>{words.where}</p>
      {endsUndo && <p className={styles.hint}>{pane.fix.lastUndo}</p>}
      <div className={styles.buttons}>
        <Button size="small" type="submit" appearance="primary">
          {words.save}
        </Button>
        <Button size="small" onClick={onCancel}>
          {pane.pane.cancel}
        </Button>
      </div>
    </form>
  );
}

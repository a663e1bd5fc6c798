import { Button, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { findingsAt } from '../../app/findings';
import { type Book, indicatorOf, keyOf, splitKey } from '../../core';
import { adjust, whyNoAdjustment } from '../../core/fill/adjust';
import type { Indicator } from '../../core/form/schema';
import { adjustmentOf, figureOf, priorOf, type Report } from '../../core/report';
import { sumOf } from '../../core/values/number';
import { formatNumber, pathOf } from '../../strings/labels';
import { noticeOf, pathWords } from '../../strings/messages';
import { yearWords } from '../../strings/years';
import { usePane } from '../shell/context';
import { Panel } from './Panel';
import { useStyles } from './styles';

type Kind = 'repeat' | 'withdraw' | 'revise' | 'other';

/** 调整 of the selected indicator in its year: how many repeat, were withdrawn, or what was revised, and why. */
export function Adjust() {
  const styles = useStyles();
  const { session, state, form, language } = usePane();
  const words = yearWords(language).adjust;
  const { selection } = state;
  const id = selection?.key ? splitKey(selection.key).id : null;
  const book = session.book();
  const report = book?.reports.find(({ sheet }) => sheet === selection?.sheet);
  const indicator = id === null ? undefined : indicatorOf(form, id);
  const ready = book && report && report.year !== null && indicator?.periods === 'pair';
  return (
    <Panel title={words.title}>
      <p className={styles.hint}>{words.intro}</p>
      {!ready && <p className={styles.text}>{words.choose}</p>}
      {ready && (
        <Ask
          key={`${report.sheet}/${indicator.id}`}
          book={book}
          report={report}
          year={report.year}
          indicator={indicator}
        />
      )}
    </Panel>
  );
}

interface AskProps {
  readonly book: Book;
  readonly report: Report;
  readonly year: number;
  readonly indicator: Indicator;
}

function Ask({ book, report, year, indicator }: AskProps) {
  const styles = useStyles();
  const { form, language, put } = usePane();
  const words = yearWords(language).adjust;
  const { id } = indicator;
  const refusal = whyNoAdjustment(book, id, year);
  const held = adjustmentOf(book, id, year) ?? 0;
  const reason = book.ledger?.entry(id, year)?.reason.content.value;
  return (
    <>
      <p className={styles.text}>
        <strong>
          {put(words.what, { name: pathOf(form, id, null, pathWords(language)), year: String(year) })}
        </strong>
      </p>
      {held !== 0 && (
        <p className={styles.hint}>
          {put(words.held, { amount: held, reason: typeof reason === 'string' ? reason : '' })}
        </p>
      )}
      {refusal ? (
        <p className={styles.text}>{noticeOf(refusal.refused, refusal.params ?? {}, language)}</p>
      ) : (
        <Answer book={book} report={report} year={year} indicator={indicator} />
      )}
    </>
  );
}

function kindsOf({ kind }: Indicator): Kind[] {
  if (kind === 'distinct') return ['repeat', 'revise', 'other'];
  return kind === 'title' ? ['withdraw', 'revise', 'other'] : ['revise', 'other'];
}

function Answer({ book, report, year, indicator }: AskProps) {
  const styles = useStyles();
  const { session, state, language, put, drafts } = usePane();
  const words = yearWords(language).adjust;
  const { id } = indicator;
  const held = adjustmentOf(book, id, year) ?? 0;
  // Once it is written another amount is held, and the next one is begun anew.
  const draftOf = (what: string): string => `adjust/${report.sheet}/${id}/${held}/${what}`;
  const kinds = kindsOf(indicator);
  const [kind, setKind] = useState(() => (drafts.of(draftOf('kind')) as Kind | null) ?? kinds[0]!);
  const [amount, setAmount] = useState(() => drafts.of(draftOf('amount')) ?? offered(kind));
  const [typed, setTyped] = useState(() => drafts.of(draftOf('reason')));
  const [asked, setAsked] = useState(false);
  const counts = kind === 'repeat' || kind === 'withdraw';
  const number = amount.trim() === '' ? NaN : Number(amount.normalize('NFKC').replaceAll(',', ''));
  const wrong = counts ? !(Number.isInteger(number) && number > 0) : !Number.isFinite(number) || number === 0;
  const reason = typed ?? (wrong && counts ? '' : put(words.reasons[kind], { count: number }));
  const change = counts ? -number : number;
  const complete = reason.trim() !== '' && reason.trim() !== words.reasons.revise;
  const parts = [
    priorOf(book, id, year),
    figureOf(report, keyOf(id, 'year')),
    sumOf([held, wrong ? 0 : change]),
  ];
  const preview = (): void => {
    setAsked(true);
    if (wrong || !complete) return;
    void session.plan((now) => adjust(now, [{ id, year, amount: change, reason: reason.trim() }]));
  };

  /** What a finding on the 累计 says is too little. */
  function offered(of: Kind): string {
    const found = findingsAt(state.findings, state.selection).find(
      ({ rule }) => rule === 'CUM-07' || rule === 'CUM-08',
    );
    if (!found || found.difference === null) return '';
    if (of !== 'repeat' && of !== 'withdraw') return formatNumber(found.difference);
    return found.difference < 0 ? formatNumber(-found.difference) : '';
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        preview();
      }}
    >
      <Field label={words.kind}>
        <RadioGroup
          value={kind}
          onChange={(_, { value }) => {
            setKind(value as Kind);
            setAmount(offered(value as Kind));
            setTyped(null);
            drafts.keep(draftOf('kind'), value);
            drafts.drop(draftOf('amount'));
            drafts.drop(draftOf('reason'));
          }}
        >
          {kinds.map((one) => (
            <Radio key={one} value={one} label={words[one]} />
          ))}
        </RadioGroup>
      </Field>
      <Field
        label={counts ? words.howMany[kind] : words.amount}
        validationMessage={asked && wrong ? (counts ? words.positive : words.number) : undefined}
      >
        <Input
          inputMode="decimal"
          value={amount}
          onChange={(_, { value }) => {
            setAmount(value);
            drafts.keep(draftOf('amount'), value);
          }}
        />
      </Field>
      <Field
        label={words.reason}
        validationMessage={asked && !complete ? noticeOf('adjustReason', {}, language) : undefined}
      >
        <Textarea
          value={reason}
          resize="vertical"
          onChange={(_, { value }) => {
            setTyped(value);
            drafts.keep(draftOf('reason'), value);
          }}
        />
      </Field>
      {!wrong && !parts.includes(null) && (
        <p className={styles.hint} role="status">
          {put(words.result, {
            prior: parts[0]!,
            year: parts[1]!,
            adjustment: parts[2]! < 0 ? `(${formatNumber(parts[2]!)})` : parts[2]!,
            result: sumOf(parts as number[]),
          })}
        </p>
      )}
      <div className={styles.buttons}>
        <Button appearance="primary" size="small" type="submit">
          {words.preview}
        </Button>
      </div>
    </form>
  );
}

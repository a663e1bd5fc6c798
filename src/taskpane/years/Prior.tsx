import { Button, Checkbox, mergeClasses } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { PriorFile } from '../../app/prior';
import { type EarlierBook } from '../../core';
import {
  comparePrior,
  type Comparison,
  type Difference,
  type FileMark,
  takePrior,
} from '../../core/fill/prior';
import { formatValue, pathOf } from '../../strings/labels';
import { fileFaultOf, noticeOf, pathWords } from '../../strings/messages';
import { wordFaultOf } from '../../strings/word';
import { yearWords } from '../../strings/years';
import { usePane } from '../shell/context';
import { Panel } from './Panel';
import { useStyles } from './styles';

const ACCEPT = '.xlsx,.xlsm,.docx,.xls,.et,.ods,.doc,.wps';

/** Last year's file: chosen, held against this workbook, and taken from as far as the person ticks. */
export function Prior() {
  const styles = useStyles();
  const { session, state, language, put } = usePane();
  const words = yearWords(language).prior;
  const input = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState('');
  const read = async (file: File): Promise<void> => {
    setReading(file.name);
    const bytes = await file.arrayBuffer().then(
      (content) => new Uint8Array(content),
      () => null,
    );
    await session.usePrior({ name: file.name, bytes });
    setReading('');
  };
  const { prior } = state;
  return (
    <Panel title={words.title} onFile={(file) => void read(file)}>
      <p className={styles.hint}>{words.intro}</p>
      <div className={styles.buttons}>
        <input
          ref={input}
          className={styles.file}
          type="file"
          accept={ACCEPT}
          aria-label={words.pick}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            target.value = '';
            if (file) void read(file);
          }}
        />
        <Button
          size="small"
          appearance={prior ? 'secondary' : 'primary'}
          onClick={() => input.current?.click()}
        >
          {prior ? words.again : words.pick}
        </Button>
        {prior && (
          <Button size="small" appearance="subtle" onClick={() => void session.usePrior(null)}>
            {words.forget}
          </Button>
        )}
      </div>
      {!prior && <p className={styles.hint}>{words.drop}</p>}
      <div role="status">
        {reading !== '' && <p className={styles.hint}>{put(words.reading, { name: reading })}</p>}
        {prior && 'fault' in prior && <Fault prior={prior} />}
      </div>
      {prior && 'earlier' in prior && <Compared mark={prior.mark} earlier={prior.earlier} />}
    </Panel>
  );
}

function Fault({ prior }: { readonly prior: Extract<PriorFile, { fault: string }> }) {
  const styles = useStyles();
  const { language, put } = usePane();
  const words = yearWords(language).prior;
  const { name, fault, word, label } = prior;
  const reason =
    fault === 'NOT_FORM'
      ? words.notForm
      : word
        ? wordFaultOf(fault, label, language)
        : fileFaultOf(fault, language);
  return <p className={mergeClasses(styles.text, styles.fault)}>{put(words.fault, { name, reason })}</p>;
}

interface ComparedProps {
  readonly mark: FileMark;
  readonly earlier: EarlierBook;
}

function Compared({ mark, earlier }: ComparedProps) {
  const styles = useStyles();
  const { session, state, language, put } = usePane();
  const words = yearWords(language).prior;
  const book = session.book();
  const compared = book && comparePrior(book, earlier);
  const theirs = earlier.book.reports.flatMap(({ region }) => region ?? [])[0];
  const ours = state.reports.flatMap(({ region }) => region ?? [])[0];
  const years = earlier.book.reports.flatMap(({ year }) => year ?? []).join('、');
  const file = { file: mark.file, years, fingerprint: mark.fingerprint.slice(0, 16) };
  return (
    <>
      <p className={styles.hint}>{put(words.file, file)}</p>
      {theirs && ours && theirs !== ours && (
        <p className={mergeClasses(styles.text, styles.warning)}>{put(words.region, { theirs, ours })}</p>
      )}
      {compared && 'refused' in compared && (
        <p className={styles.text}>{noticeOf(compared.refused, {}, language)}</p>
      )}
      {compared && !('refused' in compared) && (
        <Choices key={keyOf(compared)} compared={compared} mark={mark} />
      )}
    </>
  );
}

const nameOf = ({ kind, id, year }: Difference): string => `${kind}/${id}/${year}`;
/** Another file, or figures that were taken: what is blank is offered anew. */
const keyOf = ({ differences }: Comparison): string => differences.map(nameOf).join();

function Choices({ compared, mark }: { readonly compared: Comparison; readonly mark: FileMark }) {
  const styles = useStyles();
  const { session, language, put } = usePane();
  const words = yearWords(language).prior;
  const { differences, same, unknown } = compared;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(differences.filter(({ blank }) => blank).map(nameOf)),
  );
  const set = (some: readonly Difference[], on: boolean): void => {
    const next = new Set(chosen);
    for (const one of some)
      if (on) next.add(nameOf(one));
      else next.delete(nameOf(one));
    setChosen(next);
  };
  const taken = differences.filter((one) => chosen.has(nameOf(one)));
  const groups = [
    { title: words.blank, members: differences.filter(({ blank }) => blank) },
    { title: words.differing, members: differences.filter(({ blank }) => !blank) },
  ];
  return (
    <>
      {differences.length === 0 && <p className={styles.text}>{words.none}</p>}
      {groups.map(({ title, members }) =>
        members.length === 0 ? null : (
          <Group key={title} title={title} members={members} chosen={chosen} onSet={set} />
        ),
      )}
      <p className={styles.hint}>{put(words.rest, { same, unknown })}</p>
      {differences.length > 0 && (
        <Button
          appearance="primary"
          size="small"
          disabledFocusable={taken.length === 0}
          onClick={() => void session.plan((book) => takePrior(book, taken, mark))}
        >
          {put(words.take, { count: taken.length })}
        </Button>
      )}
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly members: readonly Difference[];
  readonly chosen: ReadonlySet<string>;
  readonly onSet: (members: readonly Difference[], on: boolean) => void;
}

function Group({ title, members, chosen, onSet }: GroupProps) {
  const styles = useStyles();
  const { form, language, words: pane, put } = usePane();
  const words = yearWords(language).prior;
  const count = members.filter((one) => chosen.has(nameOf(one))).length;
  const value = (held: Difference['held']): string => formatValue(held, pane.pane.blank);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{put(title, { count: members.length })}</legend>
      <Checkbox
        label={words.all}
        checked={count === members.length ? true : count > 0 ? 'mixed' : false}
        onChange={(_, { checked }) => onSet(members, checked === true)}
      />
      <ul className={styles.list}>
        {members.map((one) => (
          <li key={nameOf(one)}>
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={chosen.has(nameOf(one))}
                onChange={({ target }) => onSet([one], target.checked)}
              />
              <span className={styles.grow}>
                {pathOf(form, one.id, null, pathWords(language))}
                <span className={mergeClasses(styles.caption, styles.numbers)}>
                  {put(words[one.kind], { year: String(one.year) })}　
                  {put(words.change, { held: value(one.held), told: value(one.told) })}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

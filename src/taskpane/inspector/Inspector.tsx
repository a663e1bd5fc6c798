import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronUp16Regular } from '@fluentui/react-icons/svg/chevron-up';
import { type ReactNode, useId, useState } from 'react';
import { findingsAt } from '../../app/findings';
import type { Explained } from '../../app/state';
import type { Waiting } from '../../app/waiting';
import { addressOf, type CellKey, isExplained, type Period, splitKey } from '../../core';
import { formatNumber, formatValue, nameOf, pathOf, placeOf } from '../../strings/labels';
import { messageOf, noteOf, pathWords } from '../../strings/messages';
import { usePane } from '../shell/context';
import { lazily } from '../shell/lazily';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useStyles } from './styles';

/** What is to be known of the selected cell. */
export function Inspector() {
  const styles = useStyles();
  const { state, form, language, words, writing, setWriting } = usePane();
  const [wanted, setWanted] = useState(true);
  const open = wanted && !writing;
  const id = useId();
  const { selection } = state;
  const key = selection?.key ?? null;
  const cell = key === null ? null : splitKey(key);
  const title = cell ? pathOf(form, cell.id, cell.period, pathWords(language)) : words.inspector.title;
  return (
    <section className={styles.root} aria-label={words.inspector.title}>
      <h2 className={styles.title}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => {
            setWriting(false);
            setWanted(!open);
          }}
        >
          <span className={styles.grow}>{title}</span>
          {open ? <ChevronDown16Regular aria-hidden /> : <ChevronUp16Regular aria-hidden />}
        </button>
      </h2>
      <div id={id} hidden={!open} className={styles.body} role="group" aria-label={title} tabIndex={0}>
        {open && key && selection && <Facts sheet={selection.sheet} cellKey={key} />}
        {open && !key && (selection ? words.inspector.none : words.inspector.nothing)}
      </div>
    </section>
  );
}

const Chart = lazily(async () => (await import('../years/Chart')).default, { quietly: true });

function Facts({ sheet, cellKey }: { readonly sheet: string; readonly cellKey: CellKey }) {
  const styles = useStyles();
  const { session, state, form, language, words, put } = usePane();
  const { id } = splitKey(cellKey);
  const place = placeOf(form, id);
  const note = noteOf(form, place?.note ?? null);
  const report = state.reports.find((one) => one.sheet === sheet);
  const position = report?.positions.get(cellKey);
  const held = report?.cells.get(cellKey)?.value ?? '';
  const explained = session.explain(sheet, cellKey);
  const history = session.history(sheet, cellKey);
  const findings = findingsAt(state.findings, state.selection);
  const waiting = session.waiting(sheet, cellKey);
  return (
    <>
      <dl className={styles.facts}>
        <Fact term={words.inspector.value}>
          {formatValue(held, words.pane.blank)}
          {place && place.unit !== '' && held !== '' && ` ${place.unit}`}
          {position && (
            <span className={styles.caption}>
              {put(words.pane.address, { address: addressOf(position) })}
            </span>
          )}
        </Fact>
        {explained && (
          <Fact term={words.inspector.explained}>
            <Sum explained={explained} />
          </Fact>
        )}
        {!state.pending && (findings.length > 0 || !waiting) && (
          <Fact term={words.inspector.findings}>
            {findings.length === 0 && words.inspector.clean}
            <ul className={styles.list}>
              {findings.map((finding) => (
                <li key={finding.rule} className={styles.finding}>
                  <SeverityIcon tone={isExplained(finding) ? 'passed' : finding.severity} />
                  <span>
                    {messageOf(finding, form, language, { brief: true })}
                    <span className={styles.caption}>
                      {words.severity[finding.severity]}
                      {isExplained(finding) && ` · ${words.findings.explained}`} · {finding.rule}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {!state.pending && waiting && (
          <Fact term={words.inspector.undecided}>
            <WaitsFor waiting={waiting} at={cellKey} />
          </Fact>
        )}
      </dl>
      {(explained?.kind === 'cumulative' || history.length > 0) && <Chart cellKey={cellKey} />}
      <dl className={styles.facts}>
        {history.length > 0 && (
          <Fact term={words.inspector.history}>
            {history.map(({ year, content }) => (
              <div key={year}>
                {put(words.inspector.yearValue, { year })}　{formatValue(content.value, words.pane.blank)}
              </div>
            ))}
          </Fact>
        )}
        {note && (
          <Fact term={put(words.inspector.note, { number: note.number })}>
            <span className={styles.note}>{note.text}</span>
          </Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact}>{children}</dd>
    </>
  );
}

/** What the rules on a cell still wait for; what stands in the same section is called by its short name. */
function WaitsFor({ waiting, at }: { readonly waiting: Waiting; readonly at: CellKey }) {
  const styles = useStyles();
  const { form, language, words, put } = usePane();
  const near = splitKey(at).id;
  const named = (id: string, period: Period | null): string => {
    const path = pathOf(form, id, period, pathWords(language));
    const section = placeOf(form, id)?.section ?? '';
    return section !== '' && section === placeOf(form, near)?.section
      ? path.slice(section.length).trim()
      : path;
  };
  const others = waiting.cells.filter((key) => key !== at);
  const cells = others.map((key) => {
    const { id, period } = splitKey(key);
    return named(id, period);
  });
  const [prior] = waiting.priors;
  const shown = cells.slice(0, MOST_SHOWN).join(words.inspector.and);
  const rest = cells.length - MOST_SHOWN;
  return (
    <>
      {others.length < waiting.cells.length && <div>{words.inspector.waitingHere}</div>}
      {cells.length > 0 &&
        put(rest > 0 ? words.inspector.waitingMore : words.inspector.waiting, { cells: shown, rest })}
      {prior !== undefined && (
        <div>
          {put(waiting.priors.length > 1 ? words.inspector.priorsUnknown : words.inspector.priorUnknown, {
            name: named(prior, null),
            count: waiting.priors.length,
          })}
        </div>
      )}
      <span className={styles.caption}>{waiting.rules.join(' · ')}</span>
    </>
  );
}
const MOST_SHOWN = 3;

/** "713 + 187 + 0 = 900", and below it what each number is. */
function Sum({ explained: { parts, result } }: { readonly explained: Explained }) {
  const styles = useStyles();
  const { form, language, words } = usePane();
  const figure = (value: number | null): string =>
    value === null ? words.inspector.unknown : value < 0 ? `(${formatNumber(value)})` : formatNumber(value);
  const nameOfPart = (name: string): string =>
    name in words.part
      ? words.part[name as keyof typeof words.part]
      : nameOf(form, name, pathWords(language));
  return (
    <>
      {parts.map(({ value }) => figure(value)).join(' + ')} = {figure(result)}
      <span className={styles.caption}>{parts.map(({ name }) => nameOfPart(name)).join(' + ')}</span>
    </>
  );
}

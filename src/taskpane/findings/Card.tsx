import { Button, mergeClasses } from '@fluentui/react-components';
import { Wrench16Regular } from '@fluentui/react-icons/svg/wrench';
import { type MouseEvent, useEffect, useId, useRef } from 'react';
import { commandMending, remediesOf } from '../../app/commands';
import { type FindingGroup, isAt } from '../../app/findings';
import { cellKeyOf, type Finding, isExplained, subjectOf } from '../../core';
import { pathOf } from '../../strings/labels';
import { guessOf, mendOfFinding, pathWords, whyOf } from '../../strings/messages';
import { usePane } from '../shell/context';
import { lazily } from '../shell/lazily';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useStyles } from './styles';

/** Needed for soft findings alone, when one is opened. */
const Explain = lazily(async () => (await import('../explain/Explain')).default, { quietly: true });

interface Props {
  readonly group: FindingGroup;
  readonly open: boolean;
  readonly onOpen: (id: string | null) => void;
}

/** One finding: what is wrong first, its code last; opened, how to mend it and why it is wrong. */
export function Card({ group, open, onOpen }: Props) {
  const styles = useStyles();
  const { session, state, words, put } = usePane();
  const root = useRef<HTMLLIElement>(null);
  const id = useId();
  const { findings, severity, message } = group;
  const [first] = findings;
  const many = findings.length > 1;
  const closed = first !== undefined && isExplained(first);
  const current = findings.some((finding) => isAt(finding, state.selection));

  useEffect(() => {
    if (current) root.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const show = (finding: Finding, focus = false): void => {
    const cell = finding.cells[0];
    if (cell) void session.goTo({ sheet: cell.sheet, row: cell.row, column: cell.column }, { focus });
  };
  // Who clicks with the mouse goes on typing in the cell; who works by keyboard stays in the list.
  const press = ({ detail }: MouseEvent): void => {
    onOpen(open && current ? '' : group.id);
    if (first && !many) show(first, detail > 0);
  };
  return (
    <li ref={root} className={mergeClasses(styles.card, current && styles.current)} data-rule={first?.rule}>
      <button
        type="button"
        className={styles.goTo}
        aria-expanded={open}
        aria-controls={id}
        aria-current={current || undefined}
        onClick={press}
      >
        <SeverityIcon tone={closed ? 'passed' : severity} />
        <span className={styles.grow}>
          <span className={styles.message}>{message}</span>
          <span className={styles.caption}>
            {words.severity[severity]}
            {closed && ` · ${words.findings.explained}`} · {first?.rule}
            {many && ` · ${put(words.findings.same, { count: findings.length })}`}
          </span>
        </span>
      </button>
      <div id={id} hidden={!open} className={styles.details}>
        {open && first && <Details finding={first} />}
        {open && many && <Members findings={findings} onShow={show} />}
        {open && <FixButton findings={findings} />}
        {open && first && subjectOf(first) && <Explain findings={findings} />}
        {open && first && <Remedies finding={first} onShow={show} />}
      </div>
    </li>
  );
}

function Details({ finding }: { readonly finding: Finding }) {
  const styles = useStyles();
  const { form, language, words, put } = usePane();
  const { reason, note } = whyOf(finding, form, language);
  const guess = guessOf(finding, language);
  return (
    <>
      {guess && <p className={styles.paragraph}>{guess}</p>}
      <p className={styles.paragraph}>{mendOfFinding(finding, language)}</p>
      <p className={styles.paragraph}>{reason}</p>
      {note && (
        <p className={styles.note}>
          <strong>{put(words.findings.note, { number: note.number })}</strong> {note.text}
        </p>
      )}
    </>
  );
}

interface MembersProps {
  readonly findings: readonly Finding[];
  readonly onShow: (finding: Finding) => void;
}

function Members({ findings, onShow }: MembersProps) {
  const styles = useStyles();
  const { form, language } = usePane();
  return (
    <ul className={styles.list}>
      {findings.map((finding) => {
        const cell = finding.cells[0];
        const key = cell && cellKeyOf(cell);
        if (!cell || !key || cell.id === null) return null;
        return (
          <li key={key}>
            <button type="button" className={styles.member} onClick={() => onShow(finding)}>
              {pathOf(form, cell.id, cell.period, pathWords(language))}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What else may settle it: an adjustment, last year's file, a look at all years. */
function Remedies({
  finding,
  onShow,
}: {
  readonly finding: Finding;
  readonly onShow: (one: Finding) => void;
}) {
  const { session, state, form, words } = usePane();
  return remediesOf(finding.rule).map((command) => (
    <Button
      key={command.id}
      size="small"
      disabledFocusable={command.when(state) !== null}
      onClick={() => {
        onShow(finding);
        void command.perform({ session, form });
      }}
    >
      {words.commands[command.id]}
    </Button>
  ));
}

/** Puts the repair before the person; several of a kind at once where each of them is safe or to be confirmed. */
function FixButton({ findings }: { readonly findings: readonly Finding[] }) {
  const { session, state, form, words } = usePane();
  const fixes = findings.flatMap(({ fix }) => (fix ? [fix] : []));
  const command = commandMending(findings[0]?.rule ?? '');
  if (fixes.length === 0 && command?.when(state) === null) {
    return (
      <Button size="small" icon={<Wrench16Regular />} onClick={() => void command.perform({ session, form })}>
        {words.commands[command.id]}
      </Button>
    );
  }
  if (fixes.length === 0) return null;
  const confirm = fixes.some((fix) => fix.confirm);
  return (
    <Button
      size="small"
      icon={<Wrench16Regular />}
      onClick={() =>
        session.propose({
          command: confirm ? 'confirmedFix' : 'fix',
          edits: fixes.flatMap(({ edits }) => edits),
        })
      }
    >
      {confirm ? words.fix.offerConfirm : words.fix.offer}
    </Button>
  );
}

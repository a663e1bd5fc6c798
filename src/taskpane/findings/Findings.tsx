import { Button, ToggleButton } from '@fluentui/react-components';
import { ChevronDown20Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronUp20Regular } from '@fluentui/react-icons/svg/chevron-up';
import { useMemo, useRef, useState } from 'react';
import {
  countBySeverity,
  type FindingGroup,
  type FindingSection,
  findingsOf,
  groupFindings,
  isAt,
} from '../../app/findings';
import { statusOf } from '../../app/status';
import { type Finding, type Form, isExplained, type Severity, SEVERITIES } from '../../core';
import type { Selection } from '../../hosts/port';
import { type Language, wordsOf } from '../../strings/messages';
import { usePane } from '../shell/context';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useKeptFocus } from './focus';
import { FindingsSection } from './Section';
import { useStyles } from './styles';

interface Props {
  readonly severities: readonly Severity[];
  readonly onSeverities: (severities: readonly Severity[]) => void;
  readonly onStep: (step: 1 | -1) => void;
}

/** Everything that was found in the report, by section and indicator. */
export function Findings({ severities, onSeverities, onStep }: Props) {
  const styles = useStyles();
  const { state, form, language, words, put } = usePane();
  const root = useRef<HTMLElement>(null);
  const kept = useKeptFocus(root);
  const [opened, setOpened] = useState<string | null>(null);
  const all = useMemo(() => findingsOf(state), [state]);
  const shown = useMemo(() => all.filter(({ severity }) => severities.includes(severity)), [all, severities]);
  const [sections, explained] = useMemo(() => {
    const open = shown.filter((finding) => !isExplained(finding));
    return [groupFindings(open, form, language), explainedSection(shown, form, language)];
  }, [shown, form, language]);
  const openId = useOpenCard(
    explained ? [...sections, explained] : sections,
    state.selection,
    opened,
    setOpened,
  );
  const steps = sections.length > 0;
  const hidden = all.length - shown.length;
  const passed = statusOf(state, form).kind === 'passed';
  const nothing = state.fault
    ? words.header.unchecked
    : state.pending
      ? words.header.checking
      : hidden > 0
        ? words.findings.filtered
        : words.findings.none;
  return (
    <section ref={root} aria-label={words.findings.title} tabIndex={-1} className={styles.root} {...kept}>
      <div className={styles.toolbar}>
        <Filters counts={countBySeverity(all)} severities={severities} onSeverities={onSeverities} />
        <div className={styles.steps}>
          <Step step={-1} disabled={!steps} onStep={onStep} />
          <Step step={1} disabled={!steps} onStep={onStep} />
        </div>
      </div>
      {hidden > 0 && <p className={styles.hint}>{put(words.findings.hidden, { count: hidden })}</p>}
      {!steps && (
        <div className={styles.empty}>
          {passed && <SeverityIcon tone="passed" />}
          {nothing}
        </div>
      )}
      {state.fault && all.length > 0 && <p className={styles.hint}>{words.findings.stale}</p>}
      <div aria-busy={state.pending}>
        {sections.map((section) => (
          <FindingsSection key={section.id} section={section} openId={openId} onOpen={setOpened} />
        ))}
        {explained && <FindingsSection section={explained} openId={openId} onOpen={setOpened} done />}
      </div>
    </section>
  );
}

/** What written reasons have closed, in one section behind the others; null where nothing is. */
function explainedSection(shown: readonly Finding[], form: Form, language: Language): FindingSection | null {
  const closed = shown.filter(isExplained);
  if (closed.length === 0) return null;
  const blocks = groupFindings(closed, form, language).flatMap((section) => section.blocks);
  const title = wordsOf(language).findings.explained;
  return { id: 'explained', title, count: closed.length, worst: 'soft', blocks };
}

/**
 * One card is open at a time: the one the person opened, as long as its cell stays selected; else the gravest one
 * of the selected cell. '' is none.
 */
function useOpenCard(
  sections: readonly FindingSection[],
  selection: Selection | null,
  opened: string | null,
  onOpen: (id: string | null) => void,
): string | null {
  const [seen, setSeen] = useState(selection);
  const groups = sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.groups));
  const isHere = ({ findings }: FindingGroup): boolean =>
    findings.some((finding) => isAt(finding, selection));
  if (seen !== selection) {
    setSeen(selection);
    if (opened !== null && !groups.some((group) => group.id === opened && isHere(group))) onOpen(null);
  }
  const here = groups.filter(isHere);
  const waiting = here.filter(({ findings: [first] }) => first && !isExplained(first));
  const gravest = SEVERITIES.flatMap((severity) => waiting.filter((group) => group.severity === severity))[0];
  return opened ?? gravest?.id ?? null;
}

interface StepProps {
  readonly step: 1 | -1;
  readonly disabled: boolean;
  readonly onStep: (step: 1 | -1) => void;
}

function Step({ step, disabled, onStep }: StepProps) {
  const { words } = usePane();
  const name = step === 1 ? words.findings.next : words.findings.previous;
  return (
    <Button
      appearance="subtle"
      size="small"
      icon={step === 1 ? <ChevronDown20Regular /> : <ChevronUp20Regular />}
      aria-label={name}
      title={name}
      disabledFocusable={disabled}
      onClick={() => onStep(step)}
    />
  );
}

interface FiltersProps {
  readonly counts: Readonly<Record<Severity, number>>;
  readonly severities: readonly Severity[];
  readonly onSeverities: (severities: readonly Severity[]) => void;
}

function Filters({ counts, severities, onSeverities }: FiltersProps) {
  const styles = useStyles();
  const { words } = usePane();
  const toggle = (severity: Severity): void =>
    onSeverities(SEVERITIES.filter((one) => severities.includes(one) !== (one === severity)));
  return (
    <div role="group" aria-label={words.findings.filter} className={styles.filters}>
      {SEVERITIES.map((severity) => (
        <ToggleButton
          key={severity}
          size="small"
          appearance="subtle"
          className={styles.filter}
          icon={<SeverityIcon tone={severity} />}
          checked={severities.includes(severity)}
          title={words.severity[severity]}
          onClick={() => toggle(severity)}
        >
          {words.severityShort[severity]} {counts[severity]}
        </ToggleButton>
      ))}
    </div>
  );
}

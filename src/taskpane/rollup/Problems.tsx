import { Button } from '@fluentui/react-components';
import { openOf, sumMend } from '../../app/rollup/culprits';
import { type Finding, type Severity, SEVERITIES } from '../../core';
import type { RollUpFinding } from '../../core/rollup/finding';
import type { RollUp } from '../../core/rollup/rollup';
import { slotAt } from '../../core/rollup/slots';
import { messageOf, put, wordsOf } from '../../strings/messages';
import { rollUpMessage, rollUpWords } from '../../strings/rollup';
import { rollUpMendInPane } from '../../strings/rollupMend';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useStyles } from './styles';
import { useRoom } from './tools';

interface Problem {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly mend: string;
  /** Index of the figure that it speaks of. */
  readonly slot: number | null;
}

/** What is wrong with the roll-up as a whole and with the form that comes of it, the gravest first. */
export function Problems({ rolled }: { readonly rolled: RollUp }) {
  const styles = useStyles();
  const { room, state, form, language, words } = useRoom();
  const { severity: names } = wordsOf(language);
  const problems = [...rolled.findings.map(ofRollUp), ...openOf(state.parent ?? []).map(ofForm)];
  const of = (severity: Severity) => problems.filter((one) => one.severity === severity);
  if (problems.length === 0) {
    return <p className={styles.text}>{state.parent ? words.findings.none : words.findings.checking}</p>;
  }
  return SEVERITIES.filter((severity) => of(severity).length > 0).map((severity) => (
    <section key={severity} aria-label={names[severity]}>
      <h2 className={styles.section}>
        <span className={styles.sign}>
          <SeverityIcon tone={severity} />
          {names[severity]} · {of(severity).length}
        </span>
      </h2>
      <ul className={styles.list}>
        {of(severity).map(({ rule, message, mend, slot }, index) => (
          <li key={index} className={styles.item}>
            <p className={styles.text}>{message}</p>
            <p className={styles.hint}>
              {mend} {rule}
            </p>
            {slot !== null && (
              <Button size="small" appearance="subtle" onClick={() => room.open(slot)}>
                {words.findings.show}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));

  function ofRollUp(finding: RollUpFinding): Problem {
    return {
      severity: finding.severity,
      rule: finding.rule,
      message: rollUpMessage(finding, form, language),
      mend: rollUpMendInPane(finding, language),
      slot: finding.slot?.index ?? null,
    };
  }

  function ofForm(finding: Finding): Problem {
    const [cell] = finding.cells;
    const slot = cell?.id && cell.period ? slotAt(form, cell.id, cell.period) : undefined;
    return {
      severity: finding.severity,
      rule: finding.rule,
      message: put(rollUpWords(language).ofForm, { text: messageOf(finding, form, language) }),
      mend: sumMend(finding, rolled, language),
      slot: slot ?? null,
    };
  }
}

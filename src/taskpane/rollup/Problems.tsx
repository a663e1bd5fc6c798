import { Button } from '@fluentui/react-components';
import { type Severity, SEVERITIES } from '../../core';
import type { RollUp } from '../../core/rollup/rollup';
import { wordsOf } from '../../strings/messages';
import { rollUpMessage } from '../../strings/rollup';
import { rollUpMendInPane } from '../../strings/rollupMend';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useStyles } from './styles';
import { useRoom } from './tools';

/** What is wrong with the roll-up as a whole, the gravest first. */
export function Problems({ rolled }: { readonly rolled: RollUp }) {
  const styles = useStyles();
  const { room, form, language, words } = useRoom();
  const { severity: names } = wordsOf(language);
  const of = (severity: Severity) => rolled.findings.filter((one) => one.severity === severity);
  if (rolled.findings.length === 0) return <p className={styles.text}>{words.findings.none}</p>;
  return SEVERITIES.filter((severity) => of(severity).length > 0).map((severity) => (
    <section key={severity} aria-label={names[severity]}>
      <h2 className={styles.section}>
        <span className={styles.sign}>
          <SeverityIcon tone={severity} />
          {names[severity]} · {of(severity).length}
        </span>
      </h2>
      <ul className={styles.list}>
        {of(severity).map((finding, index) => (
          <li key={index} className={styles.item}>
            <p className={styles.text}>{rollUpMessage(finding, form, language)}</p>
            <p className={styles.hint}>
              {rollUpMendInPane(finding, language)} {finding.rule}
            </p>
            {finding.slot && (
              <Button size="small" appearance="subtle" onClick={() => room.open(finding.slot!.index)}>
                {words.findings.show}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

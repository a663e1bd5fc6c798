import { Input, makeStyles, tokens, ToggleButton } from '@fluentui/react-components';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { type RuleEntry, ruleBook, ruleFacts } from '../../app/rulebook';
import { type Severity, SEVERITIES } from '../../core';
import { noteOf } from '../../strings/messages';
import { ruleBookWords } from '../../strings/rulebook';
import { usePane } from '../shell/context';
import { SeverityIcon } from '../shell/SeverityIcon';

const useStyles = makeStyles({
  page: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` },
  tools: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  filters: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXS },
  hint: { margin: `${tokens.spacingVerticalXS} 0`, color: tokens.colorNeutralForeground2 },
  group: {
    margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  rule: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, padding: `${tokens.spacingVerticalXS} 0` },
  summary: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '24px',
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  id: { marginRight: tokens.spacingHorizontalS, fontWeight: tokens.fontWeightSemibold },
  facts: { margin: `${tokens.spacingVerticalXS} 0 0 ${tokens.spacingHorizontalXXL}` },
  why: { margin: `${tokens.spacingVerticalXS} 0 0 ${tokens.spacingHorizontalXXL}` },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: `0 0 ${tokens.spacingVerticalXS}`, overflowWrap: 'anywhere' },
});

/** The rule book: every rule of the form, to be searched. */
export default function Rules() {
  const styles = useStyles();
  const { form, language, words, put } = usePane();
  const page = ruleBookWords(language);
  const [wanted, setWanted] = useState('');
  const [severities, setSeverities] = useState<readonly Severity[]>(SEVERITIES);
  const sought = useDeferredValue(wanted);
  const id = useId();
  const groups = useMemo(() => ruleBook(form, language), [form, language]);
  const shown = groups
    .map((group) => ({
      ...group,
      rules: group.rules.filter(
        (rule) => severities.includes(rule.severity) && matches(rule, group.title, sought),
      ),
    }))
    .filter(({ rules }) => rules.length > 0);
  const count = (list: typeof groups): number => list.reduce((sum, { rules }) => sum + rules.length, 0);
  const toggle = (severity: Severity): void =>
    setSeverities(SEVERITIES.filter((one) => severities.includes(one) !== (one === severity)));
  return (
    <section className={styles.page} aria-label={page.title}>
      <div className={styles.tools}>
        <label htmlFor={id}>{page.search}</label>
        <Input
          id={id}
          type="search"
          size="small"
          placeholder={page.searchHint}
          value={wanted}
          onChange={(_, { value }) => setWanted(value)}
        />
        <div role="group" aria-label={page.columns.severity} className={styles.filters}>
          {SEVERITIES.map((severity) => (
            <ToggleButton
              key={severity}
              size="small"
              appearance="subtle"
              icon={<SeverityIcon tone={severity} />}
              checked={severities.includes(severity)}
              title={words.severity[severity]}
              onClick={() => toggle(severity)}
            >
              {words.severityShort[severity]}
            </ToggleButton>
          ))}
        </div>
      </div>
      <p className={styles.hint} role="status">
        {shown.length === 0 ? page.nothing : put(page.count, { shown: count(shown), count: count(groups) })}
      </p>
      {shown.map(({ id: group, title, rules }) => (
        <section key={group} aria-label={title}>
          <h2 className={styles.group}>{title}</h2>
          {rules.map((rule) => (
            <RuleCard key={rule.id} rule={rule} />
          ))}
        </section>
      ))}
    </section>
  );
}

function matches(rule: RuleEntry, group: string, sought: string): boolean {
  const text = [rule.id, group, rule.about, ...rule.messages, rule.mend].join('\n').toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function RuleCard({ rule }: { readonly rule: RuleEntry }) {
  const styles = useStyles();
  const { form, language } = usePane();
  const note = noteOf(form, rule.note);
  return (
    <details className={styles.rule}>
      <summary className={styles.summary}>
        <SeverityIcon tone={rule.severity} />
        <span>
          <span className={styles.id}>{rule.id}</span>
          {rule.about}
        </span>
      </summary>
      <p className={styles.why}>{rule.why}</p>
      <dl className={styles.facts}>
        {ruleFacts(rule, language).map(([name, value]) => (
          <div key={name + value}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>
              {value}
              {note && name === ruleBookWords(language).columns.note && ` ${note.text}`}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

import { Button } from '@fluentui/react-components';
import { commandOf } from '../../app/commands';
import { ledgerIndicators } from '../../core/ledger';
import { numberIn } from '../../core/report';
import { yearWords } from '../../strings/years';
import { SeverityIcon } from '../shell/SeverityIcon';
import { usePane } from '../shell/context';
import { useStyles } from './styles';

/** Years that the ledger gets no figures of: which, how many, and what can be done. */
export function Gaps() {
  const styles = useStyles();
  const { session, state, form, language, put } = usePane();
  const { gaps } = yearWords(language);
  const toLedger = (year: number): void => {
    const ledger = session.book()?.ledger;
    const cells = ledgerIndicators(form)
      .filter(({ sumOf }) => !sumOf)
      .flatMap(({ id }) => ledger?.entry(id, year)?.year ?? []);
    const open = cells.find(({ content }) => numberIn(content) === null) ?? cells[0];
    if (ledger && open) void session.goTo({ sheet: ledger.sheet, ...open.at }, { focus: true });
  };
  return state.gaps.map(({ year, kind, count }) => (
    <div key={year} className={styles.bar} data-gap={kind}>
      <SeverityIcon tone="soft" />
      <span className={styles.grow}>{put(gaps[kind], { year: String(year), count })}</span>
      {kind !== 'blank' && <Offer id={kind === 'apart' ? 'adopt' : 'mend'} />}
      {kind !== 'apart' && (
        <Button size="small" appearance="subtle" onClick={() => toLedger(year)}>
          {gaps.where}
        </Button>
      )}
    </div>
  ));
}

function Offer({ id }: { readonly id: 'adopt' | 'mend' }) {
  const { session, state, form, words } = usePane();
  const command = commandOf(id);
  return (
    <Button
      size="small"
      disabledFocusable={command.when(state) !== null}
      onClick={() => void command.perform({ session, form })}
    >
      {words.commands[id]}
    </Button>
  );
}

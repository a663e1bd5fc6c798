import { Button, Select, Spinner } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { activeReport } from '../../app/reports';
import { statusOf } from '../../app/status';
import { usePane } from '../shell/context';
import { SeverityIcon } from '../shell/SeverityIcon';
import { restText, statusText, toneOf } from './status';
import { useStyles } from './styles';

interface Props {
  readonly commandsOpen: boolean;
  readonly onCommands: () => void;
  readonly settingsOpen: boolean;
  readonly onSettings: () => void;
}

/** Which report this is, and how it stands. */
export function Header({ commandsOpen, onCommands, settingsOpen, onSettings }: Props) {
  const styles = useStyles();
  const { session, state, form, words } = usePane();
  const report = activeReport(state);
  const status = statusOf(state, form);
  const rest = restText(status, words);
  return (
    <header className={styles.header}>
      <div className={styles.first}>
        <h1 className={styles.region}>
          {state.phase === 'ready' ? (report?.region ?? words.header.noRegion) : words.pane.name}
        </h1>
        {report && <Year />}
      </div>
      <div className={styles.second}>
        <div className={styles.state} data-testid="status" data-kind={status.kind}>
          {status.kind === 'checking' ? (
            <Spinner size="extra-tiny" aria-hidden />
          ) : (
            <SeverityIcon tone={toneOf(status)} />
          )}
          <span>
            <span className={styles.words}>{statusText(status, words)}</span>
            {rest !== '' && <span className={styles.rest}>{rest}</span>}
          </span>
        </div>
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowSync20Regular />}
          aria-label={words.pane.recheck}
          title={words.pane.recheck}
          onClick={() => void session.recheck()}
        />
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontal20Regular />}
          aria-label={words.commands.menu}
          title={words.commands.menu}
          aria-expanded={commandsOpen}
          onClick={onCommands}
        />
        <Button
          appearance="subtle"
          size="small"
          icon={<Settings20Regular />}
          aria-label={words.settings.title}
          title={words.settings.title}
          aria-expanded={settingsOpen}
          onClick={onSettings}
        />
      </div>
    </header>
  );
}

/** The year of the report; where the workbook has several, the way to the others. */
function Year() {
  const styles = useStyles();
  const { session, state, words, put } = usePane();
  const nameOf = (year: number | null, sheet: string): string =>
    year === null ? `${words.header.noYear} · ${sheet}` : put(words.header.yearReport, { year });
  const [only, ...others] = state.reports;
  if (only && others.length === 0)
    return <span className={styles.single}>{nameOf(only.year, only.sheet)}</span>;
  const years = state.reports.map(({ year }) => year);
  return (
    <Select
      size="small"
      className={styles.year}
      aria-label={words.header.chooseYear}
      value={state.activeSheet ?? ''}
      onChange={(_, { value }) => void session.openReport(value)}
    >
      {[...state.reports].reverse().map(({ sheet, year }) => (
        <option key={sheet} value={sheet}>
          {years.filter((one) => one === year).length > 1 && year !== null
            ? `${nameOf(year, sheet)} · ${sheet}`
            : nameOf(year, sheet)}
        </option>
      ))}
    </Select>
  );
}

import { AriaLiveAnnouncer, FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import {
  type KeyboardEvent,
  lazy,
  Suspense,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { inOrder, neighbourOf, openFindingsOf } from '../app/findings';
import { activeReport } from '../app/reports';
import { createRollUpPanel, type RollUpPanel } from '../app/rollup/panel';
import type { Session } from '../app/state';
import { measureShown } from '../app/timing';
import { type Form, form as report, type Severity } from '../core';
import type { Language } from '../strings/messages';
import { ruleBookWords } from '../strings/rulebook';
import { Findings } from './findings/Findings';
import { useStepKeys } from './findings/keys';
import { Preview, Restore } from './fix/Preview';
import { Commands } from './header/Commands';
import { Header } from './header/Header';
import { Inspector } from './inspector/Inspector';
import { Progress } from './progress/Progress';
import { Settings } from './settings/Settings';
import { Announcer } from './shell/Announcer';
import { Boundary } from './shell/Boundary';
import { PaneContext, usePane } from './shell/context';
import { useLanguage } from './shell/language';
import { keepPreferences, readPreferences } from './shell/preferences';
import { Tabs } from './shell/Tabs';
import { schemeOf, type ThemeName, themeOf } from './shell/theme';
import { Attaching, Failed, Messages, NoForm } from './states/States';
import { yearWords } from '../strings/years';

export interface PaneProps {
  readonly session: Session;
  readonly form?: Form;
  /** The language of the application around the pane; what the person sets in the pane comes first. */
  readonly lang?: Language;
  readonly theme?: ThemeName;
  /** The host has an undo of its own (Capabilities.undo). */
  readonly undo?: boolean;
  readonly onLanguage?: (language: Language) => void;
  /** Kept by the page where it outlives the workbook that is open. */
  readonly rollUp?: RollUpPanel;
}

/** The whole pane. It fills its container and needs nothing but a session; the page around it has the landmark. */
export function Pane({
  session,
  form = report,
  lang = 'zh-CN',
  theme = 'light',
  undo = true,
  onLanguage,
  rollUp: kept,
}: PaneProps) {
  const [made] = useState(() => createRollUpPanel());
  const rollUp = kept ?? made;
  const [preferences, setPreferences] = useState(readPreferences);
  const language = useLanguage(preferences.language ?? lang);
  const change = (next: typeof preferences): void => {
    setPreferences(next);
    keepPreferences(next);
  };
  const [writing, setWriting] = useState(false);
  const value = useMemo(
    () => ({ session, form, language, endsUndo: !undo, rollUp, writing, setWriting }),
    [session, form, language, undo, rollUp, writing],
  );
  return (
    <FluentProvider
      theme={themeOf(theme)}
      lang={language}
      style={{ height: '100%', colorScheme: schemeOf(theme) }}
    >
      <AriaLiveAnnouncer>
        <Boundary language={language}>
          <PaneContext value={value}>
            <Announcer />
            <Shell
              severities={preferences.severities}
              onSeverities={(severities) => change({ ...preferences, severities })}
              onLanguage={(chosen) => {
                change({ ...preferences, language: chosen });
                onLanguage?.(chosen);
              }}
            />
          </PaneContext>
        </Boundary>
      </AriaLiveAnnouncer>
    </FluentProvider>
  );
}

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    // Little height (400 % zoom): one scroll for everything.
    '@media (max-height: 480px)': { overflowY: 'auto' },
  },
  tabs: { flexShrink: 0, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    '@media (max-height: 480px)': { flexShrink: 0 },
  },
});

interface ShellProps {
  readonly severities: readonly Severity[];
  readonly onSeverities: (severities: readonly Severity[]) => void;
  readonly onLanguage: (language: Language) => void;
}

/** Once a year, so loaded when it is time. */
const Finalise = lazy(() => import('./finalise/Finalise'));
const Since = lazy(() => import('./finalise/Since'));

function Shell({ severities, onSeverities, onLanguage }: ShellProps) {
  const styles = useStyles();
  const { session, state, form, language, words, rollUp } = usePane();
  const { shown: rollingUp } = useSyncExternalStore(rollUp.subscribe, rollUp.getState);
  const [open, setOpen] = useState<'settings' | 'commands' | null>(null);
  const toggle = (panel: 'settings' | 'commands'): void => setOpen(open === panel ? null : panel);
  const ready = state.phase === 'ready';
  const report = activeReport(state);
  useLayoutEffect(() => {
    if (!state.pending) measureShown();
  }, [state]);

  const step = (direction: 1 | -1): void => {
    const shown = inOrder(openFindingsOf(state), form).filter(({ severity }) =>
      severities.includes(severity),
    );
    const next = neighbourOf(shown, state.selection, direction)?.cells[0];
    if (next) void session.goTo({ sheet: next.sheet, row: next.row, column: next.column });
  };
  useStepKeys(ready && !rollingUp ? step : null);
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && (state.preview ?? state.marking)) session.cancel();
    else if (event.key === 'Escape' && state.panel) session.show(null);
    else if (event.key === 'Escape' && open) setOpen(null);
  };
  if (rollingUp) {
    return (
      <div className={styles.root}>
        <Suspense fallback={<p role="status">{words.pane.loading}</p>}>
          <RollUp panel={rollUp} />
        </Suspense>
      </div>
    );
  }
  return (
    <div className={styles.root} onKeyDown={press}>
      <Header
        commandsOpen={open === 'commands'}
        onCommands={() => toggle('commands')}
        settingsOpen={open === 'settings'}
        onSettings={() => toggle('settings')}
      />
      {open === 'commands' && <Commands onClose={() => setOpen(null)} />}
      {open === 'settings' && <Settings onLanguage={onLanguage} />}
      {(ready || state.phase === 'attaching') && <Messages />}
      <Restore />
      {ready && (
        <Suspense>
          {state.gaps.length > 0 && <Gaps />}
          {report?.finalised && <Since />}
          {state.stage === 'final' && <Finalise />}
        </Suspense>
      )}
      <Preview />
      {ready && state.panel && (
        <Suspense fallback={<p role="status">{yearWords(language).loading}</p>}>
          <Panels />
        </Suspense>
      )}
      {ready ? (
        <Body severities={severities} onSeverities={onSeverities} onStep={step} />
      ) : (
        <div className={styles.main}>
          {state.phase === 'attaching' && <Attaching />}
          {state.phase === 'noForm' && <NoForm />}
          {state.phase === 'failed' && <Failed />}
        </div>
      )}
      {ready && <Inspector />}
    </div>
  );
}

/** Read now and then, so loaded when it is. */
const RollUp = lazy(() => import('./rollup/RollUp'));
const Rules = lazy(() => import('./rules/Rules'));
const Panels = lazy(() => import('./years/Panels'));
const Gaps = lazy(() => import('./years/Panels').then((module) => ({ default: module.Gaps })));

type View = 'findings' | 'progress' | 'rules';
type BodyProps = Pick<ShellProps, 'severities' | 'onSeverities'> & {
  readonly onStep: (step: 1 | -1) => void;
};

function Body({ severities, onSeverities, onStep }: BodyProps) {
  const styles = useStyles();
  const { words, language } = usePane();
  const rules = ruleBookWords(language);
  const [view, setView] = useState<View>('findings');
  const names = [
    ['findings', words.findings.title],
    ['progress', words.progress.title],
    ['rules', rules.title],
  ] as const;
  return (
    <div className={styles.main}>
      <Tabs names={names} chosen={view} onChoose={setView}>
        {view === 'findings' && (
          <Findings severities={severities} onSeverities={onSeverities} onStep={onStep} />
        )}
        {view === 'progress' && <Progress />}
        {view === 'rules' && (
          <Suspense fallback={<p role="status">{rules.loading}</p>}>
            <Rules />
          </Suspense>
        )}
      </Tabs>
    </div>
  );
}

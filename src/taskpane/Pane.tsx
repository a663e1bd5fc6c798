import { AriaLiveAnnouncer, FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { inOrder, neighbourOf, openFindingsOf } from '../app/findings';
import { activeReport } from '../app/reports';
import { createRollUpPanel, type RollUpPanel } from '../app/rollup/panel';
import type { Session } from '../app/state';
import { measureShown } from '../app/timing';
import { type Form, form as report, type Severity } from '../core';
import type { Language } from '../strings/messages';
import { ruleBookWords } from '../strings/rulebook';
import { createDrafts } from './explain/drafts';
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
import { lazily } from './shell/lazily';
import { keepPreferences, readPreferences } from './shell/preferences';
import { Tabs } from './shell/Tabs';
import { schemeOf, type ThemeName, themeOf } from './shell/theme';
import { Attaching, Failed, Messages, NoForm } from './states/States';

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
  const { language, missing } = useLanguage(preferences.language ?? lang, preferences);
  const change = (next: typeof preferences): void => {
    setPreferences(next);
    keepPreferences(next);
  };
  const [drafts] = useState(createDrafts);
  const [writing, setWriting] = useState(false);
  /** Whatever was open may be what broke. */
  const reload = (): void => {
    rollUp.hide();
    session.cancel();
    session.show(null);
    void session.recheck();
  };
  const value = useMemo(
    () => ({ session, form, language, endsUndo: !undo, rollUp, drafts, writing, setWriting }),
    [session, form, language, undo, rollUp, drafts, writing],
  );
  return (
    <FluentProvider
      theme={themeOf(theme)}
      lang={language}
      style={{ height: '100%', colorScheme: schemeOf(theme) }}
    >
      <AriaLiveAnnouncer>
        <Boundary language={language} onReload={reload}>
          <PaneContext value={value}>
            <Announcer />
            <Shell
              severities={preferences.severities}
              wordless={missing}
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
  /** The words of the language that was chosen did not come. */
  readonly wordless: boolean;
  readonly onSeverities: (severities: readonly Severity[]) => void;
  readonly onLanguage: (language: Language) => void;
}

/** Once a year, so loaded when it is time. */
const Finalise = lazily(async () => (await import('./finalise/Finalise')).default, { quietly: true });
const Since = lazily(async () => (await import('./finalise/Since')).default, { quietly: true });

function Shell({ severities, wordless, onSeverities, onLanguage }: ShellProps) {
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
        <RollUp panel={rollUp} title={words.commands.rollup} onLeave={() => rollUp.hide()} />
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
      {open === 'settings' && <Settings wordless={wordless} onLanguage={onLanguage} />}
      {(ready || state.phase === 'attaching') && <Messages />}
      <Restore />
      {ready && (
        <>
          {state.gaps.length > 0 && <Gaps />}
          {report?.finalised && <Since />}
          {state.stage === 'final' && <Finalise />}
        </>
      )}
      <Preview />
      {ready && state.panel && <Panels onLeave={() => session.show(null)} />}
      {ready ? (
        <Body severities={severities} onSeverities={onSeverities} onStep={step} />
      ) : (
        <div className={styles.main}>
          {state.phase === 'attaching' && <Attaching />}
          {state.phase === 'noForm' && <NoForm />}
          {state.phase === 'failed' && <Failed />}
        </div>
      )}
      {ready && (
        <Boundary language={language} about={state.selection}>
          <Inspector />
        </Boundary>
      )}
    </div>
  );
}

/** Read now and then, so loaded when it is. */
const RollUp = lazily(async () => (await import('./rollup/RollUp')).default);
const Rules = lazily(async () => (await import('./rules/Rules')).default);
const Panels = lazily(async () => (await import('./years/Panels')).default);
const Gaps = lazily(async () => (await import('./years/Panels')).Gaps, { quietly: true });

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
        {view === 'rules' && <Rules />}
      </Tabs>
    </div>
  );
}

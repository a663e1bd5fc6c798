import { AriaLiveAnnouncer, FluentProvider, Spinner, mergeClasses } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createRollUpPanel } from '../app/rollup/panel';
import { isMany, pickDropped } from '../app/rollup/pick';
import { type Language, put } from '../strings/messages';
import { workbenchWords } from '../strings/workbench';
import { Pane } from '../taskpane/Pane';
import { type ThemeName, themeOf } from '../taskpane/shell/theme';
import { Dropped } from './Dropped';
import { Fresh } from './Fresh';
import { Import } from './Import';
import { Leave } from './Leave';
import { Messages } from './Messages';
import { TopBar } from './TopBar';
import type { Desk } from './desk';
import { baseName, pickFile } from './files';
import { useDrop, useKeys, useLeaveWarning, useMedia } from './hooks';
import { useStyles } from './styles';
import { waiting } from './waiting';

interface Props {
  readonly desk: Desk;
  readonly lang: Language;
}

export function Workbench({ desk, lang }: Props) {
  const styles = useStyles();
  const board = useSyncExternalStore(desk.subscribe, desk.getState);
  const [language, setLanguage] = useState(lang);
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<'sheet' | 'pane'>('sheet');
  const canvas = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const words = workbenchWords(language);

  useEffect(() => void desk.start(canvas.current!), [desk]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = board.title ? `${board.title} · ${words.bar}` : `${words.name} · ${words.bar}`;
  }, [language, board.title, words]);

  const open = useCallback(() => void pickFile().then((file) => file && desk.openFile(file)), [desk]);
  const save = useCallback(() => void desk.save(), [desk]);
  const [dropped, setDropped] = useState<File | null>(null);
  const { session, step } = board;
  const [rollUp] = useState(() =>
    createRollUpPanel({
      async visit(name, file, at) {
        // First, so that the spreadsheet has a size to scroll in.
        setShown('sheet');
        const opened = await desk.visit(file, baseName(name), at);
        if (!opened) setShown('pane');
        return opened;
      },
      open: (name, bytes, filled) => desk.openMade(name, bytes, filled),
    }),
  );
  const { shown: rollingUp } = useSyncExternalStore(rollUp.subscribe, rollUp.getState);
  const showRollUp = useCallback(() => {
    rollUp.show();
    setShown('pane');
  }, [rollUp]);
  const drop = useCallback(
    (transfer: DataTransfer) => {
      const [file] = transfer.files;
      if (rollUp.getState().shown || isMany(transfer)) {
        showRollUp();
        void pickDropped(transfer).then(({ picked, skipped }) => rollUp.give(picked, skipped));
      } else if (file && session?.getState().phase === 'ready') setDropped(file);
      else if (file) void desk.openFile(file);
    },
    [desk, session, rollUp, showRollUp],
  );
  const hovering = useDrop(drop);
  useKeys(useMemo(() => ({ s: save, o: open }), [save, open]));
  useLeaveWarning(board.edited > 0);

  const paneTheme = { session: session ?? waiting, lang, theme, undo: true, onLanguage: setLanguage, rollUp };
  return (
    <FluentProvider theme={themeOf(theme)} lang={language} style={{ height: '100%' }}>
      <AriaLiveAnnouncer>
        <div className={styles.page}>
          <TopBar
            words={words}
            board={board}
            shown={shown}
            onCreate={() => setCreating(true)}
            onOpen={open}
            onSave={save}
            onExport={() => void desk.exportWord()}
            onRollUp={showRollUp}
            onSample={(sample) => void desk.openSample(sample)}
            onUndo={() => desk.undo()}
            onRedo={() => desk.redo()}
            onSwitch={() => setShown(shown === 'sheet' ? 'pane' : 'sheet')}
          />
          <Messages
            words={words}
            language={language}
            board={board}
            onRecover={() => void desk.recover()}
            onDiscard={() => void desk.discard()}
            onDismiss={() => desk.dismiss()}
          />
          <div className={mergeClasses(styles.desk, rollingUp && styles.rollingUp)}>
            <section
              className={mergeClasses(styles.sheet, shown === 'pane' && styles.away)}
              aria-label={words.sheetLabel}
              aria-busy={step !== null}
            >
              <div ref={canvas} className={styles.canvas} />
              {step && (
                <div className={mergeClasses(styles.cover, session ? styles.veil : undefined)}>
                  <Spinner
                    className={styles.step}
                    size="small"
                    label={put(words.steps[step.code], { name: step.name })}
                  />
                </div>
              )}
            </section>
            <section
              className={mergeClasses(styles.pane, shown === 'sheet' && styles.away)}
              aria-label={words.pane}
            >
              <Pane key={session || rollingUp ? 'ready' : 'waiting'} {...paneTheme} />
            </section>
          </div>
          {hovering && <div className={styles.drop}>{words.drop}</div>}
        </div>
        {creating && (
          <Fresh
            words={words}
            onClose={() => setCreating(false)}
            onCreate={(options) => {
              setCreating(false);
              void desk.create(options);
            }}
          />
        )}
        {board.incoming && (
          <Import
            language={language}
            incoming={board.incoming}
            onAnswer={(year) => void desk.takeWord(year)}
          />
        )}
        {dropped && (
          <Dropped
            words={words}
            name={dropped.name}
            onAnswer={(choice) => {
              setDropped(null);
              if (choice === 'open') void desk.openFile(dropped);
              if (choice === 'prior') void desk.takePrior(dropped).then(() => setShown('pane'));
            }}
          />
        )}
        {board.asking && <Leave words={words} board={board} onAnswer={(choice) => desk.answer(choice)} />}
      </AriaLiveAnnouncer>
    </FluentProvider>
  );
}

function useTheme(): ThemeName {
  const dark = useMedia('(prefers-color-scheme: dark)');
  const contrast = useMedia('(forced-colors: active)');
  return contrast ? 'contrast' : dark ? 'dark' : 'light';
}

import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
import { useEffect, useMemo } from 'react';
import type { RollUpPanel } from '../../app/rollup/panel';
import { createRoom, type RoomState } from '../../app/rollup/room';
import { put } from '../../strings/messages';
import type { RollUpPanelWords } from '../../strings/rollupPanel';
import { Choose } from './Choose';
import { Reading } from './Reading';
import { Result } from './Result';
import { spawn } from './spawn';
import { useStyles } from './styles';
import { RoomContext, useRoom } from './tools';

/** 汇总: many reporters' files become the parent's form. Loaded when it is shown. */
export default function RollUp({ panel }: { readonly panel: RollUpPanel }) {
  const room = panel.room(() => createRoom({ start: spawn, currentYear: new Date().getFullYear() }));
  const value = useMemo(() => ({ room, panel }), [room, panel]);
  return (
    <RoomContext value={value}>
      <Page />
    </RoomContext>
  );
}

function Page() {
  const styles = useStyles();
  const { panel, state, words } = useRoom();
  const { phase, message } = state;
  useEffect(() => {
    if (panel.wantsFocus()) document.getElementById(TITLE)?.focus();
  }, [panel]);
  return (
    <section className={styles.page} aria-labelledby={TITLE}>
      <div className={styles.head}>
        <Button
          appearance="subtle"
          icon={<ArrowLeft20Regular />}
          aria-label={words.back}
          title={words.back}
          onClick={() => panel.hide()}
        />
        <h1 id={TITLE} tabIndex={-1} className={styles.title}>
          {words.title}
        </h1>
      </div>
      <div role="status" className={styles.said}>
        {message && (
          <MessageBar intent={intentOf(message)} layout="multiline">
            <MessageBarBody>{textOf(message, words)}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {phase === 'choosing' && <Choose />}
      {phase === 'reading' && <Reading />}
      {phase === 'done' && <Result />}
    </section>
  );
}

const TITLE = 'roll-up-title';

type Message = NonNullable<RoomState['message']>;

const intentOf = ({ code, params }: Message): 'error' | 'warning' | 'info' | 'success' => {
  if (code === 'done') return params.findings === 0 ? 'success' : 'warning';
  return code === 'saved' ? 'success' : code === 'cancelled' ? 'info' : 'error';
};

function textOf({ code, params }: Message, words: RollUpPanelWords): string {
  if (code === 'saved') return put(words.save.saved, params);
  if (code === 'cancelled') return words.reading.cancelled;
  return put(code === 'done' ? words.result.done : words.said[code], params);
}

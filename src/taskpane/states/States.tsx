import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import { useState } from 'react';
import { faultOf, noticeOf } from '../../strings/messages';
import { usePane } from '../shell/context';
import { SeverityIcon } from '../shell/SeverityIcon';

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { margin: 0 },
  notice: {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '& svg': { marginTop: '2px' },
  },
  grow: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
});

export function Attaching() {
  const styles = useStyles();
  const { words } = usePane();
  return (
    <div className={styles.state} aria-busy>
      <Spinner size="small" label={words.pane.attaching} labelPosition="after" />
    </div>
  );
}

/** No sheet is the form: what to do about it. */
export function NoForm() {
  const styles = useStyles();
  const { session, state, words, put } = usePane();
  return (
    <div className={styles.state}>
      <h2 className={styles.title}>{words.pane.noFormTitle}</h2>
      {state.nearest && <p className={styles.text}>{put(words.pane.nearMiss, { ...state.nearest })}</p>}
      <p className={styles.text}>{words.pane.noFormBody}</p>
      <Button appearance="primary" onClick={() => void session.recheck()}>
        {words.pane.recheck}
      </Button>
    </div>
  );
}

export function Failed() {
  const styles = useStyles();
  const { session, state, language, words } = usePane();
  return (
    <div className={styles.state}>
      <h2 className={styles.title}>{words.pane.failedTitle}</h2>
      <p className={styles.text}>{faultOf(state.fault?.code ?? 'failed', language)}</p>
      <Button appearance="primary" onClick={() => void session.recheck()}>
        {words.pane.retry}
      </Button>
    </div>
  );
}

/** A fault that leaves the last findings standing, and the last thing to say. */
export function Messages() {
  const styles = useStyles();
  const { session, state, language, words } = usePane();
  const [dismissed, setDismissed] = useState(0);
  const { fault, notice } = state;
  return (
    <>
      {fault && (
        <div className={styles.notice}>
          <SeverityIcon tone="soft" />
          <span className={styles.grow}>{faultOf(fault.code, language)}</span>
          <Button size="small" onClick={() => void session.recheck()}>
            {words.pane.retry}
          </Button>
        </div>
      )}
      {notice && notice.serial !== dismissed && (
        <div className={styles.notice} data-testid="notice">
          <SeverityIcon tone="info" />
          <span className={styles.grow}>{noticeOf(notice.code, notice.params, language)}</span>
          <Button
            appearance="subtle"
            size="small"
            icon={<Dismiss16Regular />}
            aria-label={words.pane.close}
            title={words.pane.close}
            onClick={() => setDismissed(notice.serial)}
          />
        </div>
      )}
    </>
  );
}

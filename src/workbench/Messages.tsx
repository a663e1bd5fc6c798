import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { type Language, fileFaultOf, put } from '../strings/messages';
import { wordFaultOf } from '../strings/word';
import type { WorkbenchWords } from '../strings/workbench';
import type { BoardState, Message } from './board';
import { useStyles } from './styles';

interface Props {
  readonly words: WorkbenchWords;
  readonly language: Language;
  readonly board: BoardState;
  readonly onRecover: () => void;
  readonly onDiscard: () => void;
  readonly onDismiss: () => void;
}

export function Messages({ words, language, board, onRecover, onDiscard, onDismiss }: Props) {
  const styles = useStyles();
  const { message, lost, session } = board;
  return (
    <div className={styles.messages}>
      {lost && session && (
        <MessageBar intent="warning" key="lost">
          <MessageBarBody>
            {put(words.recover.offer, {
              name: lost.title,
              count: lost.edited,
              when: new Date(lost.at).toLocaleString(language),
            })}
          </MessageBarBody>
          <MessageBarActions>
            <Button appearance="primary" size="small" onClick={onRecover}>
              {words.recover.take}
            </Button>
            <Button size="small" onClick={onDiscard}>
              {words.recover.drop}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {message && (
        <MessageBar className={styles.said} intent={message.intent} key={message.serial}>
          <MessageBarBody>{textOf(message, words, language)}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                aria-label={words.close}
                icon={<Dismiss20Regular />}
                onClick={onDismiss}
              />
            }
          >
            {message.code === 'startFailed' && (
              <Button size="small" onClick={() => location.reload()}>
                {words.said.reload}
              </Button>
            )}
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}

function textOf({ code, params }: Message, words: WorkbenchWords, language: Language): string {
  const { fault, wordFault, label, ...rest } = params;
  if (wordFault !== undefined) {
    const reason = wordFaultOf(String(wordFault), label === undefined ? null : String(label), language);
    return put(words.said[code], { ...rest, reason });
  }
  if (fault === undefined) return put(words.said[code], rest);
  const reason = fault === 'ARRAY' ? put(words.said.array, rest) : fileFaultOf(String(fault), language);
  return put(words.said[code], { ...rest, reason });
}

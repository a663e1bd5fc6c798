import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { commands } from '../../app/commands';
import { usePane } from '../shell/context';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  item: { justifyContent: 'flex-start', textAlign: 'left' },
  reason: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
});

/** What can be asked for beside checking; what cannot be done now says why. */
export function Commands({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { session, state, form, words, rollUp } = usePane();
  return (
    <section className={styles.panel} aria-label={words.commands.menu}>
      {commands
        .filter(({ menu, shown }) => menu && (shown?.(state) ?? true))
        .map((command) => {
          const reason = command.when(state);
          return (
            <Button
              key={command.id}
              className={styles.item}
              appearance="subtle"
              disabledFocusable={reason !== null}
              onClick={() => {
                onClose();
                void command.perform({ session, form, rollUp });
              }}
            >
              <span>
                {words.commands[command.id]}
                {reason !== null && <span className={styles.reason}>{words.whyNot[reason]}</span>}
              </span>
            </Button>
          );
        })}
    </section>
  );
}

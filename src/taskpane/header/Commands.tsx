import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { type Command, COMMAND_GROUPS, type CommandGroup, commands } from '../../app/commands';
import { usePane } from '../shell/context';

const useStyles = makeStyles({
  panel: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  title: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
  items: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  item: {
    justifyContent: 'flex-start',
    minWidth: 'auto',
    paddingLeft: tokens.spacingHorizontalSNudge,
    paddingRight: tokens.spacingHorizontalSNudge,
    textAlign: 'left',
  },
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
  const { state, words } = usePane();
  const offered = commands.filter(({ shown }) => shown?.(state) ?? true);
  return (
    <section className={styles.panel} aria-label={words.commands.menu}>
      {COMMAND_GROUPS.map((group) => (
        <Group
          key={group}
          group={group}
          offered={offered.filter((command) => command.group === group)}
          onClose={onClose}
        />
      ))}
    </section>
  );
}

interface GroupProps {
  readonly group: CommandGroup;
  readonly offered: readonly Command[];
  readonly onClose: () => void;
}

function Group({ group, offered, onClose }: GroupProps) {
  const styles = useStyles();
  const { session, state, form, words, rollUp } = usePane();
  const id = useId();
  if (offered.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {words.commandGroups[group]}
      </h2>
      <div className={styles.items}>
        {offered.map((command) => {
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
      </div>
    </div>
  );
}

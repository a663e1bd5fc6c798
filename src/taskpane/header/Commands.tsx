import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { commands } from '../../app/commands';
import { usePane } from '../shell/context';

/** What can be asked for beside checking; what cannot be done now says why. */
export function Commands() {
  const { session, state, form, words } = usePane();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontal20Regular />}
          aria-label={words.commands.menu}
          title={words.commands.menu}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {commands
            .filter(({ menu }) => menu)
            .map((command) => {
              const reason = command.when(state);
              return (
                <MenuItem
                  key={command.id}
                  disabled={reason !== null}
                  title={reason === null ? undefined : words.whyNot[reason]}
                  onClick={() => void command.perform({ session, form })}
                >
                  {words.commands[command.id]}
                </MenuItem>
              );
            })}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

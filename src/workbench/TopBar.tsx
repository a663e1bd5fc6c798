import {
  Badge,
  Button,
  Divider,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { ArrowRedo20Regular } from '@fluentui/react-icons/svg/arrow-redo';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { DocumentArrowDown20Regular } from '@fluentui/react-icons/svg/document-arrow-down';
import { DocumentAdd20Regular } from '@fluentui/react-icons/svg/document-add';
import { DocumentMultiple20Regular } from '@fluentui/react-icons/svg/document-multiple';
import { FolderOpen20Regular } from '@fluentui/react-icons/svg/folder-open';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import type { WorkbenchWords } from '../strings/workbench';
import type { BoardState } from './board';
import type { SampleId } from './desk';
import { useStyles } from './styles';

interface Props {
  readonly words: WorkbenchWords;
  readonly board: BoardState;
  readonly shown: 'sheet' | 'pane';
  readonly onCreate: () => void;
  readonly onOpen: () => void;
  readonly onSave: () => void;
  readonly onExport: () => void;
  readonly onRollUp: () => void;
  readonly onSample: (sample: SampleId) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onSwitch: () => void;
}

const SAMPLES: readonly SampleId[] = ['clean', 'faulty'];

export function TopBar({ words, board, shown, ...on }: Props) {
  const styles = useStyles();
  const { title, edited, undos, redos, step, session } = board;
  const busy = step !== null || !session;
  return (
    <header className={styles.bar}>
      <div className={styles.title}>
        <img className={styles.logo} src="assets/icon-32.png" alt="" />
        <h1 className={styles.name} title={title}>
          {title || words.name}
        </h1>
        {edited > 0 && (
          <Badge appearance="tint" color="warning">
            {words.unsaved}
          </Badge>
        )}
      </div>
      <Tooltip content={words.undo} relationship="label">
        <Button
          appearance="subtle"
          icon={<ArrowUndo20Regular />}
          disabledFocusable={busy || undos === 0}
          onClick={on.onUndo}
        />
      </Tooltip>
      <Tooltip content={words.redo} relationship="label">
        <Button
          appearance="subtle"
          icon={<ArrowRedo20Regular />}
          disabledFocusable={busy || redos === 0}
          onClick={on.onRedo}
        />
      </Tooltip>
      <Divider vertical className={styles.divider} />
      <Button appearance="subtle" icon={<DocumentAdd20Regular />} onClick={on.onCreate}>
        {words.create}
      </Button>
      <Tooltip content={words.openHint} relationship="description">
        <Button appearance="subtle" icon={<FolderOpen20Regular />} onClick={on.onOpen}>
          {words.open}
        </Button>
      </Tooltip>
      <Tooltip content={words.exportHint} relationship="description">
        <Button
          appearance="subtle"
          icon={<DocumentArrowDown20Regular />}
          disabledFocusable={busy}
          onClick={on.onExport}
        >
          {words.exportWord}
        </Button>
      </Tooltip>
      <Tooltip content={words.rollUpHint} relationship="description">
        <Button appearance="subtle" icon={<DocumentMultiple20Regular />} onClick={on.onRollUp}>
          {words.rollUp}
        </Button>
      </Tooltip>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton appearance="subtle">{words.samples}</MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {SAMPLES.map((sample) => (
              <MenuItem key={sample} onClick={() => on.onSample(sample)}>
                {words[sample]}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Tooltip content={words.saveHint} relationship="description">
        <Button appearance="primary" icon={<Save20Regular />} disabledFocusable={busy} onClick={on.onSave}>
          {words.save}
        </Button>
      </Tooltip>
      <Button className={styles.switch} onClick={on.onSwitch}>
        {shown === 'sheet' ? words.pane : words.sheet}
      </Button>
    </header>
  );
}

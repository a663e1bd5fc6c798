import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { put } from '../strings/messages';
import type { WorkbenchWords } from '../strings/workbench';
import type { BoardState } from './board';

interface Props {
  readonly words: WorkbenchWords;
  readonly board: BoardState;
  readonly onAnswer: (choice: 'save' | 'drop' | 'cancel') => void;
}

/** Asked before unsaved work is replaced by another workbook. */
export function Leave({ words, board, onAnswer }: Props) {
  const { leave } = words;
  return (
    <Dialog modalType="alert" open onOpenChange={(_event, { open }) => !open && onAnswer('cancel')}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{leave.title}</DialogTitle>
          <DialogContent>{put(leave.body, { name: board.title, count: board.edited })}</DialogContent>
          <DialogActions fluid>
            <Button onClick={() => onAnswer('cancel')}>{leave.cancel}</Button>
            <Button onClick={() => onAnswer('drop')}>{leave.drop}</Button>
            <Button appearance="primary" onClick={() => onAnswer('save')}>
              {leave.save}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

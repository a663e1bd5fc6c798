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

interface Props {
  readonly words: WorkbenchWords;
  readonly name: string;
  readonly onAnswer: (choice: 'open' | 'prior' | 'cancel') => void;
}

/** A file was dropped on a workbook: is it to be worked on, or is it last year's? */
export function Dropped({ words, name, onAnswer }: Props) {
  const { dropped } = words;
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onAnswer('cancel')}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{dropped.title}</DialogTitle>
          <DialogContent>{put(dropped.body, { name })}</DialogContent>
          <DialogActions fluid>
            <Button onClick={() => onAnswer('cancel')}>{dropped.cancel}</Button>
            <Button onClick={() => onAnswer('prior')}>{dropped.prior}</Button>
            <Button appearance="primary" onClick={() => onAnswer('open')}>
              {dropped.open}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

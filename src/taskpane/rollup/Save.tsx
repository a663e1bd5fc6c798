import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { downloadFile } from '../../app/download';
import type { Product } from '../../app/rollup/protocol';
import { dueWished } from '../../app/rollup/wishes';
import { useStyles } from './styles';
import { useRoom } from './tools';

/** The parent's workbook, the return lists, and the long table for other programs. */
export function Save() {
  const styles = useStyles();
  const { room, panel, state, language, words } = useRoom();
  const { making, wishes } = state;
  const { save } = words;
  const { bad } = dueWished(wishes, language);
  const busy = making !== null;
  const filled = state.rolled?.totals.filter(({ slot, value }) => slot.key && value !== null).length ?? 0;
  const hand = async (product: Product): Promise<void> => {
    const made = await room.make(product, language);
    if (!made) return;
    downloadFile(made.name, made.bytes, made.type);
    room.say('saved', { name: made.name });
  };
  const openHere = async (): Promise<void> => {
    const made = await room.make('workbook', language);
    if (made) await panel.desk?.open(made.name, made.bytes, filled);
  };
  return (
    <div className={styles.stack}>
      {busy && <Spinner size="tiny" label={save.making} labelPosition="after" />}
      <div className={styles.tight}>
        <div className={styles.row}>
          <Button appearance="primary" disabledFocusable={busy} onClick={() => void hand('workbook')}>
            {save.workbook}
          </Button>
          {panel.desk && (
            <Button disabledFocusable={busy} onClick={() => void openHere()}>
              {save.open}
            </Button>
          )}
        </div>
        <p className={styles.hint}>{save.workbookHint}</p>
      </div>
      <section className={styles.tight} aria-label={save.returns}>
        <h2 className={styles.section}>{save.returns}</h2>
        <p className={styles.hint}>{save.returnsHint}</p>
        <Field label={save.due} validationMessage={bad ? save.dueBad : undefined}>
          <Input value={wishes.due} onChange={(_event, { value }) => room.wish({ due: value })} />
        </Field>
        <Field label={save.office}>
          <Input value={wishes.office} onChange={(_event, { value }) => room.wish({ office: value })} />
        </Field>
        <div className={styles.row}>
          <Button disabledFocusable={busy || bad} onClick={() => void hand('returns')}>
            {save.makeReturns}
          </Button>
        </div>
      </section>
      <div className={styles.row}>
        <Button disabledFocusable={busy} onClick={() => void hand('csv')}>
          {save.csv}
        </Button>
        <Button disabledFocusable={busy} onClick={() => void hand('parquet')}>
          {save.parquet}
        </Button>
      </div>
    </div>
  );
}

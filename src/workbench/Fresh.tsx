import {
  Button,
  Combobox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Option,
} from '@fluentui/react-components';
import { useState } from 'react';
import { form } from '../core';
import { put } from '../strings/messages';
import type { WorkbenchWords } from '../strings/workbench';
import type { FreshOptions } from './desk';
import { useStyles } from './styles';

interface Props {
  readonly words: WorkbenchWords;
  readonly onClose: () => void;
  readonly onCreate: (options: FreshOptions) => void;
}

const MOST_YEARS = 15;
const MOST_ROWS = 200;

/** 新建: which region, which years, how long the list of 七 is. */
export function Fresh({ words, onClose, onCreate }: Props) {
  const styles = useStyles();
  const until = new Date().getFullYear();
  const [region, setRegion] = useState('');
  const [from, setFrom] = useState(String(until - 1));
  /** One year is what is mostly wanted: the last follows the first until the person sets it. */
  const [chosenTo, setTo] = useState<string | null>(null);
  const [rows, setRows] = useState('8');
  const { fresh } = words;
  const to = chosenTo ?? from;
  const first = wholeOf(from);
  const last = wholeOf(to);
  const listRows = wholeOf(rows);
  const yearsFit = first >= form.since && last >= first && last <= until && last - first < MOST_YEARS;
  const rowsFit = listRows >= 1 && listRows <= MOST_ROWS;
  const many = yearsFit && last > first;
  const matching = form.regions.filter((name) => name.includes(region.trim()));

  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface aria-describedby={undefined}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (yearsFit && rowsFit) onCreate({ region: region.trim(), from: first, to: last, listRows });
          }}
        >
          <DialogBody>
            <DialogTitle>{fresh.title}</DialogTitle>
            <DialogContent className={styles.fields}>
              <Field label={fresh.region} hint={fresh.regionHint}>
                <Combobox
                  freeform
                  value={region}
                  onInput={(event) => setRegion(event.currentTarget.value)}
                  onOptionSelect={(_event, { optionText }) => setRegion(optionText ?? '')}
                >
                  {(matching.length > 0 ? matching : form.regions).map((name) => (
                    <Option key={name}>{name}</Option>
                  ))}
                </Combobox>
              </Field>
              <div className={styles.years}>
                <Field
                  label={fresh.from}
                  validationMessage={
                    yearsFit
                      ? undefined
                      : put(fresh.years, {
                          since: String(form.since),
                          until: String(until),
                          most: MOST_YEARS,
                        })
                  }
                >
                  <Input inputMode="numeric" value={from} onChange={(_event, { value }) => setFrom(value)} />
                </Field>
                <Field
                  label={fresh.to}
                  hint={many ? put(fresh.sheets, { count: last - first + 1 }) : undefined}
                >
                  <Input inputMode="numeric" value={to} onChange={(_event, { value }) => setTo(value)} />
                </Field>
              </div>
              <Field
                label={fresh.rows}
                hint={fresh.rowsHint}
                validationMessage={rowsFit ? undefined : fresh.rowsBad}
              >
                <Input inputMode="numeric" value={rows} onChange={(_event, { value }) => setRows(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{fresh.cancel}</Button>
              <Button appearance="primary" type="submit" disabledFocusable={!yearsFit || !rowsFit}>
                {fresh.ok}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

const wholeOf = (text: string): number => {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,4}$/.test(plain) ? Number(plain) : NaN;
};

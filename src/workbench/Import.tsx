import {
  Badge,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { importYear, mappingLines, type MappingLine } from '../app/mapping';
import { form } from '../core';
import { type Language, put } from '../strings/messages';
import { type WordWords, wordWords } from '../strings/word';
import type { Incoming } from './word';

interface Props {
  readonly language: Language;
  readonly incoming: Incoming;
  /** The year of the new workbook, or null where the person would rather not. */
  readonly onAnswer: (year: number | null) => void;
}

/** 导入: what the Word form says and what is taken of it, doubtful places first, before anything is opened. */
export function Import({ language, incoming, onAnswer }: Props) {
  const styles = useStyles();
  const words = wordWords(language);
  const { dialog } = words;
  const lines = useMemo(() => mappingLines(incoming.word, form, language), [incoming, language]);
  const [year, setYear] = useState(String(importYear(incoming.word, form) ?? ''));
  const chosen = /^\d{4}$/.test(year.trim()) ? Number(year) : NaN;
  const fits = chosen >= form.since;
  const doubtful = lines.filter(({ doubt }) => doubt !== null).length;

  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onAnswer(null)}>
      <DialogSurface className={styles.surface}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (fits) onAnswer(chosen);
          }}
        >
          <DialogBody>
            <DialogTitle>{dialog.title}</DialogTitle>
            <DialogContent className={styles.content}>
              <p className={styles.line}>{put(dialog.body, { name: incoming.name })}</p>
              <Field
                label={dialog.year}
                validationMessage={
                  fits
                    ? undefined
                    : year === ''
                      ? words.noYear
                      : put(dialog.yearBad, { since: String(form.since) })
                }
              >
                <Input inputMode="numeric" value={year} onChange={(_event, { value }) => setYear(value)} />
              </Field>
              <p className={styles.line}>{put(words.summary, { count: lines.length, doubtful })}</p>
              <div className={styles.scroll} role="region" aria-label={dialog.table} tabIndex={0}>
                <Mapping lines={lines} words={words} />
              </div>
            </DialogContent>
            <DialogActions>
              <Button onClick={() => onAnswer(null)}>{dialog.cancel}</Button>
              <Button appearance="primary" type="submit" disabledFocusable={!fits}>
                {dialog.ok}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function Mapping({ lines, words }: { readonly lines: readonly MappingLine[]; readonly words: WordWords }) {
  const styles = useStyles();
  const { columns, blank } = words;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {[columns.label, columns.text, columns.taken].map((name) => (
            <th key={name} scope="col" className={mergeClasses(styles.cell, styles.heading)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, label, text, taken, doubt }, index) => (
          <tr key={key ?? index} className={doubt === null ? undefined : styles.doubtful}>
            <th scope="row" className={mergeClasses(styles.cell, styles.label)}>
              {doubt !== null && (
                <Badge className={styles.badge} appearance="filled" color="warning">
                  {words.dialog.doubtful}
                </Badge>
              )}
              {label}
              {doubt !== null && <div className={styles.why}>{doubt}</div>}
            </th>
            <td className={styles.cell}>{text || blank}</td>
            <td className={styles.cell}>{taken || blank}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const useStyles = makeStyles({
  surface: { maxWidth: 'min(840px, calc(100vw - 32px))' },
  content: { display: 'grid', gap: '12px' },
  line: { margin: 0 },
  scroll: {
    maxHeight: '48vh',
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  table: { width: '100%', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  cell: {
    padding: '4px 8px',
    textAlign: 'left',
    verticalAlign: 'top',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  heading: {
    position: 'sticky',
    top: 0,
    whiteSpace: 'nowrap',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  label: { fontWeight: 400, minWidth: '16em' },
  doubtful: { backgroundColor: tokens.colorStatusWarningBackground1 },
  badge: { marginRight: '6px' },
  why: { fontSize: '12px', color: tokens.colorStatusWarningForeground3 },
});

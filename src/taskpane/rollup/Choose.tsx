import { Button, Checkbox, Field, Input, mergeClasses, Select } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import { type DragEvent, useState } from 'react';
import { pickDropped, pickFiles, pickFolder } from '../../app/rollup/pick';
import { yearWished } from '../../app/rollup/wishes';
import { put } from '../../strings/messages';
import { useStyles } from './styles';
import { useRoom } from './tools';

const REPORTS = '.xlsx,.xlsm,.docx,.xls,.et,.ods,.doc';
const LISTS = '.csv,.txt';
const RESULTS = '.xlsx';

/** Which files, of which year, and who should have sent one. */
export function Choose() {
  const styles = useStyles();
  const { room, state, words, form, language } = useRoom();
  const { sources, wishes, own } = state;
  const year = yearWished(wishes);
  const bad = Number.isNaN(year);
  return (
    <form
      className={styles.scroll}
      onSubmit={(event) => {
        event.preventDefault();
        room.start(language);
      }}
    >
      <div className={styles.stack}>
        <p className={styles.text}>{words.choose.intro}</p>
        <Files />
        <Field
          label={words.choose.year}
          hint={words.choose.yearHint}
          validationMessage={bad ? put(words.choose.yearBad, { since: String(form.since) }) : undefined}
        >
          <Input
            inputMode="numeric"
            value={wishes.year}
            onChange={(_event, { value }) => room.wish({ year: value })}
          />
        </Field>
        <Field label={words.choose.region} hint={words.choose.regionHint}>
          <Input value={wishes.region} onChange={(_event, { value }) => room.wish({ region: value })} />
        </Field>
        <List />
        <Previous />
        {sources.length > 0 && (
          <Field label={words.choose.own}>
            <Select value={own ?? ''} onChange={(_event, { value }) => room.setOwn(value || null)}>
              <option value="">{words.choose.ownNone}</option>
              {sources.map(({ file }) => (
                <option key={file} value={file}>
                  {file}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Checkbox
          label={words.choose.final}
          checked={wishes.final}
          onChange={(_event, { checked }) => room.wish({ final: checked === true })}
        />
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabledFocusable={sources.length === 0 || bad}>
            {words.choose.start}
          </Button>
        </div>
      </div>
    </form>
  );
}

function Files() {
  const styles = useStyles();
  const { room, panel, state, words } = useRoom();
  const [over, setOver] = useState(false);
  const { sources, skipped } = state;
  const drag = (event: DragEvent, inside: boolean): void => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <div
      className={mergeClasses(styles.drop, over && styles.over)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        void pickDropped(event.dataTransfer).then(({ picked, skipped: left }) => panel.give(picked, left));
      }}
    >
      <div className={styles.row}>
        <Button onClick={() => choose(REPORTS, false, (files) => room.add(pickFiles(files).picked))}>
          {words.choose.files}
        </Button>
        <Button
          onClick={() =>
            choose('', true, (files) => {
              const { picked, skipped: left } = pickFolder(files);
              room.add(picked, left);
            })
          }
        >
          {words.choose.folder}
        </Button>
      </div>
      <p className={styles.hint}>{over ? words.choose.dropNow : words.choose.drop}</p>
      <p className={styles.text} role="status">
        {sources.length === 0 ? words.choose.none : put(words.choose.count, { count: sources.length })}
      </p>
      {skipped > 0 && <p className={styles.hint}>{put(words.choose.skipped, { count: skipped })}</p>}
      {sources.length > 0 && (
        <>
          <ul className={styles.files} aria-label={words.choose.list} tabIndex={0}>
            {sources.map(({ file }) => (
              <li key={file} className={styles.file}>
                <span className={styles.fileName}>{file}</span>
                <Button
                  appearance="subtle"
                  size="small"
                  icon={<Dismiss16Regular />}
                  aria-label={put(words.choose.remove, { file })}
                  onClick={() => room.remove(file)}
                />
              </li>
            ))}
          </ul>
          <div className={styles.row}>
            <Button size="small" appearance="subtle" onClick={() => room.clear()}>
              {words.choose.clear}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function List() {
  const styles = useStyles();
  const { room, state, words } = useRoom();
  const { expected, listFault } = state;
  return (
    <div className={styles.tight} role="group" aria-label={words.choose.expected}>
      <span>{words.choose.expected}</span>
      <p className={styles.hint}>{words.choose.expectedHint}</p>
      <div className={styles.row}>
        <Button
          size="small"
          onClick={() =>
            choose(LISTS, false, ([file]) => {
              if (!file) return;
              file.arrayBuffer().then(
                (bytes) => room.setList(file.name, new Uint8Array(bytes)),
                () => room.setList(file.name, new Uint8Array()),
              );
            })
          }
        >
          {words.choose.pick}
        </Button>
        {expected && (
          <>
            <span className={styles.text}>
              {put(words.choose.expectedChosen, { file: expected.file, count: expected.entries.length })}
            </span>
            <Button size="small" appearance="subtle" onClick={() => room.dropList()}>
              {words.choose.drops}
            </Button>
          </>
        )}
      </div>
      {listFault && (
        <p className={styles.fault} role="alert">
          {put(words.faults[listFault.fault], { line: listFault.line, text: listFault.text })}
        </p>
      )}
    </div>
  );
}

/** The last 汇总表, to say what has changed since. */
function Previous() {
  const styles = useStyles();
  const { room, state, words } = useRoom();
  const { previous, previousFault } = state;
  return (
    <div className={styles.tight} role="group" aria-label={words.choose.previous}>
      <span>{words.choose.previous}</span>
      <p className={styles.hint}>{words.choose.previousHint}</p>
      <div className={styles.row}>
        <Button
          size="small"
          onClick={() => choose(RESULTS, false, ([file]) => file && room.setPrevious(file.name, file))}
        >
          {words.choose.pickPrevious}
        </Button>
        {previous && (
          <>
            <span className={styles.text} role="status">
              {put(previous.recalled ? words.choose.previousChosen : words.choose.previousReading, {
                file: previous.file,
                count: previous.recalled?.record.fingerprints.size,
              })}
            </span>
            <Button size="small" appearance="subtle" onClick={() => room.dropPrevious()}>
              {words.choose.dropsPrevious}
            </Button>
          </>
        )}
      </div>
      {previousFault !== null && (
        <p className={styles.fault} role="alert">
          {put(words.choose.previousBad, { file: previousFault })}
        </p>
      )}
    </div>
  );
}

function choose(accept: string, folder: boolean, take: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = accept !== LISTS && accept !== RESULTS;
  input.accept = accept;
  input.webkitdirectory = folder;
  input.onchange = () => take([...(input.files ?? [])]);
  input.click();
}

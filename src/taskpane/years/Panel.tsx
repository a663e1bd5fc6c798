import { Button, mergeClasses } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import { type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { yearWords } from '../../strings/years';
import { usePane } from '../shell/context';
import { useStyles } from './styles';

interface Props {
  readonly title: string;
  /** A file dropped on the panel. */
  readonly onFile?: (file: File) => void;
  readonly children: ReactNode;
}

/** What was asked for, above the findings; it waits out of sight while a plan is before the person. */
export function Panel({ title, onFile, children }: Props) {
  const styles = useStyles();
  const { session, state, language } = usePane();
  const root = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const id = useId();
  useEffect(() => root.current?.focus(), []);
  const drag = (event: DragEvent, entered: boolean): void => {
    if (!onFile || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(entered);
  };
  return (
    <section
      ref={root}
      className={mergeClasses(styles.panel, over && styles.over)}
      aria-labelledby={id}
      tabIndex={-1}
      hidden={state.preview !== null}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        const [file] = event.dataTransfer.files;
        if (file) onFile?.(file);
      }}
    >
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss16Regular />}
          aria-label={yearWords(language).close}
          title={yearWords(language).close}
          onClick={() => session.show(null)}
        />
      </div>
      {children}
    </section>
  );
}

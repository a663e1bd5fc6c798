import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ComponentType, useEffect, useState } from 'react';
import { usePane } from './context';
import { SeverityIcon } from './SeverityIcon';

const useStyles = makeStyles({
  missing: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  title: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} 0`,
    fontSize: tokens.fontSizeBase400,
  },
  words: { flexGrow: 1, flexBasis: '160px', minWidth: 0, margin: 0 },
});

interface Leaving {
  /** The way back from what was asked for. */
  readonly onLeave?: () => void;
  /** Where nothing else of the pane is shown. */
  readonly title?: string;
}

interface Options {
  /** Says nothing until it is there: it stands beside other things. */
  readonly quietly?: boolean;
}

/**
 * A part of the pane that is loaded when it is first shown. Where it does not come, because the network or the server is
 * away, a sentence stands in its place, and it can be asked for again; React's own `lazy` never asks twice.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { quietly = false }: Options = {},
): ComponentType<Props & Leaving> {
  let loaded: ComponentType<Props> | null = null;
  return function Lazy({ onLeave, title, ...props }: Props & Leaving) {
    const [state, setState] = useState<'coming' | 'here' | 'missing'>(loaded ? 'here' : 'coming');
    useEffect(() => {
      if (state !== 'coming') return undefined;
      let left = false;
      load().then(
        (part) => {
          loaded = part;
          if (!left) setState('here');
        },
        () => {
          if (!left) setState('missing');
        },
      );
      return () => {
        left = true;
      };
    }, [state]);
    const Part = loaded;
    if (Part && state === 'here') return <Part {...(props as unknown as Props)} />;
    if (state === 'missing')
      return (
        <>
          {title !== undefined && <Title>{title}</Title>}
          <Missing onRetry={() => setState('coming')} onLeave={onLeave} />
        </>
      );
    return quietly ? null : <Coming />;
  };
}

function Coming() {
  const { words } = usePane();
  return <p role="status">{words.pane.loading}</p>;
}

function Title({ children }: { readonly children: string }) {
  const styles = useStyles();
  return <h1 className={styles.title}>{children}</h1>;
}

interface MissingProps {
  readonly onRetry: () => void;
  readonly onLeave: (() => void) | undefined;
}

function Missing({ onRetry, onLeave }: MissingProps) {
  const styles = useStyles();
  const { words } = usePane();
  return (
    <div role="alert" className={styles.missing}>
      <SeverityIcon tone="soft" />
      <p className={styles.words}>{words.pane.notLoaded}</p>
      <Button size="small" onClick={onRetry}>
        {words.pane.retry}
      </Button>
      {onLeave && (
        <Button size="small" onClick={onLeave}>
          {words.pane.close}
        </Button>
      )}
    </div>
  );
}

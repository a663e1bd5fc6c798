/** The pane's page: in Excel the pane on Excel's workbook; elsewhere the way to the workbench. */
import { Button, FluentProvider, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createSession } from '../app/session';
import type { Session } from '../app/state';
import { connectRibbon, officeRibbon } from '../commands/ribbon';
import { form } from '../core';
import { createExcelHost, type ExcelHost } from '../hosts/excel';
import { HostError } from '../hosts/port';
import { faultOf, type Language, wordsOf } from '../strings/messages';
import { Pane } from './Pane';
import { type ThemeName, themeOf } from './shell/theme';

type Place =
  | { readonly kind: 'waiting' | 'outside' | 'noOffice' | 'failed' }
  | { readonly kind: 'excel'; readonly host: ExcelHost; readonly session: Session };

const useStyles = makeStyles({
  page: { padding: tokens.spacingHorizontalL, minHeight: '100%', boxSizing: 'border-box' },
  title: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    paddingRight: '40px',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
  link: { display: 'inline-block', minHeight: '24px', marginTop: tokens.spacingVerticalS },
});

interface Props {
  readonly language: Language;
  readonly theme: ThemeName;
}

function Start({ language, theme }: Props) {
  const [place, setPlace] = useState<Place>({ kind: 'waiting' });
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    let left = false;
    void findPlace().then((found) => {
      if (!left) setPlace(found);
    });
    return () => {
      left = true;
    };
  }, [attempt]);
  const retry = (): void => {
    setPlace({ kind: 'waiting' });
    setAttempt(attempt + 1);
  };
  if (place.kind === 'excel') {
    const { session, host } = place;
    return <Pane session={session} lang={language} theme={theme} undo={host.capabilities.undo} />;
  }
  return (
    <FluentProvider theme={themeOf(theme)} lang={language} style={{ minHeight: '100%' }}>
      <Words language={language} kind={place.kind} onRetry={retry} />
    </FluentProvider>
  );
}

interface WordsProps {
  readonly language: Language;
  readonly kind: Exclude<Place['kind'], 'excel'>;
  readonly onRetry: () => void;
}

function Words({ language, kind, onRetry }: WordsProps) {
  const styles = useStyles();
  const { start, pane } = wordsOf(language);
  if (kind === 'waiting') {
    return (
      <main className={styles.page}>
        <Spinner size="small" label={start.waiting} />
      </main>
    );
  }
  const outside = kind === 'outside';
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{outside ? start.title : start.noExcel}</h1>
      <p>{outside ? start.outside : faultOf(kind, language)}</p>
      {!outside && <Button onClick={onRetry}>{pane.retry}</Button>}
      <p>
        <Link className={styles.link} href="workbench.html" target={outside ? undefined : '_blank'}>
          {start.workbench}
        </Link>
      </p>
    </main>
  );
}

const ofOffice = officeRibbon();
const ribbon = ofOffice && connectRibbon(form, ofOffice);

async function findPlace(): Promise<Place> {
  try {
    const host = await createExcelHost();
    const session = createSession({ host, form, currentYear: new Date().getFullYear() });
    ribbon?.attach(session);
    return { kind: 'excel', host, session };
  } catch (reason) {
    const code = reason instanceof HostError ? reason.code : 'failed';
    if (code === 'unsupported') return { kind: 'outside' };
    // A page of its own, opened in a browser, has no office.js to wait for.
    if (code === 'noOffice')
      return { kind: window.top === window.self && !inWebview() ? 'outside' : 'noOffice' };
    return { kind: 'failed' };
  }
}

/** Excel for the desktop shows the pane in a webview: it names itself in the address. */
const inWebview = (): boolean => /_host_info=/.test(location.href);

const root = document.getElementById('root');
if (root) {
  const language: Language = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  const theme: ThemeName = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  createRoot(root).render(<Start language={language} theme={theme} />);
}

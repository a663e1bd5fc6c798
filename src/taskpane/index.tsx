/** The pane's page. Outside Excel it leads to the workbench; the connection to Excel is issue 4. */
import { FluentProvider, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type Language, wordsOf } from '../strings/messages';
import { type ThemeName, themeOf } from './shell/theme';

/** office.js answers within a moment, in Excel or not; a page that waits longer has no office.js. */
const PATIENCE = 5000;

type Place = 'waiting' | 'excel' | 'outside';

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

function Start({ language, theme }: { readonly language: Language; readonly theme: ThemeName }) {
  const [place, setPlace] = useState<Place>('waiting');
  useEffect(() => {
    let left = false;
    void findPlace().then((found) => {
      if (!left) setPlace(found);
    });
    return () => {
      left = true;
    };
  }, []);
  return (
    <FluentProvider theme={themeOf(theme)} lang={language} style={{ minHeight: '100%' }}>
      <Words language={language} place={place} />
    </FluentProvider>
  );
}

function Words({ language, place }: { readonly language: Language; readonly place: Place }) {
  const styles = useStyles();
  const { start } = wordsOf(language);
  if (place === 'waiting') {
    return (
      <main className={styles.page}>
        <Spinner size="small" label={start.waiting} />
      </main>
    );
  }
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{place === 'excel' ? start.excelTitle : start.title}</h1>
      <p>{place === 'excel' ? start.inExcel : start.outside}</p>
      <Link className={styles.link} href="workbench.html" target={place === 'excel' ? '_blank' : undefined}>
        {start.workbench}
      </Link>
    </main>
  );
}

async function findPlace(): Promise<Place> {
  if (typeof Office === 'undefined') return 'outside';
  const patience = new Promise<Place>((resolve) => setTimeout(() => resolve('outside'), PATIENCE));
  const answer = Office.onReady().then(
    ({ host }): Place => (String(host) === 'Excel' ? 'excel' : 'outside'),
    (): Place => 'outside',
  );
  return Promise.race([answer, patience]);
}

const root = document.getElementById('root');
if (root) {
  const language: Language = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  const theme: ThemeName = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  createRoot(root).render(<Start language={language} theme={theme} />);
}

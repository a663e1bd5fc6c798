/** The pane's page: in Excel the pane on Excel's workbook; elsewhere the way to the workbench. */
import { Button, FluentProvider, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createRollUpPanel, type RollUpPanel } from '../app/rollup/panel';
import { createSession } from '../app/session';
import type { Session } from '../app/state';
import { connectRibbon, officeRibbon, type Ribbon } from '../commands/ribbon';
import { form } from '../core';
import { createExcelHost, type ExcelHost, officeArrives } from '../hosts/excel';
import { surroundings, watchSurroundings } from '../hosts/excel/surroundings';
import { codeOf, type HostErrorCode } from '../hosts/port';
import { faultOf, type Language, wordsOf } from '../strings/messages';
import { Pane } from './Pane';
import { useLanguage } from './shell/language';
import { readPreferences } from './shell/preferences';
import { useSurroundings } from './shell/surroundings';
import { themeOf } from './shell/theme';

type Place =
  | { readonly kind: 'waiting' | 'outside' }
  | { readonly kind: 'refused'; readonly code: HostErrorCode }
  | {
      readonly kind: 'excel';
      readonly host: ExcelHost;
      readonly session: Session;
      readonly rollUp: RollUpPanel;
    };

const excel = { read: surroundings, watch: watchSurroundings };

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

function Start() {
  const [place, setPlace] = useState<Place>({ kind: 'waiting' });
  const [attempt, setAttempt] = useState(1);
  const { theme, language: around } = useSurroundings(excel, place);
  const [chosen, setChosen] = useState(() => readPreferences().language);
  const { language } = useLanguage(chosen ?? around);
  useEffect(() => {
    let left = false;
    const again = (): void => {
      if (!left) setAttempt((count) => count + 1);
    };
    void findPlace().then((found) => {
      if (left) return;
      setPlace(found);
      if (found.kind === 'refused' && found.code === 'noOffice') void officeArrives().then(again);
    });
    return () => {
      left = true;
    };
  }, [attempt]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = wordsOf(language).start.name;
  }, [language]);

  const retry = (): void => {
    // What office.js loads by itself it asks for once only.
    if (place.kind === 'refused' && place.code === 'noOffice' && typeof Office !== 'undefined')
      return location.reload();
    setPlace({ kind: 'waiting' });
    setAttempt(attempt + 1);
  };
  if (place.kind === 'excel') {
    const { session, host, rollUp } = place;
    return (
      <main style={{ height: '100%' }}>
        <Pane
          session={session}
          lang={around}
          theme={theme}
          undo={host.capabilities.undo}
          rollUp={rollUp}
          onLanguage={setChosen}
        />
      </main>
    );
  }
  return (
    <FluentProvider theme={themeOf(theme)} lang={language} style={{ minHeight: '100%' }}>
      <Words language={language} place={place} onRetry={retry} />
    </FluentProvider>
  );
}

interface WordsProps {
  readonly language: Language;
  readonly place: Exclude<Place, { kind: 'excel' }>;
  readonly onRetry: () => void;
}

function Words({ language, place, onRetry }: WordsProps) {
  const styles = useStyles();
  const { start, pane } = wordsOf(language);
  if (place.kind === 'waiting') {
    return (
      <main className={styles.page}>
        <Spinner size="small" label={start.waiting} />
      </main>
    );
  }
  const code = place.kind === 'refused' ? place.code : null;
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{code ? start.noExcel : start.title}</h1>
      <p role={code ? 'alert' : undefined}>{code ? faultOf(code, language) : start.outside}</p>
      {code && code !== 'tooOld' && <Button onClick={onRetry}>{pane.retry}</Button>}
      <p>
        <Link className={styles.link} href="workbench.html" target={code ? '_blank' : undefined}>
          {start.workbench}
        </Link>
      </p>
    </main>
  );
}

const PAUSE = 40;

let ribbon: Ribbon | null = null;

/** As soon as office.js is there: buttons pressed before the workbook is known wait for it. */
function takeRibbon(): void {
  const office = ribbon ? null : officeRibbon();
  if (office) ribbon = connectRibbon(form, office);
}

async function findPlace(): Promise<Place> {
  try {
    const host = await createExcelHost({ arrived: takeRibbon });
    const session = createSession({
      host,
      form,
      currentYear: new Date().getFullYear(),
      // An edit and the results that it brings about are told one after the other, and cost one look.
      schedule: (task) => void setTimeout(task, PAUSE),
      readSheets,
    });
    const rollUp = createRollUpPanel();
    ribbon?.attach(session, rollUp);
    return { kind: 'excel', host, session, rollUp };
  } catch (reason) {
    const code = codeOf(reason);
    // A page of its own, opened in a browser, has no office.js to wait for.
    const outside = code === 'unsupported' || (code === 'noOffice' && !inExcel());
    return outside ? { kind: 'outside' } : { kind: 'refused', code };
  }
}

/** Loaded when another file is looked at. */
const readSheets = async (name: string, bytes: Uint8Array) =>
  (await import('../hosts/xlsx/sheets')).readSheets(name, bytes);

/** Excel on the web puts the pane in a frame; for the desktop it names itself in the address. */
const inExcel = (): boolean => window.top !== window.self || /[?&]_host_info=/i.test(location.search);

const root = document.getElementById('root');
if (root) createRoot(root).render(<Start />);

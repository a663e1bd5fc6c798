/** The workbench: the only place that puts file, spreadsheet, session and pane together. */
import { createRoot } from 'react-dom/client';
import type { Language } from '../strings/messages';
import { readPreferences } from '../taskpane/shell/preferences';
import { Workbench } from './Workbench';
import { createDesk } from './desk';
import { type TestHandle, handleOf } from './handle';
import '../strings/english';

declare global {
  interface Window {
    __cpreport?: TestHandle;
  }
}

const asked: Language = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh-CN';
// What was set in the pane comes first, as it does there.
const language = readPreferences().language ?? asked;
const desk = createDesk(language, {
  clean: new URL('./samples/clean.xlsx', location.href).href,
  faulty: new URL('./samples/faulty.xlsx', location.href).href,
});
window.__cpreport = handleOf(desk);

createRoot(document.getElementById('root')!).render(<Workbench desk={desk} lang={language} />);

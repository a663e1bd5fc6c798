import type { AppState, Session } from '../app/state';

const STATE: AppState = {
  phase: 'attaching',
  nearest: null,
  fault: null,
  title: '',
  stage: 'draft',
  reports: [],
  activeSheet: null,
  findings: [],
  pending: true,
  selection: null,
  preview: null,
  undo: null,
  notice: null,
  can: { write: false, reshape: false, mark: false },
  marked: false,
  marking: null,
};
const nothing = (): Promise<void> => Promise.resolve();

/** What the pane shows while the spreadsheet is still being loaded. */
export const waiting: Session = {
  getState: () => STATE,
  subscribe: () => () => undefined,
  recheck: nothing,
  setStage: () => undefined,
  goTo: nothing,
  openReport: nothing,
  propose: () => undefined,
  plan: () => Promise.resolve(),
  carryOut: () => Promise.resolve(false),
  book: () => null,
  cancel: () => undefined,
  confirm: nothing,
  restore: nothing,
  mark: nothing,
  clearMarks: nothing,
  say: () => undefined,
  explain: () => null,
  undecided: () => [],
  history: () => [],
  dispose: () => undefined,
};

/**
 * Everything a person can ask for, once: the ribbon, the pane's menu and its keys read this list. Titles and
 * reasons are worded in strings/.
 */
import { fillComputed } from '../core/fill/fill';
import { mendLedger } from '../core/fill/mend';
import type { Form } from '../core';
import { openFindingsOf, inOrder, neighbourOf } from './findings';
import { hasPlain } from './marking';
import type { AppState, PanelId, Session } from './state';
import { downloadWord } from './wordfile';

export interface CommandContext {
  readonly session: Session;
  readonly form: Form;
  /** Where there is a page to show it on. */
  readonly rollUp?: { show(): void };
}

export interface Command {
  readonly id: CommandId;
  /** Where it stands in the pane's menu; null where it has a button of its own. */
  readonly group: CommandGroup | null;
  /** Not everywhere is it of any use; absent where it always is. */
  readonly shown?: (state: AppState) => boolean;
  /** Null where it can be asked for now, else the code of the reason why not. */
  when(state: AppState): WhyNot | null;
  perform(context: CommandContext): Promise<void>;
}

/** In the order of the menu. */
export const COMMAND_GROUPS = ['fill', 'years', 'finish', 'collect'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export type CommandId =
  | 'recheck'
  | 'next'
  | 'previous'
  | 'fill'
  | 'finalCheck'
  | 'addRow'
  | 'startYear'
  | 'mark'
  | 'clearMarks'
  | 'exportWord'
  | 'adopt'
  | 'prior'
  | 'adjust'
  | 'chain'
  | 'mend'
  | 'copyValues'
  | 'rollup';
export type WhyNot = 'noForm' | 'noFindings' | 'noReport' | 'readOnly' | 'noReshape' | 'noMarks';

const attached = (state: AppState): WhyNot | null => (state.phase === 'ready' ? null : 'noForm');
const onReport = (state: AppState): WhyNot | null =>
  attached(state) ?? (state.activeSheet === null ? 'noReport' : null);

const writing = (state: AppState): WhyNot | null => onReport(state) ?? (state.can.write ? null : 'readOnly');
const shaping = ({ can }: AppState): WhyNot | null =>
  !can.write ? 'readOnly' : can.reshape ? null : 'noReshape';
const reshaping = (state: AppState): WhyNot | null => onReport(state) ?? shaping(state);

const step =
  (direction: 1 | -1) =>
  async ({ session, form }: CommandContext): Promise<void> => {
    const state = session.getState();
    const next = neighbourOf(inOrder(openFindingsOf(state), form), state.selection, direction)?.cells[0];
    if (next) await session.goTo({ sheet: next.sheet, row: next.row, column: next.column }, { focus: true });
  };
const found = (state: AppState): WhyNot | null =>
  attached(state) ?? (openFindingsOf(state).length === 0 ? 'noFindings' : null);

type Planner = Parameters<Session['plan']>[0];

/** A command whose plan is asked for now and then: it is loaded when it is. */
const planning =
  <Loaded>(load: () => Promise<Loaded>, planner: (loaded: Loaded, session: Session) => Planner) =>
  async ({ session }: CommandContext): Promise<void> => {
    const loaded = await load().catch(() => null);
    if (loaded) await session.plan(planner(loaded, session));
    else session.say('failed');
  };

/** A command that has to be told more: it opens its panel. */
function panel(id: PanelId): Command {
  return {
    id,
    group: 'years',
    when: onReport,
    perform: ({ session }) => Promise.resolve(session.show(id)),
  };
}

export const commands: readonly Command[] = [
  { id: 'recheck', group: null, when: () => null, perform: ({ session }) => session.recheck() },
  { id: 'next', group: null, when: found, perform: step(1) },
  { id: 'previous', group: null, when: found, perform: step(-1) },
  {
    id: 'fill',
    group: 'fill',
    when: writing,
    perform: ({ session }) => session.plan((book) => fillComputed(book, session.getState().activeSheet)),
  },
  {
    id: 'addRow',
    group: 'fill',
    when: reshaping,
    perform: planning(
      () => import('../core/fill/rows'),
      ({ addListRow }, session) =>
        (book, sheets) =>
          addListRow(book, sheets, session.getState().activeSheet ?? ''),
    ),
  },
  {
    id: 'startYear',
    group: 'years',
    when: reshaping,
    perform: planning(
      () => import('../core/fill/year'),
      ({ startYear }) => startYear,
    ),
  },
  panel('prior'),
  panel('adjust'),
  panel('chain'),
  {
    id: 'mend',
    group: 'years',
    shown: ({ gaps }) => gaps.some(({ kind }) => kind !== 'apart'),
    when: reshaping,
    perform: ({ session }) => session.plan((book) => mendLedger(book, (id, year) => session.known(id, year))),
  },
  {
    id: 'adopt',
    group: 'fill',
    shown: ({ reports }) => reports.some(({ equipped }) => !equipped),
    when: (state) => attached(state) ?? shaping(state),
    perform: planning(
      () => import('../template/adopt'),
      ({ adopt }) => adopt,
    ),
  },
  {
    id: 'finalCheck',
    group: 'finish',
    when: attached,
    async perform({ session }) {
      session.setStage('final');
      await session.recheck();
    },
  },
  {
    id: 'mark',
    group: 'fill',
    shown: (state) => state.can.mark && hasPlain(state),
    when: (state) => writing(state) ?? found(state),
    perform: ({ session }) => session.mark(),
  },
  {
    id: 'clearMarks',
    group: 'fill',
    shown: (state) => state.can.mark && (hasPlain(state) || state.marked),
    when: (state) => writing(state) ?? (state.marked ? null : 'noMarks'),
    perform: ({ session }) => session.clearMarks(),
  },
  {
    id: 'copyValues',
    group: 'finish',
    shown: ({ can }) => can.copyValues,
    when: attached,
    perform: ({ session }) => session.copyValues(),
  },
  {
    id: 'exportWord',
    group: 'finish',
    when: onReport,
    async perform({ session, form }) {
      const name = await downloadWord(session, form).catch(() => null);
      session.say(name === null ? 'notExported' : 'exported', name === null ? {} : { name });
    },
  },
  {
    id: 'rollup',
    group: 'collect',
    when: () => null,
    perform({ rollUp }) {
      rollUp?.show();
      return Promise.resolve();
    },
  },
];

/** The command that mends what a rule finds, where no single edit does. */
const MENDING: Readonly<Record<string, CommandId>> = { 'TPL-08': 'adopt' };
export const commandMending = (rule: string): Command | null => {
  const id = MENDING[rule];
  return id === undefined ? null : commandOf(id);
};

export const commandOf = (id: CommandId): Command => commands.find((command) => command.id === id)!;

/** What may settle a finding beside its repair, by rule. */
const REMEDIES: Readonly<Record<string, readonly CommandId[]>> = {
  'CUM-03': ['adjust'],
  'CUM-04': ['adjust'],
  'CUM-05': ['adjust'],
  'CUM-06': ['adjust'],
  'CUM-07': ['adjust'],
  'CUM-08': ['adjust'],
  'CUM-09': ['chain', 'prior'],
  'CUM-10': ['prior'],
  'CUM-12': ['adjust'],
  'HIS-01': ['chain'],
};
export const remediesOf = (rule: string): readonly Command[] => (REMEDIES[rule] ?? []).map(commandOf);

/**
 * The ribbon's buttons. They run in the shared runtime, where the ribbon and the pane are one page, on the pane's own
 * session: an Excel without it has no such buttons (docs/decisions/manifest.md). Names and order are the manifest's.
 */
import { type CommandId, commandOf } from '../app/commands';
import type { RollUpPanel } from '../app/rollup/panel';
import type { Session } from '../app/state';
import type { Form } from '../core';

export const RIBBON: readonly CommandId[] = ['recheck', 'next', 'fill', 'finalCheck'];

/** Which way a press comes decides whether Excel waits for a word that it was taken, or tells nothing at all. */
type Press = Partial<Pick<Office.AddinCommands.Event, 'completed'>> | null | undefined;

/** What of Office the ribbon needs. */
export interface RibbonHost {
  readonly associate: (name: string, press: (event: Press) => void) => void;
  /** Shows the pane: what a command found, or asks, is read there. */
  readonly showPane: () => Promise<void>;
}

export interface Ribbon {
  /** Buttons pressed before there is a session wait for it. */
  attach(session: Session, rollUp?: RollUpPanel): void;
}

export function connectRibbon(form: Form, { associate, showPane }: RibbonHost): Ribbon {
  let attach: Ribbon['attach'] = () => undefined;
  const attached = new Promise<{ readonly session: Session; readonly rollUp: RollUpPanel | undefined }>(
    (done) => {
      attach = (session, rollUp) => done({ session, rollUp });
    },
  );
  /** One after the other, however fast they are pressed. */
  let turn: Promise<void> = Promise.resolve();
  for (const id of RIBBON) {
    associate(id, (event) => {
      // Excel waits for nothing: what comes now may take a person's answer.
      event?.completed?.();
      turn = turn.then(() => perform(id)).catch(() => undefined);
    });
  }

  async function perform(id: CommandId): Promise<void> {
    const command = commandOf(id);
    await showPane().catch(() => undefined);
    const { session, rollUp } = await attached;
    await untilKnown(session);
    // What fills the pane would hide what is asked and said.
    rollUp?.hide();
    if (session.getState().panel === 'chain') session.show(null);
    const why = command.when(session.getState());
    if (why === null) await command.perform({ session, form });
    else if (why === 'noFindings') await session.recheck();
    // Without a report in the workbook the pane says so by itself.
    else if (why === 'noReport' || why === 'readOnly') session.say(why);
  }

  return { attach };
}

/** The form is being looked for when the pane has just been opened. */
function untilKnown({ getState, subscribe }: Session): Promise<void> {
  const known = (): boolean => getState().phase !== 'attaching';
  if (known()) return Promise.resolve();
  return new Promise((done) => {
    const leave = subscribe(() => {
      if (!known()) return;
      leave();
      done();
    });
  });
}

/** Office of this page, where it has a ribbon. */
export function officeRibbon(): RibbonHost | null {
  if (typeof Office === 'undefined' || !Office.actions) return null;
  return {
    associate: (name, press) => Office.actions.associate(name, press),
    showPane: () => Office.addin.showAsTaskpane(),
  };
}

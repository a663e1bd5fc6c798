/** Protection without a password is lifted around a change, and put back as it was. */
/** Around what the template and 加一行 promise: rows and columns may still be formatted. */
const TEMPLATE_OPTIONS: Excel.WorksheetProtectionOptions = {
  allowFormatRows: true,
  allowFormatColumns: true,
};

export interface Guard {
  readonly name: string;
  readonly options: Excel.WorksheetProtectionOptions;
}

/** Asks how sheets are protected; read it with `guardsOf` after the next sync. */
export function askGuards(
  context: Excel.RequestContext,
  names: readonly string[],
): { readonly name: string; readonly protection: Excel.WorksheetProtection }[] {
  return names.map((name) => {
    const { protection } = context.workbook.worksheets.getItemOrNullObject(name);
    protection.load('protected,options');
    return { name, protection };
  });
}

export const guardsOf = (asked: ReturnType<typeof askGuards>): Guard[] =>
  asked.flatMap(({ name, protection }) =>
    !protection.isNullObject && protection.protected ? [{ name, options: { ...protection.options } }] : [],
  );

export const newGuard = (name: string): Guard => ({ name, options: TEMPLATE_OPTIONS });

export function lift(context: Excel.RequestContext, guards: readonly Guard[]): void {
  for (const { name } of guards) context.workbook.worksheets.getItem(name).protection.unprotect();
}

export function restore(context: Excel.RequestContext, guards: readonly Guard[]): void {
  for (const { name, options } of guards)
    context.workbook.worksheets.getItem(name).protection.protect(options);
}

/** After a change that broke off: whatever was lifted is protected again. */
export async function restoreAfterFailure(guards: readonly Guard[]): Promise<void> {
  if (guards.length === 0) return;
  try {
    await Excel.run(async (context) => {
      const asked = askGuards(
        context,
        guards.map(({ name }) => name),
      );
      await context.sync();
      const open = guards.filter((_guard, at) => {
        const { protection } = asked[at]!;
        return !protection.isNullObject && !protection.protected;
      });
      restore(context, open);
      await context.sync();
    });
  } catch {
    // The error that is told is the one that came first.
  }
}

/** The sheets as they were seen last: events name them by id, the port by name. */
import type { SheetInfo } from '../port';

export interface KnownSheet extends SheetInfo {
  readonly id: string;
}

export class KnownSheets {
  private list: readonly KnownSheet[] = [];

  get all(): readonly KnownSheet[] {
    return this.list;
  }

  byId(id: string): KnownSheet | undefined {
    return this.list.find((sheet) => sheet.id === id);
  }

  byName(name: string): KnownSheet | undefined {
    return this.list.find((sheet) => sheet.name === name);
  }

  /** Returns whether sheets came, went, moved or got another name since the last time. */
  take(list: readonly KnownSheet[]): boolean {
    const key = (sheets: readonly KnownSheet[]): string =>
      JSON.stringify(sheets.map(({ id, name }) => [id, name]));
    const differs = this.list.length > 0 && key(this.list) !== key(list);
    this.list = list;
    return differs;
  }
}

/** Asks for the sheets; read them with `sheetsOf` after the next sync. */
export function askSheets(context: Excel.RequestContext): Excel.WorksheetCollection {
  const { worksheets } = context.workbook;
  worksheets.load('items/id,items/name,items/visibility,items/protection/protected');
  return worksheets;
}

export const sheetsOf = (worksheets: Excel.WorksheetCollection): KnownSheet[] =>
  worksheets.items.map(({ id, name, visibility, protection }) => ({
    id,
    name,
    visible: String(visibility) === 'Visible',
    protected: protection.protected,
  }));

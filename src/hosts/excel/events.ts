/** Excel's events, as hints: they may come late, twice, with odd addresses, or not at all. */
import type { HostEvent } from '../port';
import { parseCell } from './areas';
import type { ExcelCapabilities } from './capabilities';
import type { OwnWrites } from './own';
import { run } from './run';
import type { KnownSheets } from './sheets';

interface Registered {
  readonly context: OfficeExtension.ClientRequestContext;
  remove(): void;
}

/** office.js wants a promise of every handler. */
const DONE = Promise.resolve();

export interface EventContext {
  readonly capabilities: ExcelCapabilities;
  readonly known: KnownSheets;
  readonly own: OwnWrites;
  readonly tell: (event: HostEvent) => void;
  /** Something was edited, by whomever. */
  readonly edited: (sheetId: string, address: string) => void;
  /** Another sheet came to the front; which cell is selected there has to be asked for. */
  readonly activated: (sheetId: string) => void;
}

export class Events {
  private registered: Registered[] = [];
  /** Handlers of single sheets, where the collection has no events. */
  private readonly bySheet = new Map<string, Registered[]>();

  constructor(private readonly with_: EventContext) {}

  /** Adds the handlers of the collection; they are registered by the context's next sync. */
  add(context: Excel.RequestContext): void {
    const { worksheets } = context.workbook;
    const { collectionEvents, calculatedEvents, nameEvents } = this.with_.capabilities;
    const keep = (handler: Registered): void => void this.registered.push(handler);
    const structure = (): Promise<void> => {
      this.with_.tell({ type: 'structure' });
      return DONE;
    };
    const activated = ({ worksheetId }: Excel.WorksheetActivatedEventArgs): Promise<void> => {
      this.with_.activated(worksheetId);
      return DONE;
    };
    keep(worksheets.onAdded.add(structure));
    keep(worksheets.onDeleted.add(structure));
    keep(worksheets.onActivated.add(activated));
    if (nameEvents && 'onNameChanged' in worksheets) keep(worksheets.onNameChanged.add(structure));
    if (calculatedEvents) keep(worksheets.onCalculated.add(this.calculated));
    if (collectionEvents) {
      keep(worksheets.onChanged.add(this.changed));
      keep(worksheets.onSelectionChanged.add(this.selected));
    }
  }

  /** Listens to the sheets that have come since the last time, where each is listened to. */
  async follow(): Promise<void> {
    const { capabilities, known } = this.with_;
    if (capabilities.collectionEvents) return;
    const there = new Set(known.all.map(({ id }) => id));
    // The handlers of a deleted sheet are gone with it.
    for (const id of this.bySheet.keys()) if (!there.has(id)) this.bySheet.delete(id);
    const fresh = known.all.filter(({ id }) => !this.bySheet.has(id));
    if (fresh.length === 0) return;
    fresh.forEach(({ id }) => this.bySheet.set(id, []));
    await run(async (context) => {
      for (const { id } of fresh) {
        const sheet = context.workbook.worksheets.getItem(id);
        this.bySheet.set(id, [
          sheet.onChanged.add(this.changed),
          sheet.onSelectionChanged.add(this.selected),
        ]);
      }
      await context.sync();
    });
  }

  async remove(): Promise<void> {
    const all = [...this.registered, ...[...this.bySheet.values()].flat()];
    this.registered = [];
    this.bySheet.clear();
    for (const context of new Set(all.map((handler) => handler.context))) {
      const own = all.filter((handler) => handler.context === context);
      // A handler can only be taken back by the context that added it.
      own.forEach((handler) => handler.remove());
      // eslint-disable-next-line office-addins/no-context-sync-in-loop -- each is another context
      await context.sync();
    }
  }

  private readonly changed = (event: Excel.WorksheetChangedEventArgs): Promise<void> => {
    const { own, tell, edited } = this.with_;
    const { changeType, worksheetId, address } = event;
    edited(worksheetId, address);
    const mine = this.isMine(event);
    const kind = String(changeType);
    if (kind !== 'RangeEdited' && kind !== 'Unknown') tell({ type: 'structure' });
    if (mine) own.recognise(worksheetId, address);
    tell({ type: 'edited', source: mine ? 'self' : String(event.source) === 'Remote' ? 'remote' : 'user' });
    return DONE;
  };

  private isMine({ triggerSource, source, worksheetId, address }: Excel.WorksheetChangedEventArgs): boolean {
    if (String(source) === 'Remote') return false;
    if (this.with_.capabilities.triggerSource) return String(triggerSource) === 'ThisLocalAddin';
    return this.with_.own.recognise(worksheetId, address);
  }

  private readonly calculated = (): Promise<void> => {
    this.with_.tell({ type: 'edited', source: 'recalculation' });
    return DONE;
  };

  private readonly selected = ({
    worksheetId,
    address,
  }: Excel.WorksheetSelectionChangedEventArgs): Promise<void> => {
    const { known, tell } = this.with_;
    const sheet = known.byId(worksheetId);
    const cell = parseCell(address);
    if (!sheet) tell({ type: 'structure' });
    else if (cell) tell({ type: 'selected', selection: { sheet: sheet.name, ...cell.at } });
    return DONE;
  };
}

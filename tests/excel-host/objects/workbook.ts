/** The root: context.workbook. */
import { HostObject, missing } from '../wire';
import type { EmulatedExcel } from '../excel';
import { itemNotFound } from './errors';
import { Range } from './range';
import { Worksheets } from './worksheet';

export class Workbook extends HostObject {
  static override readonly scalars = ['Name', 'ReadOnly'];
  static override readonly since = { GetActiveCell: 7, Name: 7, ReadOnly: 8, Settings: 4 };
  constructor(private readonly excel: EmulatedExcel) {
    super();
  }
  get Name(): string {
    return this.excel.book.name;
  }
  get ReadOnly(): boolean {
    return this.excel.faults.readOnly;
  }
  get Worksheets(): HostObject {
    return new Worksheets(this.excel);
  }
  get Names(): HostObject {
    return new NamedItems(this.excel);
  }
  get Settings(): HostObject {
    return new Settings(this.excel.book.settings);
  }
  GetActiveCell(): HostObject {
    this.excel.demandFront('Workbook.getActiveCell');
    const { active, selected } = this.excel.book;
    return new Range(this.excel, active, { ...selected, bottom: selected.top, right: selected.left });
  }
  GetSelectedRange(): HostObject {
    this.excel.demandFront('Workbook.getSelectedRange');
    return new Range(this.excel, this.excel.book.active, this.excel.book.selected);
  }
}

/** office.js calls it once on the web, when it is ready for commands of the ribbon. */
export class AddinInternalService extends HostObject {
  constructor(private readonly excel: EmulatedExcel) {
    super();
  }
  NotifyActionHandlerReady(): void {
    this.excel.ribbonReady();
  }
}

/** The add-in's page as a runtime of its own, with the pane in sight or not. */
export class AppRuntimeService extends HostObject {
  constructor(private readonly excel: EmulatedExcel) {
    super();
  }
  SetAppRuntimeState(state: unknown): void {
    if (state !== 'Visible') throw missing(this, `SetAppRuntimeState(${String(state)})`);
    this.excel.paneShown += 1;
  }
}

class NamedItems extends HostObject {
  static override readonly collection = true;
  constructor(private readonly excel: EmulatedExcel) {
    super();
  }
  override items(): HostObject[] {
    return this.excel.book.names.map(({ name, formula }) => new NamedItem(name, formula));
  }
  override item(key: unknown): HostObject {
    const found = this.excel.book.names.find(({ name }) => name === key);
    if (!found) throw itemNotFound('NamedItemCollection.getItem');
    return new NamedItem(found.name, found.formula);
  }
}

class NamedItem extends HostObject {
  static override readonly scalars = ['Formula', 'Name', 'Visible'];
  static override readonly since = { Formula: 7 };
  constructor(
    readonly Name: string,
    readonly Formula: string,
    readonly Visible = true,
  ) {
    super();
  }
  override identity() {
    return { _Id: this.Name };
  }
}

class Settings extends HostObject {
  static override readonly collection = true;
  static override readonly writers = ['Add'];
  constructor(private readonly settings: Map<string, unknown>) {
    super();
  }
  override items(): HostObject[] {
    return [...this.settings.keys()].map((key) => new Setting(this.settings, key));
  }
  override item(key: unknown): HostObject {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw itemNotFound('SettingCollection.getItem');
    return found;
  }
  GetItemOrNullObject(key: unknown): HostObject | null {
    return this.settings.has(String(key)) ? new Setting(this.settings, String(key)) : null;
  }
  Add(key: unknown, value: unknown): HostObject {
    this.settings.set(String(key), value);
    return new Setting(this.settings, String(key));
  }
}

class Setting extends HostObject {
  static override readonly scalars = ['Key', 'Value'];
  static override readonly writers = ['Delete'];
  constructor(
    private readonly settings: Map<string, unknown>,
    readonly Key: string,
  ) {
    super();
  }
  override identity() {
    return { _Id: this.Key };
  }
  get Value(): unknown {
    return this.settings.get(this.Key) ?? null;
  }
  set Value(value: unknown) {
    this.settings.set(this.Key, value);
  }
  Delete(): void {
    this.settings.delete(this.Key);
  }
}

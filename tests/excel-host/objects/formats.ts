/** Looks of ranges, conditional formats and data validation. */
import { HostObject } from '../wire';
import type { Area } from '../../../src/core/model';
import type { ConditionalRule, Sheet } from '../book';
import type { EmulatedExcel } from '../excel';
import { meet, parseRect, sameRect } from '../rect';
import { accessDenied, invalidArgument, itemNotFound, invalidOperation } from './errors';
import { type Fields, leaf, mapFields, prefixed } from './leaf';
import { Range } from './range';

const Fill = leaf('RangeFill', ['Color']);
const Font = leaf('RangeFont', ['Bold', 'Color', 'Italic', 'Name', 'Size', 'Underline']);
const CellProtection = leaf('FormatProtection', ['Locked', 'FormulaHidden'], {}, { Locked: 2 });
const Border = leaf('RangeBorder', ['Color', 'Style', 'Weight']);

const SIDES = ['EdgeTop', 'EdgeRight', 'EdgeBottom', 'EdgeLeft', 'InsideHorizontal', 'InsideVertical'];

class Borders extends HostObject {
  static override readonly collection = true;
  constructor(private readonly fields: Fields) {
    super();
  }
  override items(): HostObject[] {
    return SIDES.map((side) => this.item(side));
  }
  override item(key: unknown): HostObject {
    if (!SIDES.includes(String(key))) throw invalidArgument('RangeBorderCollection.getItem');
    return new Border(prefixed(this.fields, String(key)));
  }
}

const RangeFormatBase = leaf(
  'RangeFormat',
  ['ColumnWidth', 'HorizontalAlignment', 'RowHeight', 'ShrinkToFit', 'VerticalAlignment', 'WrapText'],
  { Fill, Font, Protection: CellProtection },
  { ShrinkToFit: 9, ColumnWidth: 2, RowHeight: 2, Protection: 2 },
);

export class RangeFormat extends RangeFormatBase {
  constructor(private readonly own: Fields) {
    super(own);
  }
  get Borders(): HostObject {
    return new Borders(prefixed(this.own, 'Borders'));
  }
}
Object.defineProperty(RangeFormat, 'name', { value: 'RangeFormat' });

const Rule = leaf('ConditionalFormatRule', ['Formula']);
const RuleFormat = leaf('ConditionalRangeFormat', ['NumberFormat'], { Fill, Font });
const Custom = leaf('CustomConditionalFormat', [], { Format: RuleFormat, Rule });

export class ConditionalFormats extends HostObject {
  static override readonly collection = true;
  static override readonly since = { GetItemOrNullObject: 14 };
  static override readonly writers = ['Add', 'ClearAll'];
  constructor(
    private readonly excel: EmulatedExcel,
    private readonly sheet: Sheet,
    private readonly areas: readonly Area[],
  ) {
    super();
  }
  private get mine(): ConditionalRule[] {
    return this.sheet.rules.filter(({ rects }) => meetAny(rects, this.areas));
  }
  /** Excel's own bug #6827: a range with two rules cannot be read back. */
  override items(): HostObject[] {
    if (this.mine.length > 1) throw invalidOperation('ConditionalFormatCollection.items');
    return this.mine.map((rule) => new ConditionalFormat(this.excel, this.sheet, rule));
  }
  override item(key: unknown): HostObject {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw itemNotFound('ConditionalFormatCollection.getItem');
    return found;
  }
  GetItemOrNullObject(key: unknown): HostObject | null {
    const rule = this.mine.find(({ id }) => id === key);
    return rule ? new ConditionalFormat(this.excel, this.sheet, rule) : null;
  }
  GetCount(): number {
    return this.mine.length;
  }
  Add(type: unknown): HostObject {
    if (type !== 'Custom') throw invalidArgument('ConditionalFormatCollection.add');
    demandFormatting(this.sheet, 'ConditionalFormatCollection.add');
    const rule: ConditionalRule = {
      id: this.excel.book.newId(),
      type: 'Custom',
      rects: [...this.areas],
      stopIfTrue: false,
      formula: '',
      format: new Map(),
    };
    // What is added comes first.
    this.sheet.rules.unshift(rule);
    return new ConditionalFormat(this.excel, this.sheet, rule);
  }
  ClearAll(): void {
    demandFormatting(this.sheet, 'ConditionalFormatCollection.clearAll');
    const mine = new Set(this.mine);
    this.sheet.rules = this.sheet.rules.filter((rule) => !mine.has(rule));
  }
}

class ConditionalFormat extends HostObject {
  static override readonly scalars = ['Id', 'Priority', 'StopIfTrue', 'Type'];
  static override readonly since = { SetRanges: 17, ChangeRuleToCustom: 17 };
  static override readonly writers = ['Delete'];
  constructor(
    private readonly excel: EmulatedExcel,
    private readonly sheet: Sheet,
    private readonly rule: ConditionalRule,
  ) {
    super();
  }
  override identity() {
    return { Id: this.rule.id };
  }
  get Id(): string {
    return this.rule.id;
  }
  get Type(): string {
    return this.rule.type;
  }
  get StopIfTrue(): boolean {
    return this.rule.stopIfTrue;
  }
  set StopIfTrue(value: boolean) {
    this.rule.stopIfTrue = value;
  }
  get Priority(): number {
    return this.sheet.rules.indexOf(this.rule);
  }
  set Priority(value: number) {
    const { rules } = this.sheet;
    rules.splice(this.Priority, 1);
    rules.splice(value, 0, this.rule);
  }
  get Custom(): HostObject {
    const { rule } = this;
    return new Custom({
      get: (name) => (name === 'Rule/Formula' ? rule.formula : rule.format.get(name.replace('Format/', ''))),
      set: (name, value) => {
        if (name !== 'Rule/Formula') rule.format.set(name.replace('Format/', ''), value);
        else if (!String(value).startsWith('=')) throw invalidArgument('ConditionalFormatRule.formula');
        else rule.formula = String(value);
      },
    });
  }
  GetRange(): HostObject {
    return new Range(this.excel, this.sheet, this.rule.rects[0]!);
  }
  Delete(): void {
    demandFormatting(this.sheet, 'ConditionalFormat.delete');
    this.sheet.rules = this.sheet.rules.filter((rule) => rule !== this.rule);
  }
}

export class DataValidation extends HostObject {
  static override readonly scalars = ['ErrorAlert', 'IgnoreBlanks', 'Prompt', 'Rule', 'Type'];
  static override readonly writers = ['Clear'];
  constructor(
    private readonly sheet: Sheet,
    private readonly areas: readonly Area[],
  ) {
    super();
  }
  private get found(): Record<string, unknown> | undefined {
    return this.sheet.validations.find(({ rects }) => meetAny(rects, this.areas))?.fields;
  }
  private put(name: string, value: unknown): void {
    demandFormatting(this.sheet, `DataValidation.${name}`);
    const same = (rects: readonly Area[]): boolean =>
      rects.length === this.areas.length && rects.every((rect, at) => sameRect(rect, this.areas[at]!));
    let one = this.sheet.validations.find(({ rects }) => same(rects));
    if (!one) this.sheet.validations.push((one = { rects: [...this.areas], fields: {} }));
    one.fields[name] = value;
  }
  get Rule(): unknown {
    return this.found?.Rule ?? {};
  }
  set Rule(value: unknown) {
    this.put('Rule', value);
  }
  get ErrorAlert(): unknown {
    return this.found?.ErrorAlert ?? null;
  }
  set ErrorAlert(value: unknown) {
    this.put('ErrorAlert', value);
  }
  get Prompt(): unknown {
    return this.found?.Prompt ?? null;
  }
  set Prompt(value: unknown) {
    this.put('Prompt', value);
  }
  get IgnoreBlanks(): unknown {
    return this.found?.IgnoreBlanks ?? true;
  }
  set IgnoreBlanks(value: unknown) {
    this.put('IgnoreBlanks', value);
  }
  get Type(): string {
    return Object.keys((this.found?.Rule as object | undefined) ?? {})[0] ?? 'None';
  }
  Clear(): void {
    demandFormatting(this.sheet, 'DataValidation.clear');
    this.sheet.validations = this.sheet.validations.filter(({ rects }) => !meetAny(rects, this.areas));
  }
}

const meetAny = (some: readonly Area[], others: readonly Area[]): boolean =>
  some.some((rect) => others.some((other) => meet(rect, other)));

const demandFormatting = (sheet: Sheet, where: string): void => {
  if (sheet.protection && sheet.protection.options.allowFormatCells !== true) throw accessDenied(where);
};

const TitleRows = leaf('PageTitles', []);
const HeaderFooter = leaf('HeaderFooter', [
  'CenterFooter',
  'CenterHeader',
  'LeftFooter',
  'LeftHeader',
  'RightFooter',
  'RightHeader',
]);
const HeaderFooterGroup = leaf('HeaderFooterGroup', ['State'], { DefaultForAllPages: HeaderFooter });
const PageLayoutBase = leaf(
  'PageLayout',
  ['BlackAndWhite', 'CenterHorizontally', 'Orientation', 'PaperSize', 'Zoom'],
  { HeadersFooters: HeaderFooterGroup, Titles: TitleRows },
);

export class PageLayout extends PageLayoutBase {
  static readonly writers = ['SetPrintArea', 'SetPrintMargins', 'SetPrintTitleColumns', 'SetPrintTitleRows'];
  constructor(private readonly page: Map<string, unknown>) {
    super(mapFields(page));
  }
  SetPrintArea(area: unknown): void {
    const rect = area instanceof Range ? area.rect : parseRect(String(area));
    if (!rect) throw invalidArgument('PageLayout.setPrintArea');
    this.page.set('PrintArea', rect);
  }
  SetPrintMargins(unit: unknown, margins: unknown): void {
    this.page.set('Margins', { unit, margins });
  }
  SetPrintTitleColumns(columns: unknown): void {
    this.page.set('PrintTitleColumns', String(columns));
  }
  SetPrintTitleRows(rows: unknown): void {
    this.page.set('PrintTitleRows', String(rows));
  }
}
Object.defineProperty(PageLayout, 'name', { value: 'PageLayout' });

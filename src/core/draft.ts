/** A sheet as it is to be made: contents, looks and page. Plain data, for every host and for the template. */
import { type Area, type CellValue, indexOf, type Position } from './model';

interface Paint {
  /** "FFC7CE" */
  readonly rgb: string;
}
interface Line {
  readonly style: 'thin';
  readonly color: Paint;
}

/** Looks of a cell; the names are those of the file format. */
export interface Look {
  readonly font?: {
    readonly name?: string;
    /** Points. */
    readonly size?: number;
    readonly bold?: boolean;
    readonly underline?: boolean;
    readonly color?: Paint;
  };
  readonly alignment?: {
    readonly horizontal?: 'left' | 'center' | 'right';
    readonly vertical?: 'top' | 'center';
    readonly wrapText?: boolean;
    readonly shrinkToFit?: boolean;
  };
  readonly border?: {
    readonly top?: Line;
    readonly right?: Line;
    readonly bottom?: Line;
    readonly left?: Line;
  };
  /** `fgColor` fills a cell, `bgColor` is what a highlight fills it with. */
  readonly fill?: {
    readonly type: 'pattern';
    readonly pattern: 'solid';
    readonly fgColor?: Paint;
    readonly bgColor?: Paint;
  };
  readonly numFmt?: string;
  readonly protection?: { readonly locked: boolean };
}

/** A native conditional format. */
export interface Highlight {
  readonly type: 'expression';
  /** Without "=", as it reads in the first cell of the range. */
  readonly formula: string;
  /** A1 references, separated by spaces. */
  readonly range: string;
  readonly priority: number;
  readonly style: Look;
  readonly stopIfTrue?: boolean;
}

/** A native data validation. It suggests and warns, and never forbids. */
export interface Validation {
  readonly type: 'list' | 'whole' | 'decimal' | 'date' | 'custom' | 'textLength';
  readonly operator?: 'between' | 'greaterThanOrEqual' | 'lessThanOrEqual' | 'equal';
  readonly formula1?: string;
  readonly formula2?: string;
  readonly values?: string[];
  readonly allowBlank?: boolean;
  readonly showInputMessage?: boolean;
  readonly showErrorMessage?: boolean;
  readonly inputTitle?: string;
  readonly inputMessage?: string;
  readonly errorTitle?: string;
  readonly errorMessage?: string;
  readonly errorStyle?: 'warning' | 'information';
  readonly range: string;
}

export interface DraftCell {
  readonly value: CellValue;
  /** With its "=". */
  readonly formula: string | null;
  readonly style: Look | undefined;
}

export interface Page {
  readonly landscape: boolean;
  readonly pagesWide: number;
  /** Form's name at the top right of each page. */
  readonly header: string;
  /** Reference of the printed area and of what each page repeats, without the sheet's name. */
  readonly area: string;
  readonly titles: readonly string[];
  readonly breaks: readonly number[];
}

export interface Column {
  readonly width: number;
  readonly hidden?: boolean;
}

export class SheetDraft {
  readonly cells = new Map<number, DraftCell>();
  readonly merges: Area[] = [];
  readonly heights = new Map<number, number>();
  readonly validations: Validation[] = [];
  readonly highlights: Highlight[] = [];
  columns: Column[] = [];
  frozen: { rows: number; columns: number } | null = null;
  page: Page | null = null;

  constructor(readonly name: string) {}

  put(at: Position, value: CellValue, style?: Look, formula: string | null = null): void {
    this.cells.set(indexOf(at.row, at.column), { value, formula, style });
  }

  /** One box, merged where it spans several cells; every cell of it gets the looks, borders included. */
  box(area: Area, value: CellValue, style: Look, formula: string | null = null): void {
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) this.put({ row, column }, null, style);
    }
    this.put({ row: area.top, column: area.left }, value, style, formula);
    if (area.top !== area.bottom || area.left !== area.right) this.merges.push(area);
  }
}

/** A sheet on its way into the workbook. */
import type { CellStyle, ConditionalRule, DataValidation, WriteSheet } from 'hucre/xlsx';
import { type Area, type CellValue, indexOf, isError, type Position, positionOf } from '../core/model';

export interface DraftCell {
  readonly value: CellValue;
  /** With its "=". */
  readonly formula: string | null;
  readonly style: CellStyle | undefined;
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
  readonly validations: DataValidation[] = [];
  readonly highlights: ConditionalRule[] = [];
  columns: Column[] = [];
  frozen: { rows: number; columns: number } | null = null;
  page: Page | null = null;

  constructor(readonly name: string) {}

  put(at: Position, value: CellValue, style?: CellStyle, formula: string | null = null): void {
    this.cells.set(indexOf(at.row, at.column), { value, formula, style });
  }

  /** One box, merged where it spans several cells; every cell of it gets the looks, borders included. */
  box(area: Area, value: CellValue, style: CellStyle, formula: string | null = null): void {
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) this.put({ row, column }, null, style);
    }
    this.put({ row: area.top, column: area.left }, value, style, formula);
    if (area.top !== area.bottom || area.left !== area.right) this.merges.push(area);
  }
}

const MARGIN = 14 / 25.4;
const SONG = '&"宋体,常规"';

/** The sheet as hucre takes it. */
export function writeDraft(draft: SheetDraft): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  for (const [index, { value, formula, style }] of draft.cells) {
    const { row, column } = positionOf(index);
    const plain = isError(value) ? value.error : value;
    const look = style ? { style } : {};
    cells.set(
      `${row},${column}`,
      formula === null
        ? { value: plain, ...look }
        : {
            type: 'formula',
            value: null,
            formula: formula.slice(1),
            ...(plain === null ? {} : { formulaResult: plain }),
            ...look,
          },
    );
  }
  const { page, frozen } = draft;
  return {
    name: draft.name,
    rows: [],
    cells,
    columns: draft.columns.map(({ width, hidden }) => (hidden ? { width, hidden } : { width })),
    rowDefs: new Map([...draft.heights].map(([row, height]) => [row, { height }])),
    merges: draft.merges.map(({ top, left, bottom, right }) => ({
      startRow: top,
      startCol: left,
      endRow: bottom,
      endCol: right,
    })),
    dataValidations: draft.validations,
    conditionalRules: draft.highlights,
    protection: { sheet: true, formatRows: true, formatColumns: true },
    view: { showGridLines: false },
    ...(frozen ? { freezePane: frozen } : {}),
    ...(page
      ? {
          pageSetup: {
            paperSize: 'a4',
            orientation: page.landscape ? 'landscape' : 'portrait',
            fitToPage: true,
            fitToWidth: page.pagesWide,
            fitToHeight: 0,
            horizontalCentered: true,
            margins: { left: MARGIN, right: MARGIN, top: MARGIN, bottom: MARGIN, header: 0.24, footer: 0.24 },
          },
          headerFooter: {
            oddHeader: `&R${SONG}&8${page.header}`,
            oddFooter: `&C${SONG}&9第 &P 页 共 &N 页`,
          },
          rowBreaks: page.breaks.map((row) => row - 1),
        }
      : {}),
  };
}

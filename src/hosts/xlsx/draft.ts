/** A sheet on its way into the file. */
import type { WriteSheet } from 'hucre/xlsx';
import type { SheetDraft } from '../../core/draft';
import { isError, positionOf } from '../../core/model';

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

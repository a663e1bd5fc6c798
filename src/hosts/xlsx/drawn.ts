/** A sheet as the library writes it, on its way into a workbook that has styles and texts of its own. */
import type { SheetDraft } from '../../core/draft';
import { writeCell } from './cell';
import type { Changes } from './directory';
import { writeDraft } from './draft';
import { childrenOf } from './elements';
import { fail } from './error';
import { outlineOf } from './outline';
import { type Package, openPackage } from './package';
import { type Splice, attribute, splice, tagsOf, textBetween, valueOf } from './scan';
import { adoptStyles } from './styling';
import { encodeXml } from './xml';

interface Drawn {
  readonly sheet: string;
  readonly styles: string;
  readonly strings: readonly string[];
}

/** The draft as a workbook of its own. */
export async function draw(draft: SheetDraft): Promise<Drawn> {
  const { writeXlsx } = await import('hucre/xlsx');
  const drawn = openPackage(await writeXlsx({ sheets: [writeDraft(draft)] }));
  return {
    sheet: drawn.textOf(drawn.sheets[0]!.part),
    styles: drawn.textOf(drawn.stylesPart!),
    strings: drawn.stringsPart ? stringsIn(drawn.textOf(drawn.stringsPart)) : [],
  };
}

const stringsIn = (xml: string): string[] =>
  childrenOf(xml).map(({ tag, end }) => {
    const [text] = childrenOf(xml, { name: 'si', tag, end });
    return text ? textBetween(xml, text.tag.end, xml.lastIndexOf('<', text.end - 1)) : '';
  });

/** The drawn sheet with styles and texts of the workbook that it comes into. */
export function adopt({ sheet, styles, strings }: Drawn, source: Package, changes: Changes): string {
  if (!source.stylesPart) return fail('NOT_XLSX', 'no styles');
  const adopted = adoptStyles(source.textOf(source.stylesPart), styles);
  changes.set(source.stylesPart, encodeXml(adopted.styles));
  const outline = outlineOf(sheet, 'drawn');
  const pieces: Splice[] = [];
  for (const cell of outline.cells.values()) {
    const style = adopted.cells[Number(cell.style ?? 0)]!;
    if (valueOf(sheet, cell.tag, 't') === 's') {
      const index = Number(textBetween(sheet, cell.tag.end, cell.end).replace(/<[^>]*>/g, ''));
      const draft = { row: cell.row, column: cell.column, value: strings[index] ?? '', formula: '' };
      pieces.push({
        start: cell.start,
        end: cell.end,
        text: writeCell('', { ...draft, attributes: ` s="${style}"` }),
      });
      continue;
    }
    const found = attribute(sheet, cell.tag, 's');
    if (found) pieces.push({ start: found.start, end: found.end, text: ` s="${style}"` });
  }
  for (const tag of tagsOf(sheet)) {
    const found = tag.kind !== 'close' && tag.name === 'cfRule' ? attribute(sheet, tag, 'dxfId') : null;
    if (found) {
      pieces.push({
        start: found.start,
        end: found.end,
        text: ` dxfId="${adopted.highlights[Number(found.value)]}"`,
      });
    }
  }
  return splice(sheet, pieces);
}

/** A Word document as a person sees it: its paragraphs and tables in order, tracked changes accepted. */
import { type Attributes, parseXml } from '../hosts/xlsx/xml';
import { WordError } from './error';
import { OPEN, symbolOf, TICKED, translate } from './symbols';

export interface WordCell {
  /** First of the grid's columns that it covers, and how many. */
  readonly column: number;
  readonly span: number;
  /** `below`: goes on with the cell above it. */
  readonly merge: 'none' | 'first' | 'below';
  readonly text: string;
}
export interface WordTable {
  /** Widths of the grid's columns, in twentieths of a point; may be fewer than the cells need. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly WordCell[])[];
}
export type Block = { readonly text: string } | WordTable;

const MOST_ROWS = 20_000;
const MOST_COLUMNS = 1_000;

/** What is deleted, said before by Choice, or no text of the page. */
const SKIPPED = new Set(['del', 'moveFrom', 'Fallback', 'rt', 'instrText', 'tblGridChange']);
const isSkipped = (name: string, parent: string): boolean =>
  name.endsWith('PrChange') || (SKIPPED.has(name) && parent !== 'rPr' && parent !== 'trPr');

interface Cell {
  column: number;
  span: number;
  merge: WordCell['merge'];
  deleted: boolean;
  /** Joined with the cell to its left, in the way of old files. */
  joined: boolean;
}
interface Row {
  cells: WordCell[];
  column: number;
  deleted: boolean;
}
interface Control {
  /** State of a tick box; null where it is none. */
  box: boolean | null;
  /** Its content is only a prompt. */
  prompt: boolean;
  /** The box is already written. */
  written: boolean;
  open: boolean;
}

export function readDocument(xml: string, part: string): Block[] {
  const reader = new DocumentReader();
  parseXml(xml, part, {
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.text(text),
  });
  return reader.blocks;
}

class DocumentReader {
  readonly blocks: Block[] = [];
  private readonly path: string[] = [];
  /** Depth at which a part without text began. */
  private skipping: number | null = null;
  private readonly runs: { hidden: boolean; font: string }[] = [];
  private readonly controls: Control[] = [];
  /** A tick box of the old form fields, while its properties are read. */
  private oldBox: { initial: boolean; now: boolean | null } | null = null;

  private tables = 0;
  private widths: number[] = [];
  private rows: WordCell[][] = [];
  private row: Row = { cells: [], column: 0, deleted: false };
  private cell: Cell | null = null;
  /** The paragraphs of the cell or page that is being read. */
  private lines: string[] = [];
  /** The mark at the end of the last paragraph is deleted: the next one goes on in it. */
  private markDeleted = false;
  private total = 0;

  open(name: string, attributes: Attributes): void {
    const parent = this.path.at(-1) ?? '';
    if (this.path.length === 0 && name !== 'document')
      throw new WordError(name === 'workbook' ? 'EXCEL_FILE' : 'NOT_DOCX', `root element ${name}`);
    this.path.push(name);
    if (this.skipping !== null) return;
    if (isSkipped(name, parent)) this.skipping = this.path.length;
    else if (parent === 'r') this.openInRun(name, attributes);
    else if (parent === 'rPr') this.readRunProperty(name, attributes);
    else if (parent === 'sdtPr' || parent === 'checkbox') this.readControl(name, attributes);
    else if (parent === 'checkBox') this.readOldBox(name, attributes);
    else this.openStructure(name, parent, attributes);
  }

  close(name: string): void {
    const depth = this.path.length;
    this.path.pop();
    if (this.skipping !== null) {
      if (this.skipping === depth) this.skipping = null;
      return;
    }
    if (name === 'r') this.runs.pop();
    else if (name === 'sdt') this.controls.pop();
    else if (name === 'checkBox') this.closeOldBox();
    else if (name === 'p') this.closeParagraph();
    else if (this.tables === 1) this.closeTablePart(name);
    if (name === 'tbl') this.tables -= 1;
  }

  text(text: string): void {
    if (this.skipping === null && this.path.at(-1) === 't' && this.path.at(-2) === 'r')
      this.add(translate(text, this.runs.at(-1)?.font ?? ''));
  }

  private openStructure(name: string, parent: string, attributes: Attributes): void {
    if (name === 'p') this.openParagraph();
    else if (name === 'r') this.runs.push({ hidden: false, font: '' });
    else if (name === 'sdt') this.controls.push({ box: null, prompt: false, written: false, open: false });
    else if (name === 'sdtContent') this.openControl();
    else if (name === 'checkBox') this.oldBox = { initial: false, now: null };
    else if (name === 'tbl') this.openTable();
    else if (this.tables === 1) this.openTablePart(name, parent, attributes);
  }

  private openInRun(name: string, attributes: Attributes): void {
    const run = this.runs.at(-1)!;
    if (name === 'tab') this.add('\t');
    else if (name === 'cr' || (name === 'br' && !/page|column/.test(valueOf(attributes, 'type'))))
      this.add('\n');
    else if (name === 'noBreakHyphen') this.add('-');
    else if (name === 'sym') {
      const code = parseInt(valueOf(attributes, 'char'), 16);
      const font = valueOf(attributes, 'font') || run.font;
      this.add(symbolOf(font, code) ?? '\ufffd');
    }
  }

  private readRunProperty(name: string, attributes: Attributes): void {
    const owner = this.path.at(-3);
    if (owner === 'pPr' && name === 'del') this.markDeleted = true;
    const run = this.runs.at(-1);
    if (owner !== 'r' || !run) return;
    if (name === 'vanish') run.hidden = isOn(attributes);
    else if (name === 'rFonts') run.font = valueOf(attributes, 'ascii') || valueOf(attributes, 'hAnsi');
  }

  private readControl(name: string, attributes: Attributes): void {
    const control = this.controls.at(-1);
    if (!control) return;
    if (name === 'checkbox') control.box = false;
    else if (name === 'checked') control.box = isOn(attributes);
    else if (name === 'showingPlcHdr') control.prompt = isOn(attributes);
  }

  private openControl(): void {
    const control = this.controls.at(-1);
    if (control) control.open = true;
  }

  private readOldBox(name: string, attributes: Attributes): void {
    if (!this.oldBox) return;
    if (name === 'default') this.oldBox.initial = isOn(attributes);
    else if (name === 'checked') this.oldBox.now = isOn(attributes);
  }

  private closeOldBox(): void {
    if (this.oldBox) this.add((this.oldBox.now ?? this.oldBox.initial) ? TICKED : OPEN);
    this.oldBox = null;
  }

  /** Text goes to the paragraph that is open; that of a tick box is its state, that of a prompt nothing. */
  private add(text: string): void {
    if (this.runs.at(-1)?.hidden) return;
    const quiet = this.controls.find(({ open, box, prompt }) => open && (box !== null || prompt));
    if (quiet?.written || (quiet && quiet.box === null)) return;
    if (quiet) quiet.written = true;
    this.lines[Math.max(0, this.lines.length - 1)] =
      (this.lines.at(-1) ?? '') + (quiet ? (quiet.box ? TICKED : OPEN) : text);
  }

  private openParagraph(): void {
    if (!this.markDeleted || this.lines.length === 0) this.lines.push('');
    this.markDeleted = false;
  }

  private closeParagraph(): void {
    if (this.tables > 0 || this.path.includes('p') || this.markDeleted) return;
    this.blocks.push({ text: this.lines.join('\n') });
    this.lines = [];
  }

  private openTable(): void {
    this.tables += 1;
    if (this.tables > 1) return;
    if (this.lines.length > 0) this.blocks.push({ text: this.lines.join('\n') });
    [this.widths, this.rows, this.lines, this.markDeleted] = [[], [], [], false];
  }

  private openTablePart(name: string, parent: string, attributes: Attributes): void {
    const { row, cell } = this;
    const number = (): number => parseInt(valueOf(attributes, 'val'), 10) || 0;
    if (name === 'gridCol' && parent === 'tblGrid')
      this.widths.push(parseInt(valueOf(attributes, 'w'), 10) || 0);
    else if (name === 'tr') this.row = { cells: [], column: 0, deleted: false };
    else if (name === 'gridBefore' && parent === 'trPr') row.column = clamp(number(), 0);
    else if (name === 'del' && parent === 'trPr') row.deleted = true;
    else if (name === 'tc') {
      this.cell = { column: row.column, span: 1, merge: 'none', deleted: false, joined: false };
      [this.lines, this.markDeleted] = [[], false];
    } else if (cell && parent === 'tcPr') {
      const value = valueOf(attributes, 'val');
      if (name === 'gridSpan') cell.span = clamp(number(), 1);
      else if (name === 'vMerge') cell.merge = value === 'restart' ? 'first' : 'below';
      else if (name === 'hMerge') cell.joined = value !== 'restart';
      else if (name === 'cellDel') cell.deleted = true;
    }
  }

  private closeTablePart(name: string): void {
    const { row, cell } = this;
    if (name === 'tc' && cell) {
      const { column, span, merge, deleted, joined } = cell;
      const before = row.cells.at(-1);
      const text = deleted ? '' : textOf(this.lines);
      if (joined && before) row.cells[row.cells.length - 1] = join(before, span, text);
      else row.cells.push({ column, span, merge, text });
      row.column = column + span;
      if (row.column > MOST_COLUMNS) throw new WordError('TOO_BIG', `${row.column} columns`);
      [this.cell, this.lines] = [null, []];
    } else if (name === 'tr' && !row.deleted) {
      this.rows.push(row.cells);
      if ((this.total += 1) > MOST_ROWS) throw new WordError('TOO_BIG', `${this.total} rows`);
    } else if (name === 'tbl') this.blocks.push({ widths: this.widths, rows: this.rows });
  }
}

const join = (cell: WordCell, span: number, text: string): WordCell => ({
  ...cell,
  span: cell.span + span,
  text: [cell.text, text].filter(Boolean).join('\n'),
});

const clamp = (value: number, least: number): number => Math.min(MOST_COLUMNS, Math.max(least, value));

/** An attribute, whatever prefix the file gives its namespace. */
const valueOf = (attributes: Attributes, name: string): string => {
  const key = Object.keys(attributes).find((one) => one === name || one.endsWith(`:${name}`));
  return key === undefined ? '' : attributes[key]!;
};

const isOn = (attributes: Attributes): boolean => !/^(0|false|off)$/.test(valueOf(attributes, 'val'));

/** The paragraphs of a cell without the blank ones around them, which only make room on the page. */
function textOf(lines: readonly string[]): string {
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  return filled.length === 0 ? '' : lines.slice(filled[0], filled.at(-1)! + 1).join('\n');
}

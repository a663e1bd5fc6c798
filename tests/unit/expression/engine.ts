/** IronCalc: a formula engine that is not ours. */
import { readFileSync } from 'node:fs';
import { initSync, Model } from '@ironcalc/wasm';
import { type CellValue, isError, positionOf } from '../../../src/core/model';

const NUMBER = 1;
const BOOLEAN = 4;
const ERROR = 16;

export interface EngineSheet {
  readonly name: string;
  readonly cells: ReadonlyMap<number, { readonly value: CellValue; readonly formula: string | null }>;
}

/** By the names of their sheets: filling one anew costs what differs from the last time, not every formula. */
const engines = new Map<string, Engine>();

/** What another engine makes of the sheets. */
export function calculate(sheets: readonly EngineSheet[]): Engine {
  const names = JSON.stringify(sheets.map(({ name }) => name));
  const engine = engines.get(names) ?? new Engine(sheets);
  engines.set(names, engine);
  engine.load(sheets);
  return engine;
}

class Engine {
  private readonly model: Model;
  /** What was entered so far, by sheet and cell. */
  private readonly inputs: Map<number, string>[];

  constructor(sheets: readonly EngineSheet[]) {
    initSync({ module: readFileSync(require.resolve('@ironcalc/wasm/wasm_bg.wasm')) });
    this.model = new Model('parity', 'en', 'UTC', 'en');
    this.model.pauseEvaluation();
    sheets.forEach((sheet, index) => {
      if (index > 0) this.model.newSheet();
      this.model.renameSheet(index, sheet.name);
    });
    this.inputs = sheets.map(() => new Map<number, string>());
  }

  /** Enters what differs from the last time and calculates. */
  load(sheets: readonly EngineSheet[]): void {
    sheets.forEach((sheet, index) => {
      const known = this.inputs[index]!;
      const wanted = new Map<number, string>();
      for (const [at, { value, formula }] of sheet.cells) {
        const input = formula ?? inputOf(value);
        if (input !== '') wanted.set(at, input);
      }
      for (const at of known.keys()) if (!wanted.has(at)) this.enter(index, at, '');
      for (const [at, input] of wanted) if (known.get(at) !== input) this.enter(index, at, input);
      this.inputs[index] = wanted;
    });
    this.model.evaluate();
    // What the model keeps for other users of the same workbook only grows.
    this.model.flushSendQueue();
  }

  private enter(sheet: number, at: number, input: string): void {
    const { row, column } = positionOf(at);
    this.model.setUserInput(sheet, row + 1, column + 1, input);
  }

  read(sheet: number, at: number): CellValue {
    const { row, column } = positionOf(at);
    const shown = this.model.getFormattedCellValue(sheet, row + 1, column + 1);
    switch (this.model.getCellType(sheet, row + 1, column + 1)) {
      case NUMBER:
        return Number(shown);
      case BOOLEAN:
        return shown === 'TRUE';
      case ERROR:
        return { error: shown };
      default:
        return shown;
    }
  }
}

function inputOf(value: CellValue): string {
  if (value === null || value === '') return '';
  if (isError(value)) return `=${DIVISION[value.error] ?? value.error}`;
  return typeof value === 'string' ? `'${value}` : String(value);
}
const DIVISION: Record<string, string> = { '#DIV/0!': '1/0', '#N/A': 'NA()' };

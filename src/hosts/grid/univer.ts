/** Starts Univer in a page: the spreadsheet, its formulas, conditional formats and validations, and no more. */
import {
  type Injector,
  LocaleType,
  LogLevel,
  type Plugin,
  type PluginCtor,
  Univer,
  UniverInstanceType,
  type Workbook,
  mergeLocales,
} from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import { IRenderManagerService, Spreadsheet } from '@univerjs/engine-render';
import { UniverSheetsConditionalFormattingPreset } from '@univerjs/preset-sheets-conditional-formatting';
import { UniverSheetsCorePreset } from '@univerjs/preset-sheets-core';
import {
  SheetsDataValidationValidatorService,
  UniverSheetsDataValidationPreset,
} from '@univerjs/preset-sheets-data-validation';
import { ILayoutService } from '@univerjs/ui';
import type { Position } from '../../core/model';
import type { GridData } from './convert';
import { type Engine, SET_VALUES, type Surface, engineOf } from './engine';
import { watchKeys } from './keys';
import { hiddenMenus } from './menus';
import { shrinkTexts } from './shrink';
import { takeOtherWords } from './suggestions';
import { keepTyping } from './typing';
import { zoomed } from './zoom';
import '@univerjs/preset-sheets-core/lib/index.css';
import '@univerjs/preset-sheets-conditional-formatting/lib/index.css';
import '@univerjs/preset-sheets-data-validation/lib/index.css';

export type GridLanguage = 'zh-CN' | 'en';

export interface Drawn {
  readonly engine: Engine;
  /** Resolves when the sheet has been painted. */
  readonly painted: Promise<void>;
  /** The middle of a cell of the sheet in front, in the page's coordinates. */
  readonly point: (at: Position) => { x: number; y: number } | null;
}

const locales = {
  'zh-CN': () =>
    Promise.all([
      import('@univerjs/preset-sheets-core/locales/zh-CN'),
      import('@univerjs/preset-sheets-conditional-formatting/locales/zh-CN'),
      import('@univerjs/preset-sheets-data-validation/locales/zh-CN'),
    ]),
  en: () =>
    Promise.all([
      import('@univerjs/preset-sheets-core/locales/en-US'),
      import('@univerjs/preset-sheets-conditional-formatting/locales/en-US'),
      import('@univerjs/preset-sheets-data-validation/locales/en-US'),
    ]),
};

/** Univer asks for these under another name than its own locales give them. */
const progressWords = {
  'zh-CN': progress('正在分析…', '正在计算…', '计算完成'),
  en: progress('Analysing…', 'Calculating…', 'Calculated'),
};
function progress(analyzing: string, calculating: string, done: string) {
  const words = { analyzing, calculating, done };
  return {
    'sheets-formula': {
      progress: { ...words, 'array-analysis': analyzing, 'array-calculation': calculating },
    },
  };
}

let serial = 0;

export async function startUniver(
  container: HTMLElement,
  data: GridData,
  language: GridLanguage,
): Promise<Drawn> {
  const words = (await locales[language]()).map((module) => module.default);
  const locale = language === 'en' ? LocaleType.EN_US : LocaleType.ZH_CN;
  const univer = new Univer({
    logLevel: LogLevel.ERROR,
    locale,
    locales: { [locale]: mergeLocales(...words, progressWords[language]) },
  });
  registerPlugins(univer, container);
  const api = FUniver.newAPI(univer);
  const painted = new Promise<void>((done) => {
    api.addEvent(api.Event.LifeCycleChanged, ({ stage }) => {
      if (stage !== api.Enum.LifecycleStages.Rendered) return;
      requestAnimationFrame(() => requestAnimationFrame(() => done()));
    });
  });
  const workbook = univer.createUnit<typeof data.book, Workbook>(UniverInstanceType.UNIVER_SHEET, {
    ...data.book,
    // Several workbooks can be open in a page, and Univer keeps formulas it has read by the unit's name.
    id: `book-${(serial += 1)}`,
    locale,
    sheets: zoomed(data, container.clientWidth),
  });
  const front = workbook
    .getSheets()
    .find((sheet) => sheet.getName() === data.front && !sheet.isSheetHidden());
  if (front) workbook.setActiveSheet(front);
  const engine = engineOf(univer, api, workbook, drawnSurface(univer, api, workbook));
  shrinkTexts(engine, data.shrink);
  repaintAfterEdits(engine);
  keepTyping(engine);
  watchKeys(engine);
  leaveOffWhenGone(engine);
  takeOtherWords(engine.injector);
  return { engine, painted, point: (at) => pointOf(engine, at) };
}

/** What createUniver() of @univerjs/presets does; that package draws in commercial ones. */
function registerPlugins(univer: Univer, container: HTMLElement): void {
  const presets = [
    UniverSheetsCorePreset({
      container,
      header: true,
      toolbar: false,
      formulaBar: true,
      disableAutoFocus: true,
      menu: hiddenMenus,
      footer: {
        sheetBar: true,
        statisticBar: true,
        menus: false,
        zoomSlider: true,
        addSheetButtonConfig: { show: false },
      },
      sheets: { protectedRangeShadow: false, disableForceStringAlert: true },
    }),
    UniverSheetsConditionalFormattingPreset(),
    // The list opens while one types; a box to search it in would take the rest of what is typed.
    UniverSheetsDataValidationPreset({ showEditOnDropdown: false, showSearchOnDropdown: false }),
  ];
  type Entry = readonly [PluginCtor<Plugin>, object | undefined];
  const plugins = new Map<string, Entry>();
  for (const given of presets.flatMap((preset) => preset.plugins)) {
    const entry = (Array.isArray(given) ? given : [given, undefined]) as unknown as Entry;
    plugins.set(entry[0].pluginName, entry);
  }
  for (const [plugin, options] of plugins.values()) univer.registerPlugin(plugin, options);
}

function drawnSurface(univer: Univer, api: FUniver, workbook: Workbook): Surface {
  return {
    async commit() {
      const book = api.getWorkbook(workbook.getUnitId());
      if (book?.isCellEditing()) await book.endEditingAsync(true);
    },
    scrollTo(sheetId, { row, column }) {
      const sheet = api.getWorkbook(workbook.getUnitId())?.getSheetBySheetId(sheetId);
      const seen = sheet?.getVisibleRange();
      const inside =
        seen &&
        row >= seen.startRow &&
        row < seen.endRow - 1 &&
        column >= seen.startColumn &&
        column < seen.endColumn;
      // Some of what stands before it stays in sight; in a narrow page less.
      const before = (most: number, start = 0, end = 0): number => Math.min(most, (end - start) >> 1);
      const up = before(6, seen?.startRow, seen?.endRow);
      const left = before(8, seen?.startColumn, seen?.endColumn);
      if (!inside) sheet?.scrollToCell(Math.max(0, row - up), Math.max(0, column - left));
    },
    focus: () => univer.__getInjector().get(ILayoutService).focus(),
    repaint: () => repaint(univer.__getInjector(), workbook),
  };
}

function repaint(injector: Injector, workbook: Workbook): void {
  const main = injector.get(IRenderManagerService).getRenderById(workbook.getUnitId())?.mainComponent;
  if (main instanceof Spreadsheet) {
    // How cells look is kept from one painting to the next.
    main.getSkeleton()?.resetCache();
    main.makeForceDirty();
  }
  main?.makeDirty(true);
}

/** Univer repaints the edited cell only, and leaves out borders that its neighbours share with it. */
function repaintAfterEdits({ commands, injector, workbook }: Engine): void {
  let asked = false;
  commands.onCommandExecuted(({ id }) => {
    if (id !== SET_VALUES || asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      repaint(injector, workbook);
    });
  });
}

/** Univer looks at entries once the page is idle, by then also at those of a workbook that has been put away. */
function leaveOffWhenGone({ univer, injector }: Engine): void {
  const validator = injector.get(SheetsDataValidationValidatorService);
  univer.onDispose(() => (validator.validatorRanges = () => Promise.resolve([])));
}

/** getCellRect() knows nothing of scrolling and zoom. Null until the sheet is drawn. */
function pointOf(
  { api, injector, workbook }: Engine,
  { row, column }: Position,
): { x: number; y: number } | null {
  const unitId = workbook.getUnitId();
  const sheet = api.getWorkbook(unitId)!.getActiveSheet();
  const cell = sheet.getRange(row, column).getCellRect();
  const zoom = sheet.getZoom();
  const view = injector.get(IRenderManagerService).getRenderById(unitId)?.scene.getViewport('viewMain');
  const canvas = document.getElementById(`univer-sheet-main-canvas_${unitId}`)?.getBoundingClientRect();
  if (!view || !canvas) return null;
  const x = column >= sheet.getFrozenColumns() ? view.viewportScrollX : 0;
  const y = row >= sheet.getFrozenRows() ? view.viewportScrollY : 0;
  return {
    x: canvas.x + (cell.x - x + cell.width / 2) * zoom,
    y: canvas.y + (cell.y - y + cell.height / 2) * zoom,
  };
}

/** The built pane in the emulated Excel, with a person at both: types in the sheet, reads and works the pane. */
import { readFileSync } from 'node:fs';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { groupFindings } from '../../../src/app/findings';
import { type CellValue, check, type Finding, form, parseAddress, readBook } from '../../../src/core';
import type { Book } from '../../excel-host/book';
import { openSample } from '../../excel-host/desk';
import { type Edition, EmulatedExcel, LEVELS } from '../../excel-host/excel';
import { type AroundOptions, paneIn, surround } from '../../excel-host/page';
import { formatRect } from '../../excel-host/rect';
import type { OpenOptions, Site } from './site';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** office.js says so itself where the browser gives a page in a frame of another site no storage. */
const NO_STORAGE = /sessionStorage/;
const CHECKED = '[data-kind="hard"], [data-kind="soft"], [data-kind="unfilled"], [data-kind="passed"]';
const YEAR = new Date().getFullYear();

export interface ExcelOptions extends OpenOptions, AroundOptions {
  /** An edition, or the N of ExcelApi 1.N. */
  readonly edition?: Edition | number;
  readonly book?: 'clean' | 'faulty' | Book;
  /** Before the pane is opened. */
  readonly ready?: (excel: EmulatedExcel) => void;
  readonly onPage?: (page: Page) => Promise<unknown>;
}

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

export class InExcel {
  private static opened: EmulatedExcel[] = [];
  readonly pane: FrameLocator;

  private constructor(
    readonly page: Page,
    readonly excel: EmulatedExcel,
  ) {
    this.pane = paneIn(page);
  }

  /** Opens the pane; where a form can be found, waits until it has been checked. */
  static async open(site: Site, options: ExcelOptions = {}): Promise<InExcel> {
    const person = await InExcel.start(site, options);
    await person.checked();
    return person;
  }

  /** Opens the pane and waits for nothing. */
  static async start(site: Site, options: ExcelOptions = {}): Promise<InExcel> {
    const { edition = 'Microsoft 365', book = 'faulty', ready, onPage, expected = [], ...rest } = options;
    const excel = new EmulatedExcel(
      typeof book === 'string' ? await openSample(book) : book,
      typeof edition === 'number' ? edition : LEVELS[edition],
    );
    InExcel.opened.push(excel);
    ready?.(excel);
    const { page } = await site.open('/taskpane.html', {
      ...rest,
      size: rest.size ?? { width: 320, height: 900 },
      expected: [NO_STORAGE, ...expected],
      async prepare(opened, origin) {
        await onPage?.(opened);
        return surround(opened, excel, `${origin}/taskpane.html`, rest);
      },
    });
    return new InExcel(page, excel);
  }

  /** What the pane asked of the Excels opened since the last time and is not emulated: a test fails on any. */
  static unknown(): string[] {
    return InExcel.opened.splice(0).flatMap(({ unknown }) => unknown);
  }

  // ---- the sheet ----

  type(sheet: string, address: string, input: unknown): void {
    this.excel.person.type(sheet, address, input);
  }

  read(sheet: string, address: string): CellValue {
    return this.excel.book.valueAt(sheet, parseAddress(address)!);
  }

  get selected(): string {
    const { active, selected } = this.excel.book;
    return `${active.name}!${formatRect(selected)}`;
  }

  /** Waits for something that comes about in Excel. */
  async until(what: string, holds: () => boolean): Promise<void> {
    for (let turn = 0; !holds(); turn++) {
      if (turn > 400) throw new Error(`not in ten seconds: ${what}`);
      await new Promise((done) => setTimeout(done, 25));
    }
  }

  async sees(sheet: string, address: string, value: CellValue): Promise<void> {
    await this.until(
      `${sheet}!${address} = ${JSON.stringify(value)}`,
      () => this.read(sheet, address) === value,
    );
  }

  async selects(sheet: string, address: string): Promise<void> {
    const wanted = parseAddress(address)!;
    await this.until(`${address} selected`, () => {
      const { active, selected } = this.excel.book;
      return active.name === sheet && selected.top === wanted.row && selected.left === wanted.column;
    });
  }

  // ---- the pane ----

  /** The pane says nothing of what it has not checked yet. */
  async checked(): Promise<void> {
    await this.pane.locator(CHECKED).waitFor();
  }

  status(kind: string): Promise<void> {
    return this.pane.locator(`[data-kind="${kind}"]`).waitFor();
  }

  async chooseYear(year: number): Promise<void> {
    await this.pane.getByRole('combobox', { name: '选择年度' }).selectOption({ label: `${year} 年度` });
    await this.until(`${year} in front`, () => this.excel.book.active.name === `${year}年`);
    await this.checked();
  }

  finding(words: string | RegExp): Locator {
    return this.pane
      .getByRole('region', { name: '审核结果' })
      .getByRole('listitem')
      .filter({ hasText: words });
  }

  /** The finding that the pane is at. */
  shows(words: string): Promise<void> {
    return this.pane.locator('[aria-current="true"]').filter({ hasText: words }).waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.pane.getByRole('button', { name });
  }

  /** The last thing that the pane said. */
  async says(words: string | RegExp): Promise<void> {
    await this.pane.getByTestId('notice').filter({ hasText: words }).waitFor();
  }

  /** Something said outside of the last notice. */
  async reads(words: string | RegExp): Promise<void> {
    await this.pane.getByText(words).first().waitFor();
  }

  async recheck(): Promise<void> {
    await this.button('重新审核').click();
    await this.says('审核完成');
    await this.checked();
  }

  /** Opens the list of commands and gives one of them. */
  async commandNamed(name: string): Promise<Locator> {
    const menu = this.button('更多操作');
    if ((await menu.getAttribute('aria-expanded')) !== 'true') await menu.click();
    return this.pane
      .getByRole('region', { name: '更多操作' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async command(name: string): Promise<void> {
    await (await this.commandNamed(name)).click();
  }

  preview(name: string | RegExp = '修改预览'): Locator {
    return this.pane.getByRole('region', { name });
  }

  /** What a check finds in the workbook as it stands, had nothing happened on the way to it. */
  truth(): Finding[] {
    const sheets = this.excel.book.sheets.map(({ snapshot }) => snapshot);
    return check(readBook(sheets, form), { stage: 'draft', currentYear: YEAR });
  }

  /** A full check of what stands in the workbook now is what the pane shows, message by message. */
  async showsTruth({ clean = false } = {}): Promise<void> {
    await this.recheck();
    const shown = await this.shown();
    expect(shown).toEqual(this.expectedLines(await this.year()));
    expect(shown.length > 0).toBe(!clean);
  }

  private async year(): Promise<string> {
    const years = this.pane.getByRole('combobox', { name: '选择年度' });
    if ((await years.count()) > 0) return years.inputValue();
    return readBook(
      this.excel.book.sheets.map(({ snapshot }) => snapshot),
      form,
    ).reports[0]!.sheet;
  }

  async shown(): Promise<string[]> {
    const cards = this.pane.getByRole('region', { name: '审核结果' }).locator('li[data-rule]');
    return cards.evaluateAll((all) =>
      all.map((card) => card.querySelector('button span span')?.textContent ?? ''),
    );
  }

  private expectedLines(sheet: string): string[] {
    const own = this.truth().filter((finding) => finding.sheet === sheet);
    return groupFindings(own, form, 'zh-CN').flatMap(({ blocks }) =>
      blocks.flatMap(({ groups }) => groups.map(({ message }) => message)),
    );
  }

  /** Violations of what makes a page accessible. */
  async violations(): Promise<string[]> {
    const frame = this.page.frames().find((one) => one.url().includes('/taskpane.html'))!;
    await frame.evaluate(axe);
    const { violations } = await frame.evaluate(() => (window as unknown as { axe: Axe }).axe.run());
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  /** What something costs in requests and write batches, once the pane has nothing more to ask. */
  async cost(work: () => unknown): Promise<{ requests: number; writes: number }> {
    const { requests, writeBatches } = this.excel;
    await work();
    await this.quiet();
    return { requests: this.excel.requests - requests, writes: this.excel.writeBatches - writeBatches };
  }

  /** Until the pane has asked nothing for a while. */
  async quiet(): Promise<void> {
    for (let trips = -1; trips !== this.excel.trips.length;) {
      trips = this.excel.trips.length;
      await this.page.evaluate(
        () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
      );
      await new Promise((done) => setTimeout(done, 150));
    }
    await this.checked();
  }
}

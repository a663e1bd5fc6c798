/** What a person does at the workbench: clicks cells, types, reads the pane. The sheet is a canvas; see workbench/handle.ts. */
import type { Locator, Page } from 'playwright-core';
import { type CellValue, parseAddress } from '../../../src/core/model';
import type { TestHandle } from '../../../src/workbench/handle';
import type { OpenOptions, Site } from './site';

declare global {
  interface Window {
    __cpreport?: TestHandle;
  }
}

/** What stands above and below the cells, and one turn of the wheel. */
const EDGE = { top: 95, bottom: 80 };
const TURN = 240;
/** How often a cell is clicked until it is hit, and how long each click may take to arrive. */
const CLICKS = 4;
const PATIENCE = 5_000;

export class Person {
  /** Where was typed last; the selection is in the row below. */
  private typed: string | null = null;

  private constructor(readonly page: Page) {}

  /** Opens the workbench and waits until the official form can be typed into. */
  static async atWorkbench(site: Site, options: OpenOptions = {}): Promise<Person> {
    const { page } = await site.open('/workbench.html', { size: { width: 1366, height: 900 }, ...options });
    return Person.on(page);
  }

  static async on(page: Page): Promise<Person> {
    const person = new Person(page);
    await person.ready();
    return person;
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => Boolean(window.__cpreport?.point(0, 0)));
    await this.checked();
  }

  /** The pane says nothing of what it has not checked yet. */
  async checked(): Promise<void> {
    const states = '[data-kind="hard"], [data-kind="soft"], [data-kind="unfilled"], [data-kind="passed"]';
    await this.page.locator(states).waitFor();
  }

  /** What was changed in the workbook that is open is let go. */
  async openSample(name: '填报正确' | '含常见错误'): Promise<void> {
    const { page } = this;
    const before = await page.evaluate(
      () => document.querySelector('canvas[id^="univer-sheet-main-canvas"]')?.id,
    );
    const drawnOrAsked = async (mayAsk: boolean): Promise<unknown> =>
      page.waitForFunction(
        ([old, asks]) => {
          const canvas = document.querySelector('canvas[id^="univer-sheet-main-canvas"]');
          const isAsked = asks && document.querySelector('[role="alertdialog"]') !== null;
          return isAsked || (canvas !== null && canvas.id !== old);
        },
        [before, mayAsk] as const,
      );
    await page.getByRole('button', { name: '示例' }).click();
    await page.getByRole('menuitem', { name: new RegExp(name) }).click();
    await drawnOrAsked(true);
    const drop = page.getByRole('button', { name: '不保存' });
    if (await drop.isVisible()) await drop.click();
    await drawnOrAsked(false);
    await page.getByRole('combobox', { name: '选择年度' }).waitFor();
    await this.ready();
    this.typed = null;
  }

  async chooseYear(year: number): Promise<void> {
    await this.page.getByRole('combobox', { name: '选择年度' }).selectOption({ label: `${year} 年度` });
    await this.page.waitForFunction(
      async (sheet) => (await window.__cpreport!.selection())?.sheet === sheet,
      `${year}年`,
    );
    await this.checked();
  }

  /** A sheet that was just drawn anew may still move under the hand: then another cell is hit, and a person clicks again. */
  async click(address: string): Promise<void> {
    for (let turn = 1; ; turn++) {
      const point = await this.scrollTo(address);
      await this.page.mouse.click(point.x, point.y);
      if (await this.hits(address)) break;
      if (turn === CLICKS) throw new Error(`a click on ${address} selects another cell`);
    }
    await this.selected(address);
    this.typed = null;
  }

  private async hits(address: string): Promise<boolean> {
    const { row, column } = parseAddress(address)!;
    const isThere = async ([r, c]: readonly [number, number]): Promise<boolean> => {
      const at = await window.__cpreport!.selection();
      return at?.row === r && at.column === c;
    };
    return this.page
      .waitForFunction(isThere, [row, column] as const, { timeout: PATIENCE })
      .then(() => true)
      .catch(() => false);
  }

  /** Turns the wheel until the cell can be clicked. */
  private async scrollTo(address: string): Promise<{ x: number; y: number }> {
    const { row, column } = parseAddress(address)!;
    const { height } = this.page.viewportSize()!;
    for (;;) {
      const point = await this.restingPoint(row, column);
      if (!point) throw new Error(`${address} is not in sight`);
      const down = point.y > height - EDGE.bottom;
      if (!down && point.y > EDGE.top) return point;
      await this.page.mouse.move(point.x, height / 2);
      await this.page.mouse.wheel(0, down ? TURN : -TURN);
      await this.page.waitForFunction(
        ([r, c, y]) => window.__cpreport!.point(r!, c!)?.y !== y,
        [row, column, point.y],
      );
    }
  }

  /** A sheet that has just come to the front may still be scrolling. */
  private restingPoint(row: number, column: number): Promise<{ x: number; y: number } | null> {
    return this.page.evaluate(
      async ([r, c]) => {
        const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
        let point = window.__cpreport!.point(r!, c!);
        for (let still = 0; still < 4;) {
          await frame();
          const next = window.__cpreport!.point(r!, c!);
          still = next?.x === point?.x && next?.y === point?.y ? still + 1 : 0;
          point = next;
        }
        return point;
      },
      [row, column],
    );
  }

  /** The name box shows where the selection is. */
  async selected(address: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLInputElement>('input:not([inert] *)')].some(
          (box) => box.value.split(':')[0] === wanted,
        ),
      address,
    );
  }

  /** Enter moves the selection on; what comes next must not be overtaken by it. */
  private async left(address: string): Promise<void> {
    await this.page.waitForFunction(
      (old) =>
        [...document.querySelectorAll<HTMLInputElement>('input:not([inert] *)')].every(
          (box) => box.value.split(':')[0] !== old,
        ),
      address,
    );
  }

  /** Types into a cell and presses Enter; the same cell again is reached by the arrow, as two quick clicks open it for editing. */
  async type(address: string, text: string): Promise<void> {
    if (this.typed === address) {
      await this.page.keyboard.press('ArrowUp');
      await this.selected(address);
    } else await this.click(address);
    this.typed = address;
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
    await this.left(address);
  }

  /** A command of the pane's menu, and the yes to its preview. */
  async command(name: string, { confirm = true } = {}): Promise<void> {
    await this.page.getByRole('button', { name: '更多操作' }).click();
    await this.page.getByRole('region', { name: '更多操作' }).getByRole('button', { name }).click();
    if (!confirm) return;
    await this.carryOut(name);
  }

  /** The yes to a preview; the workbook is drawn anew then. */
  async carryOut(name: string): Promise<void> {
    const before = await this.writes();
    await this.page.getByRole('region', { name }).getByRole('button', { name: '执行' }).click();
    await this.page.waitForFunction((writes) => window.__cpreport!.writes() > writes, before);
    await this.ready();
  }

  read(sheet: string, address: string): Promise<CellValue> {
    const { row, column } = parseAddress(address)!;
    return this.page.evaluate(
      ([name, r, c]) => window.__cpreport!.read(name as string, r as number, c as number).value,
      [sheet, row, column],
    );
  }

  /** Waits until the sheet shows a value there. */
  async sees(sheet: string, address: string, value: CellValue): Promise<void> {
    const { row, column } = parseAddress(address)!;
    await this.page.waitForFunction(
      ([name, r, c, wanted]) =>
        (window.__cpreport!.read(name as string, r as number, c as number).value ?? '') === (wanted ?? ''),
      [sheet, row, column, value],
    );
  }

  writes(): Promise<number> {
    return this.page.evaluate(() => window.__cpreport!.writes());
  }

  /** A finding in the pane, by its words. */
  finding(words: string | RegExp): Locator {
    return this.page
      .getByRole('region', { name: '审核结果' })
      .getByRole('listitem')
      .filter({ hasText: words });
  }

  async paste(html: string, text: string): Promise<void> {
    await this.page.evaluate(
      ([markup, plain]) =>
        navigator.clipboard.write([
          new ClipboardItem({
            'text/html': new Blob([markup!], { type: 'text/html' }),
            'text/plain': new Blob([plain!], { type: 'text/plain' }),
          }),
        ]),
      [html, text],
    );
    await this.page.keyboard.press('Control+v');
  }
}

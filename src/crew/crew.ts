/** The roll-up's own thread in a page: reads file after file, keeps what it needs of each, and makes the results. */
import { strToU8, zipSync } from 'fflate';
import type { CrewOrder, CrewReport, Source } from '../app/rollup/protocol';
import { collectedFrom } from '../app/rollup/returns';
import { sumOf, sumUp } from '../app/rollup/sum';
import { encoded } from '../app/sheetxml';
import { form } from '../core';
import { type Child, type Failed, isFailed } from '../core/rollup/child';
import { commonYear } from '../core/rollup/rollup';
import { rollUpPanelWords } from '../strings/rollupPanel';
import { arrive } from './arrive';
import { recall } from './recall';

type Read = Extract<CrewOrder, { kind: 'read' }>;
type Judge = Extract<CrewOrder, { kind: 'judge' }>;
type Make = Extract<CrewOrder, { kind: 'make' }>;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Takes orders one after the other; whatever happens, each is answered. */
export function createCrew(post: (report: CrewReport) => void): (order: CrewOrder) => Promise<void> {
  const arrived = new Map<string, Child | Failed>();
  let turn: Promise<void> = Promise.resolve();
  return (order) => {
    turn = turn
      .then(() => perform(order))
      .catch((error: unknown) => post({ kind: 'broken', detail: String(error) }));
    return turn;
  };

  async function perform(order: CrewOrder): Promise<void> {
    if (order.kind === 'recall') post({ kind: 'recalled', recalled: await recall(order.file, order.blob) });
    else if (order.kind === 'judge') await judge(order);
    else await (order.kind === 'read' ? read(order) : make(order));
  }

  async function judge({ sum, language, currentYear, serial }: Judge): Promise<void> {
    const { makeRollUp } = await import('../app/rollup/make');
    const { children, options } = sumOf(arrived.values(), sum);
    const { parent } = makeRollUp(children, { ...options, language, currentYear, name: '' });
    post({ kind: 'judged', findings: parent.findings, serial });
  }

  async function read({ sources, options }: Read): Promise<void> {
    arrived.clear();
    await readAll(sources, options);
    const children = [...arrived.values()].flatMap((one) => (isFailed(one) ? [] : one));
    const year = options.year ?? commonYear(children);
    // Of a file with several years the latest one was read; where another is meant, it is read again.
    const others = sources.filter(({ file }) => {
      const child = children.find((one) => one.file === file);
      return year !== null && child?.contribution?.year !== year && child?.years.includes(year);
    });
    if (options.year === null && others.length > 0) await readAll(others, { ...options, year });
    post({ kind: 'read', year });
  }

  async function readAll(sources: readonly Source[], options: Read['options']): Promise<void> {
    for (const [done, source] of sources.entries()) {
      post({ kind: 'step', done, total: sources.length, file: source.file });
      const child = await arrive(source, options);
      arrived.set(source.file, child);
      post({ kind: 'arrived', child: withoutFindings(child) });
    }
  }

  async function make(order: Make): Promise<void> {
    const { product, sum, language, changes } = order;
    const words = rollUpPanelWords(language);
    const name = `${words.fileName}-${safe(sum.region ?? '')}${sum.year}`;
    if (product === 'csv' || product === 'parquet') {
      const rolled = sumUp(arrived.values(), sum);
      const [{ rollUpCsv, rollUpParquet }, { joined }] = await Promise.all([
        import('../app/rollup/table'),
        import('../app/rollup/pack'),
      ]);
      const pieces: Uint8Array[] = [];
      // Excel takes a CSV without this mark for GBK.
      if (product === 'csv') pieces.push(strToU8('\ufeff'), ...encoded(rollUpCsv(rolled)));
      else await rollUpParquet(rolled, (piece) => void pieces.push(piece));
      const type = product === 'csv' ? 'text/csv' : 'application/vnd.apache.parquet';
      post({ kind: 'made', name: `${name}.${product}`, type, bytes: joined(pieces) });
      return;
    }
    if (product === 'returns') {
      const { writeReturns } = await import('../app/returns/bundle');
      const { due, office } = order;
      const files = await writeReturns(collectedFrom(sumUp(arrived.values(), sum), language), form, {
        language,
        due,
        office,
      });
      const parts = Object.fromEntries(files.map(({ name: part, bytes }) => [part, bytes]));
      const bytes = zipSync(parts, { level: 0, mtime: new Date(1980, 0, 1) });
      post({ kind: 'made', name: `${words.returnsName}-${sum.year}.zip`, type: 'application/zip', bytes });
      return;
    }
    const [{ makeRollUp }, { rollUpWorkbook }] = await Promise.all([
      import('../app/rollup/make'),
      import('../app/rollup/workbook'),
    ]);
    const { children, options } = sumOf(arrived.values(), sum);
    const book = `${name}.xlsx`;
    const made = makeRollUp(children, { ...options, language, currentYear: order.currentYear, name: book });
    const linkTo = (file: string): string => file;
    const bytes = await rollUpWorkbook(made.rolled, made.template, made.parent, {
      language,
      linkTo,
      changes,
    });
    post({ kind: 'made', name: book, type: XLSX, bytes });
  }
}

/** Findings are many, and only the return lists need them. */
function withoutFindings(child: Child | Failed): Child | Failed {
  if (isFailed(child) || !child.contribution) return child;
  return { ...child, contribution: { ...child.contribution, findings: null } };
}

const safe = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/g, '').slice(0, 40);

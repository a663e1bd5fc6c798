/** The parent's official workbook: what it is made with. */
import { type CellKey, type CellValue, keyOf } from '../../core';
import { MOST_LIST_ROWS } from '../../core/form/layout';
import type { Listed } from '../../core/rollup/documents';
import type { RollUp, Said } from '../../core/rollup/rollup';
import { totalAt } from '../../core/rollup/rollup';
import type { TemplateOptions } from '../../template/template';
import type { LedgerValues } from '../../template/values';
import { withoutComputed } from '../computed';

const LIST_ROWS = 8;
/** A cell of a workbook holds no more signs. */
const LONGEST = 32_767;
const CUT = '……';

/** 合计 and 累计 stay formulas where these come to the sum; where they do not, the sum stands. */
export function parentTemplate(rolled: RollUp): TemplateOptions {
  const { form, year, region, documents } = rolled;
  const values = new Map<CellKey, CellValue>();
  for (const { slot, value } of rolled.totals) {
    if (slot.key !== null && value !== null) values.set(slot.key, value);
  }
  const choice = form.indicators.find(({ kind }) => kind === 'choice');
  if (choice && rolled.choice) values.set(keyOf(choice.id, 'value'), rolled.choice);
  for (const [id, said] of rolled.texts) values.set(keyOf(id, 'value'), joined(said));
  for (const [id, text] of headOf(rolled)) values.set(keyOf(id, 'value'), text);
  fitting(documents).forEach(({ title, number, date }, row) => {
    for (const [field, value] of Object.entries({ title, number, date })) {
      if (value !== '') values.set(keyOf(`documents.${row + 1}.${field}`, 'value'), value);
    }
  });
  const ledger = ledgerOf(rolled);
  return {
    from: year,
    to: year,
    ...(region === null ? {} : { region }),
    listRows: Math.min(Math.max(LIST_ROWS, documents.length), MOST_LIST_ROWS),
    values: { years: new Map([[year, withoutComputed(values, year, form, ledger)]]), ledger },
  };
}

/** A list too long for the form ends with how many more there are: nothing goes without a word. */
function fitting(documents: readonly Listed[]): readonly Listed[] {
  const more = documents.length - MOST_LIST_ROWS + 1;
  if (more <= 1) return documents;
  const rest = { title: `${CUT}（另有 ${more} 个文件，见各单位的报送表）`, number: '', date: '' };
  return [...documents.slice(0, MOST_LIST_ROWS - 1), rest];
}

/** 填报单位 and who filled it in are the collector's own. */
function headOf({ reporters, form }: RollUp): [string, string][] {
  const own = reporters.find(({ status }) => status === 'own')?.child?.contribution;
  return form.head.fields.flatMap(({ id }) => {
    const text = own?.texts.get(id);
    return text === undefined ? [] : [[id, text] satisfies [string, string]];
  });
}

/** 上年累计 and 调整 of the parent. Where 上年累计 is not known of all, it stays unknown. */
function ledgerOf(rolled: RollUp): ReadonlyMap<string, LedgerValues> {
  const { form, year, reasons } = rolled;
  const ledger = new Map<string, LedgerValues>();
  for (const { id, periods, sumOf } of form.indicators) {
    if (periods !== 'pair' || sumOf) continue;
    const [prior, adjustment] = [totalAt(rolled, id, 'prior'), totalAt(rolled, id, 'adjustment')];
    const why = reasons.get(id);
    ledger.set(id, {
      base: prior.open.length > 0 ? null : prior.value,
      ...(adjustment.value ? { adjustments: new Map([[year, adjustment.value]]) } : {}),
      ...(why ? { reasons: new Map<number, CellValue>([[year, cut(listed(why, '：', '；'))]]) } : {}),
    });
  }
  return ledger;
}

/** Each text with who wrote it; what everybody says is said once. */
function joined(said: readonly Said[]): string {
  const texts = new Set(said.map(({ text }) => text));
  const [only] = texts;
  if (texts.size === 1 && /^无[。.]?$/.test(only!)) return only!;
  return cut(said.map(({ reporter, text }) => `【${reporter}】${text}`).join('\n'));
}

const listed = (said: readonly Said[], colon: string, separator: string): string =>
  said.map(({ reporter, text }) => `${reporter}${colon}${text}`).join(separator);

const cut = (text: string): string =>
  text.length > LONGEST ? text.slice(0, LONGEST - CUT.length) + CUT : text;

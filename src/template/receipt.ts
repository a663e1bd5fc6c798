/** The sheet 定稿回执: printed it is one page; what it keeps for comparison stands in hidden columns. */
import { SheetDraft } from '../core/draft';
import { type Receipt, receiptName, recordOf, shortFingerprint } from '../core/finalise/receipt';
import type { Form } from '../core/form/schema';
import { columnName, type CellValue } from '../core/model';
import { hiddenStyle, plainStyle } from './styles';

const LAST = 4;
const RECORD = { name: LAST + 2, value: LAST + 3 };
const WIDTHS = [16, 24, 16, 30];
const NOTE =
  '本回执记录定稿时全部填报数据及其指纹。定稿后改动任何一格，审核时都会逐格列出改动前后的内容；需要更正已上报的数据时，请在以后年度的累计台账中调整。';

export function draftReceipt(receipt: Receipt, form: Form): SheetDraft {
  const sheet = new SheetDraft(receiptName(receipt.year, receipt.serial));
  const { counts, figures } = receipt;
  const text = (id: string): CellValue => figures.get(`${id}/value`) ?? '';
  const label = plainStyle({ align: 'center', frame: true, shaded: true });
  const value = plainStyle({ align: 'left', frame: true });
  let row = 0;
  const wide = (content: CellValue, look: Parameters<typeof plainStyle>[0], height: number): void => {
    sheet.box({ top: row, bottom: row, left: 0, right: LAST - 1 }, content, plainStyle(look));
    sheet.heights.set(row++, height);
  };
  const pair = (...pairs: readonly (readonly [string, CellValue])[]): void => {
    pairs.forEach(([name, content], index) => {
      const right = pairs.length === 1 ? LAST - 1 : index * 2 + 1;
      sheet.put({ row, column: index * 2 }, name, label);
      sheet.box({ top: row, bottom: row, left: index * 2 + 1, right }, content, value);
    });
    sheet.heights.set(row++, 26);
  };
  wide('定稿回执', { align: 'center', size: 16, title: true, wrap: false }, 40);
  pair(['报送表', form.name]);
  pair(['地区', receipt.region], ['年度', receipt.year]);
  pair(['填报单位', text('head.organization')], ['填表人', text('head.preparer')]);
  pair(['定稿日期', receipt.date], ['定稿人', receipt.author]);
  pair(['定稿次数', receipt.serial], ['填写格数', figures.size]);
  pair(
    ['表样版本', receipt.formVersion],
    ['审核规则', `${form.rules.length} 条，版本 ${receipt.rules.toUpperCase()}`],
  );
  pair(
    ['强制性审核', `${counts.hard} 处`],
    ['核实性审核', counts.explained === 0 ? '0 处' : `${counts.explained} 处，均已说明（见审核说明）`],
  );
  pair(['数据指纹', shortFingerprint(receipt.fingerprint)], ['提示', `${counts.info} 处`]);
  wide(NOTE, { align: 'left' }, 46);
  wide('', {}, 24);
  wide('填报单位（章）：                                        负责人（签字）：', { align: 'left' }, 30);
  const last = row;
  recordOf(receipt).forEach(([name, content], index) => {
    sheet.put({ row: index, column: RECORD.name }, name, hiddenStyle());
    sheet.put({ row: index, column: RECORD.value }, content, hiddenStyle());
  });
  sheet.columns = [
    ...WIDTHS.map((width) => ({ width })),
    { width: 2 },
    { width: 2 },
    { width: 12, hidden: true },
    { width: 12, hidden: true },
  ];
  sheet.page = {
    landscape: false,
    pagesWide: 1,
    header: form.name,
    area: `$A$1:$${columnName(LAST - 1)}$${last}`,
    titles: [],
    breaks: [],
  };
  return sheet;
}

import { strFromU8, unzipSync } from 'fflate';
import { check } from '../../../src/core/check/check';
import { ownCell } from '../../../src/core/check/finding';
import { layoutForm } from '../../../src/core/form/layout';
import { form } from '../../../src/core/form/report';
import { LEDGER_SHEET, ledgerIndicators, placeLedger } from '../../../src/core/ledger';
import {
  addressOf,
  type CellKey,
  type CellValue,
  indexOf,
  keyOf,
  parseAddress,
  type SheetSnapshot,
} from '../../../src/core/model';
import { readBook } from '../../../src/core/report';
import { readWorkbook } from '../../../src/hosts/xlsx/read';
import { nativeRules } from '../../../src/template/native';
import { NOTES_SHEET } from '../../../src/template/notes';
import { draftTemplate, makeTemplate } from '../../../src/template/template';
import type { LedgerValues, TemplateValues } from '../../../src/template/values';

const YEARS = [2012, 2013, 2014];
const options = { from: 2012, to: 2014, region: '山东省' };
const layout = layoutForm(form, { listRows: 8 });
const areaOf = (key: CellKey): string => {
  const area = layout.cells.get(key)!;
  return addressOf({ row: area.top, column: area.left });
};

let bytes: Uint8Array;
let parts: Record<string, string>;
beforeAll(async () => {
  bytes = await makeTemplate(options);
  parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
});

const sheetXml = (name: string): string => {
  const index = [...parts['xl/workbook.xml']!.matchAll(/<sheet name="([^"]+)"/g)].findIndex(
    (match) => match[1] === name,
  );
  return parts[`xl/worksheets/sheet${index + 1}.xml`]!;
};
const snapshotOf = (name: string, from = bytes): SheetSnapshot =>
  readWorkbook(from).sheets.find((sheet) => sheet.name === name)!.snapshot;
const contentAt = (sheet: SheetSnapshot, address: string) => {
  const { row, column } = parseAddress(address)!;
  return sheet.cells.get(indexOf(row, column));
};
const locks = (): boolean[] => {
  const [, formats] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(parts['xl/styles.xml']!)!;
  return [...formats!.matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/gs)].map(
    ([xf]) => !/locked="(0|false)"/.test(xf),
  );
};
const isLocked = (name: string, address: string): boolean => {
  const cell = new RegExp(`<c r="${address}"([^>]*)>`).exec(sheetXml(name));
  return locks()[Number(/ s="(\d+)"/.exec(cell?.[1] ?? '')?.[1] ?? 0)]!;
};

/** A chain without a mistake: every year the same figures, on a known base. */
function tidy(): TemplateValues {
  const ledger = new Map<string, LedgerValues>(
    ledgerIndicators(form).flatMap(({ id, sumOf }) =>
      sumOf ? [] : [[id, { base: id === 'retrofit.investment' ? 90 : 30 }] as const],
    ),
  );
  const years = new Map(
    YEARS.map((year) => {
      const cells = new Map<CellKey, CellValue>([
        ['capacity.hasExpertPool/value', '有'],
        ['documents.1.title/value', '关于推行清洁生产的通知'],
        ['documents.1.number/value', '鲁经信循字〔2012〕104号'],
        ['documents.1.date/value', 41000],
      ]);
      for (const one of form.indicators) {
        if (one.sumOf || one.kind === 'choice') continue;
        const usual = one.id === 'retrofit.investment' ? 48 : one.unit === '吨' ? 0.25 : 12;
        const amount = one.partsAre ? 12 * (one.partsAre.length + 1) : usual;
        // No year is like the one before.
        const value = one.periods === 'pair' && year === 2013 ? 2 * amount : amount;
        cells.set(keyOf(one.id, one.periods === 'pair' ? 'year' : 'value'), value);
      }
      return [year, cells] as const;
    }),
  );
  const bases = new Map(
    [...ledger].map(([id, values]) => {
      const whole = form.indicators.find((one) => one.id === id)!.partsAre;
      return [id, whole ? { base: 30 * (whole.length + 1) } : values] as const;
    }),
  );
  return { years, ledger: bases };
}

describe('the official workbook', () => {
  it('is byte for byte the same on every run', async () => {
    expect(Buffer.from(await makeTemplate(options)).equals(Buffer.from(bytes))).toBe(true);
  });

  it('has a sheet for each year, then the notes, the ledger and the explanations', () => {
    expect(readWorkbook(bytes).sheets.map((sheet) => [sheet.name, sheet.visible])).toEqual(
      ['2012年', '2013年', '2014年', '填报说明', '累计台账', '审核说明'].map((name) => [name, true]),
    );
  });

  it('says what it is by defined names', () => {
    const { names } = readWorkbook(bytes);
    expect(names.get('CPREPORT_FORM')).toBe('"cn.industrial-cleaner-production"');
    expect(names.get('CPREPORT_VERSION')).toBe('"1"');
  });

  it('prints the form on A4, one page wide, with a break before 七 and the head of the table on each page', () => {
    const xml = sheetXml('2013年');
    expect(xml).toMatch(/<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"\/>/);
    expect(xml).toContain(`<brk id="${layout.pageBreaks[0]}" max="16383" man="1"/>`);
    expect(xml).toContain('第 &amp;P 页 共 &amp;N 页');
    const workbook = parts['xl/workbook.xml']!;
    expect(workbook).toMatch(/name="_xlnm.Print_Area" localSheetId="1">'2013年'!\$A\$1:\$L\$62</);
    expect(workbook).toMatch(/name="_xlnm.Print_Titles" localSheetId="1">'2013年'!\$6:\$6</);
  });

  it('is protected without a password, and its structure is not', () => {
    for (const { name } of readWorkbook(bytes).sheets) {
      const [protection] = /<sheetProtection[^>]*>/.exec(sheetXml(name))!;
      expect(protection).toContain('sheet="1"');
      expect(protection).toContain('formatRows="0"');
      expect(protection).not.toMatch(/password|hash/i);
    }
    expect(parts['xl/workbook.xml']).not.toContain('workbookProtection');
  });

  it('leaves open what is filled in, and locks what is printed or computed', () => {
    const totals = new Set(form.indicators.filter((one) => one.sumOf).map((one) => one.id));
    for (const key of layout.cells.keys()) {
      const total = totals.has(key.slice(0, key.lastIndexOf('/')));
      expect([key, isLocked('2013年', areaOf(key))]).toEqual([key, total]);
    }
    const others = layout.boxes.filter((box) => !box.key);
    for (const { area } of others) {
      const address = addressOf({ row: area.top, column: area.left });
      expect([address, isLocked('2013年', address)]).toEqual([address, true]);
    }
    expect(isLocked('2013年', 'S10')).toBe(true);
  });

  it('opens in the ledger only what is entered there', () => {
    const place = placeLedger(form, 2012, 2014);
    const at = (id: string, column: number): boolean =>
      isLocked(LEDGER_SHEET, addressOf({ row: place.row(id), column }));
    const locked = (id: string): boolean[] => [
      at(id, place.columns.base),
      ...(['year', 'adjustment', 'reason', 'cumulative'] as const).map((field) =>
        at(id, place.column(2013, field)),
      ),
    ];
    expect(locked('audit.voluntary')).toEqual([false, true, false, false, true]);
    expect(locked('audit.total')).toEqual([true, true, true, true, true]);
  });

  it('starts from 0, locked, and without adjustments in 2011', async () => {
    const first = await makeTemplate({ from: 2011, to: 2011 });
    const ledger = readBook([snapshotOf('2011年', first), snapshotOf(LEDGER_SHEET, first)], form).ledger!;
    expect(ledger.base('audit.voluntary')).toMatchObject({
      year: 2010,
      content: { value: 0, formula: null },
    });
    expect(ledger.base('audit.total')).toMatchObject({ content: { value: 0 } });
  });

  it('shows the year in all 28 labels by formula', () => {
    const sheet = snapshotOf('2013年');
    const labels = layout.boxes.filter((box) => box.role === 'year');
    const contents = labels.map(({ area }) =>
      contentAt(sheet, addressOf({ row: area.top, column: area.left }))!,
    );
    expect(contents).toHaveLength(28);
    expect(contents[0]).toEqual({ value: '2013年[1]', formula: '=IF(COUNT($H$2)=0,"××年[1]",$H$2&"年[1]")' });
    expect(new Set(contents.slice(1).map(({ formula }) => formula))).toEqual(
      new Set(['=IF(COUNT($H$2)=0,"××年",$H$2&"年")']),
    );
  });

  it('computes 合计 and 累计 with the formulas that three engines agree on', () => {
    const sheet = snapshotOf('2013年');
    const place = placeLedger(form, 2012, 2014);
    const [voluntary, mandatory, total] = ['voluntary', 'mandatory', 'total'].map((name) =>
      areaOf(`audit.${name}/year`),
    );
    expect(contentAt(sheet, total!)!.formula).toBe(
      `=IF(COUNT(${voluntary},${mandatory})<2,"",SUM(${voluntary},${mandatory}))`,
    );
    const cumulative = addressOf({
      row: place.row('audit.voluntary'),
      column: place.column(2013, 'cumulative'),
    });
    expect(contentAt(sheet, areaOf('audit.voluntary/cumulative'))!.formula).toBe(
      `=IF(COUNT(${voluntary})=0,IF(ISERROR(${voluntary}),${voluntary},""),'累计台账'!${cumulative})`,
    );
  });

  it('never sums the totals of 六, of which the named industries are only a part', () => {
    const sheet = snapshotOf('2013年');
    for (const one of form.indicators.filter((indicator) => indicator.partsAre)) {
      expect(contentAt(sheet, areaOf(keyOf(one.id, 'year')))).toBeUndefined();
    }
  });

  it('has two highlights a sheet, which point at the sheet itself', () => {
    const formats = [
      ...sheetXml('2013年').matchAll(
        /<conditionalFormatting sqref="([^"]+)">(.*?)<\/conditionalFormatting>/gs,
      ),
    ];
    const formulas = [...sheetXml('2013年').matchAll(/<cfRule[^>]*>.*?<formula>([^<]*)<\/formula>/gs)].map(
      (match) => match[1],
    );
    expect(new Set(formats.map((match) => match[1]))).toEqual(new Set(['A1:L62']));
    expect(formulas).toEqual(['O1=2', 'O1=1']);
  });

  it('only warns and suggests where something else is typed than expected', () => {
    const rules = [...sheetXml('2013年').matchAll(/<dataValidation [^>]*>/g)].map(([tag]) => tag);
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) {
      if (rule.includes('showErrorMessage="1"')) expect(rule).toMatch(/errorStyle="(warning|information)"/);
    }
    expect(rules.find((rule) => rule.includes(`sqref="${areaOf('head.region/value')}"`))).not.toContain(
      'showErrorMessage',
    );
    expect(sheetXml('2013年')).toContain(`<formula1>'${NOTES_SHEET}'!`);
  });

  it('keeps formulas short enough for every program, without references that hide a deleted sheet', () => {
    for (const sheet of draftTemplate(options)) {
      for (const { formula } of sheet.cells.values()) {
        if (formula === null) continue;
        expect(formula.length).toBeLessThan(4000);
        expect(formula).not.toMatch(/INDIRECT|IFERROR\('|TODAY|NOW\(/);
      }
    }
  });

  it('names the rules that it shows by itself', () => {
    expect(nativeRules(form)).toEqual(
      expect.arrayContaining([
        'HDR-01',
        'HDR-02',
        'TYP-01',
        'TYP-04',
        'CUM-01',
        'CUM-06',
        'SUM-01',
        'SUM-03',
        'CAP-02',
        'DOC-01',
      ]),
    );
    expect(nativeRules(form)).not.toContain('CUM-07');
    expect(nativeRules(form)).not.toContain('TYP-06');
  });

  it('refuses years before 2011 and years in the wrong order', async () => {
    await expect(makeTemplate({ from: 2010, to: 2012 })).rejects.toThrow(RangeError);
    await expect(makeTemplate({ from: 2014, to: 2012 })).rejects.toThrow(RangeError);
    await expect(makeTemplate({ from: 2012, to: 2012, listRows: 0 })).rejects.toThrow(RangeError);
  });

  it('gives the list of 七 as many rows as asked for', async () => {
    const long = snapshotOf('2012年', await makeTemplate({ from: 2012, to: 2012, listRows: 20 }));
    const [report] = readBook([long], form).reports;
    expect(report!.located.listRows).toBe(20);
  });
});

describe('a workbook with figures', () => {
  const readFilled = async (values: TemplateValues) => {
    const filled = await makeTemplate({ ...options, values });
    return {
      filled,
      book: readBook(
        readWorkbook(filled).sheets.map((sheet) => sheet.snapshot),
        form,
      ),
    };
  };

  it('carries the results of its formulas, so that no engine is needed', async () => {
    const values = tidy();
    const { filled } = await readFilled(values);
    const sheet = snapshotOf('2014年', filled);
    expect(contentAt(sheet, areaOf('audit.total/year'))!.value).toBe(24);
    expect(contentAt(sheet, areaOf('audit.voluntary/cumulative'))!.value).toBe(30 + 12 + 24 + 12);
    expect(contentAt(sheet, areaOf('audit.total/cumulative'))!.value).toBe(2 * 78);
    expect([...sheet.cells.values()].filter((content) => content.uncomputed)).toEqual([]);
  });

  it('is found, living, and without a hard or soft finding where nothing is wrong', async () => {
    const { book } = await readFilled(tidy());
    expect(book.reports.map((report) => [report.year, report.living, report.located.missing])).toEqual(
      YEARS.map((year) => [year, true, []]),
    );
    expect(book.ledger!.years).toEqual(YEARS);
    const findings = check(book, { stage: 'draft', currentYear: 2015 }).filter(
      (finding) => finding.severity !== 'info',
    );
    expect(findings).toEqual([]);
  });

  it('marks in the workbook exactly what the core finds', async () => {
    const values = tidy();
    const cells = values.years!.get(2014)! as Map<CellKey, CellValue>;
    const wrong: [CellKey, CellValue][] = [
      ['training.officials/year', -3],
      ['training.enterprises/year', '约30'],
      ['audit.voluntary/year', 12.5],
      ['effect.dust/year', -4],
      ['coverage.chemical.total/year', 5],
      ['retrofit.proposed/cumulative', 3],
      ['effect.lead/year', { error: '#DIV/0!' }],
      ['capacity.experts/value', 0],
      ['documents.1.date/value', 45000],
      ['documents.2.title/value', '没有文号'],
    ];
    for (const [key, value] of wrong) cells.set(key, value);
    const { filled, book } = await readFilled(values);
    const native = new Set(nativeRules(form));
    const found = new Set(
      check(book, { stage: 'draft', currentYear: 2015 })
        .filter(
          (finding) => native.has(finding.rule) && finding.severity !== 'info' && finding.sheet === '2014年',
        )
        .map((finding) => ownCell(finding)!.address),
    );
    const sheet = snapshotOf('2014年', filled);
    const marked = [...layout.cells.keys()].map(areaOf).filter((address) => {
      const { row, column } = parseAddress(address)!;
      return Number(sheet.cells.get(indexOf(row, column + 14))?.value ?? 0) > 0;
    });
    expect(new Set(marked)).toEqual(new Set([...found, areaOf('documents.2.date/value')]));
    expect(marked.length).toBeGreaterThan(10);
  });

  it('stores an error that a formula results in as an error', async () => {
    const values = tidy();
    (values.years!.get(2014)! as Map<CellKey, CellValue>).set('effect.lead/year', { error: '#DIV/0!' });
    const { filled } = await readFilled(values);
    expect(contentAt(snapshotOf('2014年', filled), areaOf('effect.lead/cumulative'))!.value).toEqual({
      error: '#DIV/0!',
    });
    expect(Buffer.from(await makeTemplate({ ...options, values })).equals(Buffer.from(filled))).toBe(true);
  });

  it('keeps explanations under rule, year, indicator and period', async () => {
    const { filled } = await readFilled({
      ...tidy(),
      explanations: [
        {
          rule: 'TYP-03',
          year: 2014,
          id: 'effect.dust',
          period: 'year',
          value: -4,
          reason: '新增生产线',
          author: '张三',
          date: 42009,
        },
      ],
    });
    const sheet = snapshotOf('审核说明', filled);
    expect(
      ['B2', 'C2', 'D2', 'E2', 'F2', 'G2', 'H2', 'I2'].map((address) => contentAt(sheet, address)!.value),
    ).toEqual(['规则', '年度', '指标', '期间', '数值', '说明', '填写人', '日期']);
    expect(contentAt(sheet, 'A3')!.value).toBe('TYP-03|2014|五、实施效果 环境效果 粉尘|本年|-4');
    expect(contentAt(sheet, 'D3')!.value).toBe('五、实施效果 环境效果 粉尘');
  });
});

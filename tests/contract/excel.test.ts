/** The Excel adapter through the real Office.js, on every edition that the product promises something for. */
import { attachExcel, type ExcelHost } from '../../src/hosts/excel/host';
import { createExcelHost } from '../../src/hosts/excel/index';
import { type Edition, EmulatedExcel, LEVELS } from '../excel-host/excel';
import { installOffice } from '../excel-host/node';
import { bookOf } from '../excel-host/open';
import { type Fixture, fixture } from './fixture';
import { describeHost } from './host';
import { describeShape } from './shape';

let remove: () => void = () => undefined;
let excel: EmulatedExcel | null = null;

async function open(given: Fixture, edition: Edition): Promise<{ host: ExcelHost; excel: EmulatedExcel }> {
  excel = new EmulatedExcel(bookOf(given), LEVELS[edition]);
  excel.book.recalculate();
  remove = installOffice(excel);
  return { host: await createExcelHost({ sweepEvery: 0 }), excel };
}

/** Everything that is under way in the client, the transport and the emulated Excel. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((done) => setTimeout(done, 0));
};

afterEach(async () => {
  await settle();
  remove();
  expect(excel?.unknown ?? []).toEqual([]);
});

for (const edition of Object.keys(LEVELS) as Edition[]) {
  describeHost(
    `Excel (${edition})`,
    async (given) => {
      const { host, excel: running } = await open(given, edition);
      return {
        host,
        settle,
        type: (sheet, address, input) => running.person.type(sheet, address, input),
        undo: () => running.person.undo(),
      };
    },
    { merges: LEVELS[edition] >= 13 },
  );
}

describeShape('Excel', async (given) => (await open(given, 'Microsoft 365')).host);

test("an old office.js promises no undo step of Excel's, whatever Excel can", async () => {
  const { host } = await open(fixture(), 'Microsoft 365');
  const old = await attachExcel({ sweepEvery: 0, grouping: false });
  expect([host.capabilities.undo, old.capabilities.undo]).toEqual([true, false]);
  host.dispose();
  old.dispose();
});

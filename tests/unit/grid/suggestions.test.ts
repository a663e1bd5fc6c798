import { LocaleType, LogLevel, Univer, UniverInstanceType } from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import { UniverDataValidationPlugin } from '@univerjs/data-validation';
import { UniverFormulaEnginePlugin } from '@univerjs/engine-formula';
import { UniverSheetsPlugin } from '@univerjs/sheets';
import { UniverSheetsDataValidationPlugin } from '@univerjs/sheets-data-validation';
import { UniverSheetsFormulaPlugin } from '@univerjs/sheets-formula';
import '@univerjs/sheets/facade';
import '@univerjs/sheets-data-validation/facade';
import { validationRules } from '../../../src/hosts/grid/rules';
import { takeOtherWords } from '../../../src/hosts/grid/suggestions';

/** How Univer judges a word beside a list of 山东省 and 青岛市. */
async function judged(word: string, showErrorMessage: boolean): Promise<string> {
  const univer = new Univer({ logLevel: LogLevel.SILENT, locale: LocaleType.ZH_CN, locales: {} });
  const plugins = [
    UniverFormulaEnginePlugin,
    UniverSheetsPlugin,
    UniverSheetsFormulaPlugin,
    UniverDataValidationPlugin,
    UniverSheetsDataValidationPlugin,
  ];
  for (const plugin of plugins) univer.registerPlugin(plugin as never);
  const api = FUniver.newAPI(univer);
  const rules = validationRules([
    { type: 'list', range: 'A1', values: ['山东省', '青岛市'], allowBlank: true, showErrorMessage },
  ]);
  const book = {
    id: 'book',
    sheetOrder: ['one'],
    sheets: { one: { id: 'one', name: '2014年', cellData: { 0: { 0: { v: word } } } } },
    resources: [{ name: 'SHEET_DATA_VALIDATION_PLUGIN', data: JSON.stringify({ one: rules }) }],
  };
  univer.createUnit(UniverInstanceType.UNIVER_SHEET, book);
  takeOtherWords(univer.__getInjector());
  const [[status]] = (await api
    .getActiveWorkbook()!
    .getActiveSheet()
    .getRange('A1')
    .getValidatorStatus()) as [[string]];
  univer.dispose();
  return status;
}

test.each([
  ['青岛市', true, 'valid'],
  ['济南市', true, 'invalid'],
  ['济南市', false, 'valid'],
])('%s, where only what is listed may stand there: %s: %s', async (word, only, status) => {
  expect(await judged(word, only)).toBe(status);
});

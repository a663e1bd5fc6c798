/** template: the official workbook. */
import { readFileSync } from 'node:fs';
import { mergeValues, type ValuesInput, valuesSchema } from '../app/values';
import { makeTemplate } from '../template/template';
import { save } from './files';
import { EXIT, type Run, type Say, UsageError } from './usage';

export const template: Run = async (_names, values, say) => {
  const [from, to] = [Number(values.from), Number(values.to ?? values.from)];
  const listRows = Number(values.documents ?? 8);
  if (!values.output) throw new UsageError(say('noOutput'));
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 2011 || to < from || to > 2200) {
    throw new UsageError(say('badYears'));
  }
  if (!Number.isInteger(listRows) || listRows < 1 || listRows > 200) throw new UsageError(say('badRows'));
  const { region, values: filled } = mergeValues((values.values ?? []).map((file) => readValues(file, say)));
  const name = values.region ?? region;
  const bytes = await makeTemplate({ from, to, listRows, values: filled, ...(name ? { region: name } : {}) });
  save(values.output, bytes, say);
  process.stderr.write(`${say('written', { file: values.output })}\n`);
  return EXIT.done;
};

function readValues(file: string, say: Say): ValuesInput {
  try {
    return valuesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new UsageError(say('badValues', { file }));
  }
}

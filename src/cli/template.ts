/** template: the official workbook. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { mergeValues, type ValuesInput, valuesSchema } from '../app/values';
import { type AddinReference, STORE_TYPES } from '../template/addin';
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
  const addin = values.addin === undefined ? {} : { addin: readAddin(values.addin, say) };
  const place = name ? { region: name } : {};
  const bytes = await makeTemplate({ from, to, listRows, values: filled, ...place, ...addin });
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

const addinSchema = z.object({
  storeType: z.enum(STORE_TYPES),
  store: z.string().min(1),
  id: z.string().regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|WA\d+)$/i),
  version: z.string().regex(/^\d+(\.\d+){3}$/),
});

/** STORETYPE,STORE,ID,VERSION */
function readAddin(text: string, say: Say): AddinReference {
  const [storeType, store, id, version, ...rest] = text.split(',').map((piece) => piece.trim());
  const read = addinSchema.safeParse({ storeType, store, id, version });
  if (!read.success || rest.length > 0) {
    throw new UsageError(say('badAddin', { types: STORE_TYPES.join(say('or')) }));
  }
  return read.data;
}

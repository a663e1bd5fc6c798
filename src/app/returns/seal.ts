/** Files that we wrote and may replace: their properties hold a fingerprint of all the rest. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { fingerprint } from '../../core/values/fingerprint';

export interface Parts {
  readonly names: readonly string[];
  get(name: string): Uint8Array | undefined;
}

const PROPERTIES = 'docProps/core.xml';

export const seal = (bytes: Uint8Array): Uint8Array => sealed(unzipSync(bytes));

/** The file made of these parts. */
export function sealed(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const mark = markOf({ names: Object.keys(parts), get: (name) => parts[name] });
  const properties = strFromU8(parts[PROPERTIES]!).replace(/<\/(\w+:)?coreProperties>/, `${mark}$&`);
  return zipSync({ ...parts, [PROPERTIES]: strToU8(properties) }, { level: 6, mtime: new Date(1980, 0, 1) });
}

/** Whether nothing in it was changed since. */
export function isSealed(parts: Parts): boolean {
  const properties = parts.get(PROPERTIES);
  return properties !== undefined && new TextDecoder().decode(properties).includes(markOf(parts));
}

function markOf(parts: Parts): string {
  const { names } = parts;
  const others = names.filter((name) => name !== PROPERTIES && !name.endsWith('/')).sort();
  return `<dc:identifier>cpreport:${fingerprint(others.map((name) => parts.get(name)!))}</dc:identifier>`;
}

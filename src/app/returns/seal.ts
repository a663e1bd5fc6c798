/** Files that we wrote and may replace: their properties hold a fingerprint of all the rest. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { fingerprint } from '../../core/values/fingerprint';

export interface Parts {
  readonly names: readonly string[];
  get(name: string): Uint8Array | undefined;
  forget?(name: string): void;
}

export const PROPERTIES = 'docProps/core.xml';

export const seal = (bytes: Uint8Array): Uint8Array => sealed(unzipSync(bytes));

/** The file made of these parts. */
export function sealed(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const print = printOf({ names: Object.keys(parts), get: (name) => parts[name] });
  const properties = withMark(strFromU8(parts[PROPERTIES]!), print);
  return zipSync({ ...parts, [PROPERTIES]: strToU8(properties) }, { level: 6, mtime: new Date(1980, 0, 1) });
}

/** The properties with the fingerprint of all other parts, in the order of their names. */
export const withMark = (properties: string, print: string): string =>
  properties.replace(/<\/(\w+:)?coreProperties>/, `${markOf(print)}$&`);

/** Whether nothing in it was changed since. */
export function isSealed(parts: Parts): boolean {
  const properties = parts.get(PROPERTIES);
  return properties !== undefined && new TextDecoder().decode(properties).includes(markOf(printOf(parts)));
}

function printOf(parts: Parts): string {
  const others = parts.names.filter((name) => name !== PROPERTIES && !name.endsWith('/')).sort();
  return fingerprint(contents());

  function* contents(): Generator<Uint8Array> {
    for (const name of others) {
      yield parts.get(name)!;
      parts.forget?.(name);
    }
  }
}

const markOf = (print: string): string => `<dc:identifier>cpreport:${print}</dc:identifier>`;

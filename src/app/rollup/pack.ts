/** The parts of a workbook put together one after the other: where they go, who packs them decides. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { createFingerprint } from '../../core/values/fingerprint';
import { PROPERTIES, withMark } from '../returns/seal';

export interface Packer {
  /** A part, in pieces, each good until the next one is asked for; the next part is added when this one is done. */
  add(path: string, pieces: Iterable<Uint8Array>): Promise<void>;
  /** The parts of a workbook that was written here, by their paths. */
  unpack(bytes: Uint8Array): Readonly<Record<string, Uint8Array>>;
}

/** Paths, and how each part is made when its turn comes. */
export type Parts = Readonly<Record<string, () => Iterable<Uint8Array>>>;

/** Sealed (returns/seal.ts): the parts in the order in which the seal reads them, the properties last. */
export async function packSealed(parts: Parts, packer: Packer): Promise<void> {
  const print = createFingerprint();
  for (const path of Object.keys(parts).sort()) {
    if (path === PROPERTIES) continue;
    await packer.add(path, printed(parts[path]!()));
    print.close();
  }
  const properties = strFromU8(joined(parts[PROPERTIES]!()));
  await packer.add(PROPERTIES, [strToU8(withMark(properties, print.text()))]);

  function* printed(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
    for (const piece of pieces) {
      print.add(piece);
      yield piece;
    }
  }
}

/** All in memory: for a page. */
export function createMemoryPacker(): Packer & { bytes(): Uint8Array } {
  const parts: Record<string, Uint8Array> = {};
  return {
    add(path, pieces) {
      parts[path] = joined(pieces);
      return Promise.resolve();
    },
    unpack: unzipSync,
    bytes: () => zipSync(parts, { level: 6, mtime: new Date(1980, 0, 1) }),
  };
}

export function joined(pieces: Iterable<Uint8Array>): Uint8Array {
  const all = Array.from(pieces, (piece) => piece.slice());
  const whole = new Uint8Array(all.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of all) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

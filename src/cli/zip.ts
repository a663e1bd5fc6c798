/** A zip written part by part: of each, only what is deflated is held, until its size is known. */
import { constants, deflateRawSync } from 'node:zlib';
import type { Packer } from '../app/rollup/pack';
import { CENTRAL, END, FIRST_DAY, LOCAL, openZip, UTF8_NAMES } from '../hosts/xlsx/zip';
import { checksum } from './inflate';

const DEFLATED = 8;
/** Of sheets as small as the next one makes them, in two thirds of its time. */
const LEVEL = 5;
/** Nothing that comes from outside is read here. */
const UNLIMITED = { file: Infinity, part: Infinity, total: Infinity, ratio: Infinity };

export function createZip(
  write: (bytes: Uint8Array) => void | Promise<void>,
): Packer & { end(): Promise<void> } {
  const records: Buffer[] = [];
  let length = 0;
  /** Where parts are put together, one after the other: what zlib gives back pins 16 kB for each piece. */
  let room = Buffer.alloc(1 << 20);
  const put = async (bytes: Uint8Array): Promise<void> => {
    length += bytes.length;
    await write(bytes);
  };
  return {
    async add(path, pieces) {
      const { deflated, inflated, crc } = deflate(pieces);
      const name = Buffer.from(path);
      const facts = Buffer.alloc(26);
      facts.writeUInt16LE(20, 0);
      facts.writeUInt16LE(UTF8_NAMES, 2);
      facts.writeUInt16LE(DEFLATED, 4);
      facts.writeUInt16LE(FIRST_DAY, 8);
      facts.writeUInt32LE(crc, 10);
      facts.writeUInt32LE(deflated.length, 14);
      facts.writeUInt32LE(inflated, 18);
      facts.writeUInt16LE(name.length, 22);
      const record = Buffer.alloc(46);
      record.writeUInt32LE(CENTRAL, 0);
      record.writeUInt16LE(20, 4);
      facts.copy(record, 6);
      record.writeUInt32LE(length, 42);
      records.push(record, name);
      const start = Buffer.alloc(4);
      start.writeUInt32LE(LOCAL, 0);
      for (const bytes of [start, facts, name, deflated]) await put(bytes);
    },
    unpack(bytes) {
      const zip = openZip(bytes, UNLIMITED);
      return Object.fromEntries(zip.names.map((name) => [name, zip.get(name)!]));
    },
    async end() {
      const start = length;
      for (const record of records) await put(record);
      const size = length - start;
      const end = Buffer.alloc(22);
      end.writeUInt32LE(END, 0);
      end.writeUInt16LE(records.length / 2, 8);
      end.writeUInt16LE(records.length / 2, 10);
      end.writeUInt32LE(size, 12);
      end.writeUInt32LE(start, 16);
      await put(end);
    },
  };

  /** Each piece by itself, flushed so that the next can follow: a stream would pass each of them to another thread and back. */
  function deflate(pieces: Iterable<Uint8Array>): Deflated {
    let deflated = 0;
    let inflated = 0;
    let crc = 0;
    const keep = (chunk: Buffer): void => {
      if (deflated + chunk.length > room.length)
        room = Buffer.concat([room], 2 * Math.max(room.length, chunk.length));
      deflated += chunk.copy(room, deflated);
    };
    for (const piece of pieces) {
      inflated += piece.length;
      crc = checksum(piece, crc);
      keep(deflateRawSync(piece, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH }));
    }
    keep(deflateRawSync(new Uint8Array()));
    return { deflated: room.subarray(0, deflated), inflated, crc };
  }
}

interface Deflated {
  /** Good until the next part is added. */
  readonly deflated: Uint8Array;
  readonly inflated: number;
  readonly crc: number;
}

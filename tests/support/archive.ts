/** Archives and compound files laid out byte by byte: what no honest program writes. */
import { checksum as crcOf } from '../../src/hosts/xlsx/inflate';
import { deflateRawSync } from 'node:zlib';

export interface Entry {
  readonly name: string;
  readonly data: Uint8Array;
  /** How often the data stands there, one after the other. */
  readonly times?: number;
  /** What the directory says instead of the truth. */
  readonly declared?: number;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A zip in which data may stand a million times over: it is deflated once, and the piece is repeated. */
export function pack(entries: readonly Entry[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let length = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const { name, data, times = 1, declared = data.length * times } of entries) {
    const start = length;
    const local = new Uint8Array(30 + text(name).length);
    local.set(text(name), 30);
    put(local);
    const body = deflated(data, times);
    body.forEach(put);
    const size = body.reduce((sum, piece) => sum + piece.length, 0);
    const crc = times === 1 ? crcOf(data) : 0; // nothing of that size is ever read to its end
    const head = header(name, size, declared, crc);
    local.set(head.local.subarray(0, 30));
    new DataView(head.record.buffer).setUint32(42, start, true);
    records.push(head.record);
  }
  const directory = length;
  records.forEach(put);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, length - directory, true);
  view.setUint32(16, directory, true);
  put(end);
  return new Uint8Array(Buffer.concat(pieces));
}

/** A block that ends on a byte can be followed by itself. */
function deflated(data: Uint8Array, times: number): Uint8Array[] {
  if (times === 1) return [deflateRawSync(data)];
  const block = deflateRawSync(data, { finishFlush: 3 /* Z_FULL_FLUSH */ });
  return [...Array.from({ length: times }, () => block), Uint8Array.of(3, 0)];
}

function header(
  name: string,
  deflatedSize: number,
  size: number,
  crc: number,
): { local: Uint8Array; record: Uint8Array } {
  const encoded = text(name);
  const record = new Uint8Array(46 + encoded.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, 20, true);
  view.setUint16(6, 20, true);
  view.setUint16(8, 0x0800, true);
  view.setUint16(10, 8, true);
  view.setUint16(14, 0x21, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, deflatedSize, true);
  view.setUint32(24, size, true);
  view.setUint16(28, encoded.length, true);
  record.set(encoded, 46);
  const local = new Uint8Array(30);
  new DataView(local.buffer).setUint32(0, 0x04034b50, true);
  local.set(record.subarray(6, 30), 4);
  return { local, record };
}

const SECTOR = 512;
const FREE = 0xffffffff;
const LAST = 0xfffffffe;

/** A compound file (.xls, .doc, encrypted files): header, one table of sectors, the directory, the streams. */
export function compoundFile(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const all = Object.entries(streams).map(([name, data]) => {
    // Shorter streams would stand in a stream of their own.
    const padded = new Uint8Array(Math.max(4096, Math.ceil(data.length / SECTOR) * SECTOR));
    padded.set(data);
    return { name, data: padded };
  });
  const directorySectors = Math.ceil((all.length + 1) / 4);
  const sectors = 1 + directorySectors + all.reduce((sum, { data }) => sum + data.length / SECTOR, 0);
  const bytes = new Uint8Array((sectors + 1) * SECTOR);
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(0x18, 0x3e, true);
  view.setUint16(0x1a, 3, true);
  view.setUint16(0x1c, 0xfffe, true);
  view.setUint16(0x1e, 9, true);
  view.setUint16(0x20, 6, true);
  view.setUint32(0x2c, 1, true);
  view.setUint32(0x30, 1, true);
  view.setUint32(0x38, 4096, true);
  for (const at of [0x3c, 0x44]) view.setUint32(at, LAST, true);
  for (let at = 0x4c; at < SECTOR; at += 4) view.setUint32(at, at === 0x4c ? 0 : FREE, true);

  const table = SECTOR;
  for (let at = 0; at < SECTOR / 4; at++) view.setUint32(table + at * 4, FREE, true);
  view.setUint32(table, 0xfffffffd, true);
  const chain = (first: number, count: number): void => {
    for (let at = 0; at < count; at++)
      view.setUint32(table + (first + at) * 4, at === count - 1 ? LAST : first + at + 1, true);
  };
  chain(1, directorySectors);
  let next = 1 + directorySectors;
  writeName(view, 2 * SECTOR, 'Root Entry', 5, LAST, 0, 1);
  all.forEach(({ name, data }, index) => {
    const count = data.length / SECTOR;
    const sibling = index + 1 < all.length ? index + 2 : FREE;
    writeName(view, 2 * SECTOR + (index + 1) * 128, name, 2, next, data.length, FREE, sibling);
    bytes.set(data, (next + 1) * SECTOR);
    chain(next, count);
    next += count;
  });
  return bytes;
}

function writeName(
  view: DataView,
  at: number,
  name: string,
  type: number,
  start: number,
  size: number,
  child: number,
  sibling = FREE,
): void {
  [...name].forEach((letter, index) => view.setUint16(at + index * 2, letter.charCodeAt(0), true));
  view.setUint16(at + 64, (name.length + 1) * 2, true);
  view.setUint8(at + 66, type);
  view.setUint8(at + 67, 1);
  view.setUint32(at + 68, FREE, true);
  view.setUint32(at + 72, sibling, true);
  view.setUint32(at + 76, child, true);
  view.setUint32(at + 116, start, true);
  view.setUint32(at + 120, size, true);
}

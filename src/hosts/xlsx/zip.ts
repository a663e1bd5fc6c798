/** A bounded zip reader and writer: nothing is inflated before its declared size was accepted. */
import { fail, XlsxError } from './error';
import { checksum, deflate, inflate } from './inflate';
import { demandZip } from './kind';
import { latin } from './xml';

export interface ZipLimits {
  /** Bytes of the file itself, of one part inflated, of all parts read. */
  readonly file: number;
  readonly part: number;
  readonly total: number;
  readonly entries: number;
  /** Inflated to deflated, for parts of a megabyte and more. */
  readonly ratio: number;
}

export const ZIP_LIMITS: ZipLimits = {
  file: 64 << 20,
  part: 32 << 20,
  total: 96 << 20,
  entries: 4000,
  ratio: 250,
};

interface Entry {
  /** With forward slashes. */
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly deflated: number;
  readonly inflated: number;
  /** Where its local header begins. */
  readonly offset: number;
  /** Its record in the central directory. */
  readonly record: Uint8Array;
}

export interface Zip {
  readonly names: readonly string[];
  /** Names are compared without regard to case. */
  has(name: string): boolean;
  /** The inflated bytes, checked against size and checksum. */
  get(name: string): Uint8Array | undefined;
  /** Inflated anew when it is asked for again. */
  forget(name: string): void;
  /** The same, and it counts for nothing in what was read in all. */
  release(name: string): void;
  /** The archive with some parts replaced or added and some (null) left out; all others keep their very bytes. */
  replace(parts: ReadonlyMap<string, Uint8Array | null>): Uint8Array;
}

export const LOCAL = 0x04034b50;
export const CENTRAL = 0x02014b50;
export const END = 0x06054b50;
const MEGABYTE = 1 << 20;
export const UTF8_NAMES = 0x0800;
/** 1980-01-01, as zip writes dates: the same parts give the same bytes. */
export const FIRST_DAY = 0x21;

export function openZip(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): Zip {
  const bounds = { ...ZIP_LIMITS, ...limits };
  demandZip(bytes);
  if (bytes.length > bounds.file) fail('TOO_BIG', `${bytes.length} bytes`);
  const view = viewOf(bytes);
  const end = findEnd(bytes, view);
  const directory = view.getUint32(end + 16, true);
  const entries = readDirectory(bytes, view, directory, view.getUint16(end + 10, true), bounds.entries);
  const cache = new Map<string, Uint8Array>();
  let total = 0;

  function get(name: string): Uint8Array | undefined {
    const key = name.toLowerCase();
    const entry = entries.get(key);
    const known = cache.get(key);
    if (!entry || known) return known;
    const { inflated, deflated } = entry;
    total += inflated;
    if (inflated > bounds.part || total > bounds.total || isBomb(inflated, deflated, bounds.ratio)) {
      fail('TOO_BIG', `inflates to ${inflated} bytes`, entry.name);
    }
    const content = readEntry(bytes, view, entry);
    cache.set(key, content);
    return content;
  }

  return {
    names: [...entries.values()].map((entry) => entry.name),
    has: (name) => entries.has(name.toLowerCase()),
    get,
    forget: (name) => void cache.delete(name.toLowerCase()),
    release(name) {
      const key = name.toLowerCase();
      if (cache.delete(key)) total -= entries.get(key)!.inflated;
    },
    replace: (parts) => rebuild(bytes, view, [...entries.values()], directory, end, parts),
  };
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const isBomb = (inflated: number, deflated: number, ratio: number): boolean =>
  inflated > MEGABYTE && inflated > deflated * ratio;

function findEnd(bytes: Uint8Array, view: DataView): number {
  const last = bytes.length - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) <= bytes.length)
      return at;
  }
  return fail('TRUNCATED', 'no end of central directory');
}

function readDirectory(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  count: number,
  most: number,
): Map<string, Entry> {
  if (count === 0xffff || start === 0xffffffff) fail('BAD_ZIP', 'zip64');
  if (count > most) fail('TOO_BIG', `${count} zip entries`);
  const entries = new Map<string, Entry>();
  for (let at = start, left = count; left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) fail('BAD_ZIP', 'central directory');
    const named = at + 46 + view.getUint16(at + 28, true);
    const next = named + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) fail('BAD_ZIP', 'central directory');
    const name = nameIn(bytes, at + 46, named);
    const key = name.toLowerCase();
    if (entries.has(key)) fail('BAD_ZIP', 'entry twice', name);
    const flags = view.getUint16(at + 8, true);
    if (flags & 1) fail('ENCRYPTED', 'zip encryption', name);
    entries.set(key, {
      name,
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      deflated: view.getUint32(at + 20, true),
      inflated: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      record: bytes.subarray(at, next),
    });
    at = next;
  }
  return entries;
}

const decoder = new TextDecoder();

function nameIn(bytes: Uint8Array, start: number, end: number): string {
  const simple = latin(bytes, start, end);
  const name = /[^\x00-\x7f]/.test(simple) ? decoder.decode(bytes.subarray(start, end)) : simple;
  return name.includes('\\') ? name.replaceAll('\\', '/') : name;
}

/** Where an entry's data begins; throws where it does not lie inside the file. */
function dataStart(bytes: Uint8Array, view: DataView, { offset, deflated, name }: Entry): number {
  if (offset + 30 > bytes.length) fail('TRUNCATED', 'entry past the end', name);
  if (view.getUint32(offset, true) !== LOCAL) fail('BAD_ZIP', 'local header', name);
  const named = offset + 30 + view.getUint16(offset + 26, true);
  if (nameIn(bytes, offset + 30, named) !== name) fail('BAD_ZIP', 'another name in the local header', name);
  const start = named + view.getUint16(offset + 28, true);
  if (start + deflated > bytes.length) fail('TRUNCATED', 'entry past the end', name);
  return start;
}

function readEntry(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const start = dataStart(bytes, view, entry);
  const raw = bytes.subarray(start, start + entry.deflated);
  if (entry.method !== 0 && entry.method !== 8) fail('BAD_ZIP', `method ${entry.method}`, entry.name);
  const content =
    entry.method === 0 ? raw : guard(entry.name, () => inflate(raw, entry.inflated, entry.name));
  if (content.length !== entry.inflated || checksum(content) !== entry.crc)
    fail('CRC', 'checksum', entry.name);
  return content;
}

function guard<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof XlsxError) throw error;
    throw new XlsxError('CRC', error instanceof Error ? error.message : String(error), name);
  }
}

function rebuild(
  bytes: Uint8Array,
  view: DataView,
  entries: readonly Entry[],
  directory: number,
  end: number,
  parts: ReadonlyMap<string, Uint8Array | null>,
): Uint8Array {
  const wanted = new Map([...parts].map(([name, content]) => [name.toLowerCase(), content]));
  const starts = [...entries.map((entry) => entry.offset), directory].sort((a, b) => a - b);
  const pieces: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let length = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    length += piece.length;
  };

  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const content = wanted.get(entry.name.toLowerCase());
    if (content === null) continue;
    const record = entry.record.slice();
    viewOf(record).setUint32(42, length, true);
    if (content === undefined) {
      const after = starts.find((start) => start > entry.offset) ?? directory;
      if (dataStart(bytes, view, entry) + entry.deflated > after)
        fail('BAD_ZIP', 'entries overlap', entry.name);
      put(bytes.subarray(entry.offset, after));
    } else {
      for (const piece of packEntry(record, content)) put(piece);
    }
    records.push(record);
  }
  for (const [name, content] of parts) {
    if (content === null || entries.some((entry) => entry.name.toLowerCase() === name.toLowerCase()))
      continue;
    const record = newRecord(name);
    viewOf(record).setUint32(42, length, true);
    for (const piece of packEntry(record, content)) put(piece);
    records.push(record);
  }
  const start = length;
  records.forEach(put);
  const tail = bytes.slice(end);
  const tailView = viewOf(tail);
  tailView.setUint16(8, records.length, true);
  tailView.setUint16(10, records.length, true);
  tailView.setUint32(12, length - start, true);
  tailView.setUint32(16, start, true);
  put(tail);
  return concat(pieces, length);
}

/** A central record of a part that was not there; the same on every run. */
function newRecord(name: string): Uint8Array {
  const encoded = new TextEncoder().encode(name);
  const record = new Uint8Array(46 + encoded.length);
  const view = viewOf(record);
  view.setUint32(0, CENTRAL, true);
  view.setUint16(4, 20, true);
  view.setUint16(6, 20, true);
  view.setUint16(8, UTF8_NAMES, true);
  view.setUint16(14, FIRST_DAY, true);
  view.setUint16(28, encoded.length, true);
  record.set(encoded, 46);
  return record;
}

/** Local header and data of a replaced part. Name and times stay; the central record is brought in line. */
function packEntry(record: Uint8Array, content: Uint8Array): Uint8Array[] {
  const central = viewOf(record);
  const data = deflate(content);
  central.setUint16(8, central.getUint16(8, true) & UTF8_NAMES, true);
  central.setUint16(10, 8, true);
  central.setUint32(16, checksum(content), true);
  central.setUint32(20, data.length, true);
  central.setUint32(24, content.length, true);
  const name = record.subarray(46, 46 + central.getUint16(28, true));
  const header = new Uint8Array(30 + name.length);
  const local = viewOf(header);
  local.setUint32(0, LOCAL, true);
  header.set(record.subarray(6, 30), 4); // version needed … name length stand alike in both
  header.set(name, 30);
  return [header, data];
}

function concat(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

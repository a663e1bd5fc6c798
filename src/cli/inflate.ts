/** Stands in the command line for hosts/xlsx/inflate (webpack.config.js): Node does it all natively. */
import { isAscii, isUtf8 } from 'node:buffer';
import zlib from 'node:zlib';
import { copied } from '../core/values/copied';
import { fail } from '../hosts/xlsx/error';
import { asItIs, type Pieces, type XmlSource } from '../hosts/xlsx/xml';

/** Never more than the declared size. */
export function inflate(raw: Uint8Array, size: number, name: string): Uint8Array {
  try {
    // In one chunk: nothing has to be put together.
    return zlib.inflateRawSync(raw, {
      maxOutputLength: Math.max(size, 1),
      chunkSize: Math.max(size + 1, 64),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      return fail('CRC', 'longer than declared', name);
    }
    throw error;
  }
}

export const deflate = (content: Uint8Array): Uint8Array => zlib.deflateRawSync(content, { level: 6 });

let table: Uint32Array | null = null;

/** CRC-32, of bytes that follow others where `before` is theirs; Node has its own from 20.15 on. */
export function checksum(bytes: Uint8Array, before = 0): number {
  const { crc32 } = zlib as { crc32?: (data: Uint8Array, value?: number) => number };
  if (crc32) return crc32(bytes, before);
  table ??= Uint32Array.from({ length: 256 }, (_none, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    return crc;
  });
  let crc = ~before;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

const BYTE_ORDER_MARK = 3;

/** UTF-8 as text, one character a byte; null where it is none. */
export function readBytes(bytes: Uint8Array): XmlSource | null {
  if (!isUtf8(bytes)) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? BYTE_ORDER_MARK : 0;
  return new Bytes(buffer.subarray(start), isAscii(bytes) ? asItIs : decodeBytes);
}

class Bytes implements XmlSource, Pieces {
  readonly text = this;
  readonly length: number;
  private whole: string | null = null;

  constructor(
    private readonly bytes: Buffer,
    readonly decode: XmlSource['decode'],
  ) {
    this.length = bytes.length;
  }

  get xml(): string {
    return (this.whole ??= this.slice());
  }

  slice(start = 0, end = this.length): string {
    return this.bytes.toString('latin1', start, end);
  }

  indexOf(sign: string, from = 0): number {
    return this.bytes.indexOf(sign, from, 'latin1');
  }

  lastIndexOf(sign: string, from = this.length): number {
    return this.bytes.lastIndexOf(sign, from, 'latin1');
  }
}

/** 2014年 stands in a workbook some dozen times. */
const decoded = new Map<string, string>();
const SHORT = 40;
const KEPT = 1000;

function decodeBytes(piece: string): string {
  if (!/[\u0080-\u00ff]/.test(piece)) return piece;
  if (piece.length > SHORT) return Buffer.from(piece, 'latin1').toString();
  let text = decoded.get(piece);
  if (text === undefined) {
    if (decoded.size >= KEPT) decoded.clear();
    decoded.set(copied(piece), (text = Buffer.from(piece, 'latin1').toString()));
  }
  return text;
}

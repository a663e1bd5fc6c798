/** Inflating, deflating and checking the parts of a zip, and reading their bytes. The command line has Node's own instead (src/cli/inflate.ts). */
import { deflateSync, Inflate, inflateSync } from 'fflate';
import { fail } from './error';
import type { XmlSource } from './xml';

const STEPWISE = 1 << 18;
const STEP = 1 << 14;

/** Into a buffer of the declared size, and in steps where there is much: a lie costs neither memory nor time. */
export function inflate(raw: Uint8Array, size: number, name: string): Uint8Array {
  const out = new Uint8Array(size);
  if (raw.length <= STEPWISE) return inflateSync(raw, { out });
  let length = 0;
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > size) fail('CRC', 'longer than declared', name);
    out.set(chunk, length);
    length += chunk.length;
  });
  for (let at = 0; at < raw.length; at += STEP)
    stream.push(raw.subarray(at, at + STEP), at + STEP >= raw.length);
  return out.subarray(0, length);
}

export const deflate = (content: Uint8Array): Uint8Array => deflateSync(content, { level: 6 });

const TABLE = Uint32Array.from({ length: 256 }, (_none, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** CRC-32 */
export function checksum(bytes: Uint8Array): number {
  let crc = -1;
  for (let at = 0; at < bytes.length; at++) crc = TABLE[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** UTF-8 as text, one character a byte; null where the platform cannot. */
export const readBytes = (_bytes: Uint8Array): XmlSource | null => null;

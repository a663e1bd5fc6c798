/** A short name for some bytes: other bytes have another one, but for chance. No defence against intent. */
export function fingerprint(parts: Iterable<Uint8Array>): string {
  // FNV-1a in two lanes of 32 bits, each part closed by its length.
  let one = 0x811c9dc5;
  let other = 0x1000193;
  for (const part of parts) {
    for (let at = 0; at < part.length; at++) {
      const byte = part[at]!;
      one = Math.imul(one ^ byte, 0x01000193);
      other = Math.imul(other ^ byte ^ (at & 0xff), 0x85ebca6b);
    }
    one = Math.imul(one ^ part.length, 0x01000193);
    other = Math.imul(other ^ part.length, 0x85ebca6b);
  }
  return [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

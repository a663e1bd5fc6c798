/** A short name for some bytes: other bytes have another one, but for chance. No defence against intent. */
export function fingerprint(parts: Iterable<Uint8Array>): string {
  const print = createFingerprint();
  for (const part of parts) {
    print.add(part);
    print.close();
  }
  return print.text();
}

export interface Fingerprint {
  /** The next bytes of a part. */
  add(piece: Uint8Array): void;
  /** The part ends. */
  close(): void;
  text(): string;
}

/** The same, of parts that come in pieces. */
export function createFingerprint(): Fingerprint {
  // FNV-1a in two lanes of 32 bits, each part closed by its length.
  let one = 0x811c9dc5;
  let other = 0x1000193;
  let length = 0;
  return {
    add(piece) {
      let [first, second] = [one, other];
      for (let at = 0; at < piece.length; at++) {
        const byte = piece[at]!;
        first = Math.imul(first ^ byte, 0x01000193);
        second = Math.imul(second ^ byte ^ ((length + at) & 0xff), 0x85ebca6b);
      }
      [one, other] = [first, second];
      length += piece.length;
    },
    close() {
      one = Math.imul(one ^ length, 0x01000193);
      other = Math.imul(other ^ length, 0x85ebca6b);
      length = 0;
    },
    text: () => [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join(''),
  };
}

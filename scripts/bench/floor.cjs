/** The least that a reader has to do: inflate every part, check it, decode it, and find every tag. */
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const zlib = require('node:zlib');

let tags = 0;
const folder = process.argv[2] ?? '.';
for (const name of readdirSync(folder)) {
  const bytes = readFileSync(join(folder, name));
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (; bytes.readUInt32LE(at) === 0x02014b50;) {
    const named = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const part = zlib.inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(at + 20)));
    if (zlib.crc32 && zlib.crc32(part) !== bytes.readUInt32LE(at + 16)) throw new Error(name);
    const xml = part.toString('utf8');
    for (let mark = xml.indexOf('<'); mark >= 0; mark = xml.indexOf('<', mark + 1)) {
      if (xml.indexOf('>', mark) > mark) tags++;
    }
    at += 46 + named + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}
console.log(tags);

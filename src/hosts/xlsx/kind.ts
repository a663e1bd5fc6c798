import { type XlsxErrorCode, fail } from './error';

const DIRECTORY = 0x30; // where a compound file says in which sector its directory begins
const SECTOR = 0x1e;

/** Throws what the bytes are instead, where they are no zip. */
export function demandZip(bytes: Uint8Array): void {
  if (bytes.length === 0) fail('EMPTY');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return;
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0)
    fail(kindOfCompound(bytes));
  fail(isHtml(bytes) ? 'HTML' : isTable(bytes) ? 'CSV' : 'NOT_ZIP');
}

/** What the bytes alone cannot say: the files of WPS are made like those of Excel and Word. */
export function kindNamed(code: XlsxErrorCode, name: string): XlsxErrorCode {
  if (code === 'LEGACY_XLS' && /\.et[t]?$/i.test(name)) return 'LEGACY_ET';
  if (code === 'LEGACY_DOC' && /\.wp[st]$/i.test(name)) return 'LEGACY_WPS';
  return code === 'NOT_ZIP' && /\.(?:csv|tsv)$/i.test(name) ? 'CSV' : code;
}

/** The container of .xls and .doc, and of every encrypted office file: its directory names the streams. */
function kindOfCompound(bytes: Uint8Array): XlsxErrorCode {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let names = utf16(bytes.subarray(0, 0x10000));
  if (bytes.length >= 512) {
    const size = 1 << Math.min(view.getUint16(SECTOR, true), 12);
    const start = (view.getUint32(DIRECTORY, true) + 1) * size;
    names += utf16(bytes.subarray(start, start + 4096));
  }
  if (/EncryptedPackage|EncryptionInfo/.test(names)) return 'ENCRYPTED';
  return names.includes('WordDocument') ? 'LEGACY_DOC' : 'LEGACY_XLS';
}

const utf16 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length & ~1));

/** Text without control characters whose first line has several fields, in whatever code page. */
function isTable(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 2048);
  if (start.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  const [first = ''] = new TextDecoder('latin1').decode(start).split(/[\r\n]/);
  return /[^,;\t][,;\t]/.test(first);
}

function isHtml(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 2048);
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? utf16(start) : new TextDecoder().decode(start);
  const comments = /^\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)*/.exec(text)![0];
  return (
    /^<(!doctype\s+html|html|head|body|table|meta|style)\b/i.test(text.slice(comments.length)) ||
    /<html[\s>]/i.test(text)
  );
}

/** Files of the person's machine: picked, dropped, handed over. */
import { downloadFile } from '../app/download';
import { fail } from '../hosts/xlsx/error';
import { ZIP_LIMITS } from '../hosts/xlsx/zip';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Other kinds may be chosen as well: they get a sentence that says what to do. */
const ACCEPT = `.xlsx,.xlsm,.docx,.xls,.et,.ods,.doc,${TYPE}`;

export function pickFile(): Promise<File | null> {
  return new Promise((done) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = ACCEPT;
    input.onchange = () => done(input.files?.[0] ?? null);
    input.oncancel = () => done(null);
    input.click();
  });
}

export const downloadBook = (name: string, bytes: Uint8Array): void => downloadFile(name, bytes, TYPE);

/** Throws XlsxError where there is more than anyone reports: it is not even fetched. */
export async function bytesOf(file: Blob): Promise<Uint8Array> {
  if (file.size > ZIP_LIMITS.file) fail('TOO_BIG', `${file.size} bytes`);
  return new Uint8Array(await file.arrayBuffer());
}

/** What is saved is .xlsx, whatever was opened (.xlsm keeps its name: its macros are kept too). */
export const nameToSave = (title: string): string => (/\.xls[xm]$/i.test(title) ? title : `${title}.xlsx`);

/** Without its folders. */
export const baseName = (path: string): string => path.split(/[\\/]/).at(-1)!;

/** 数值副本 beside the file that it was made of. */
export const nameOfCopy = (title: string): string => nameToSave(title).replace(/(\.xls[xm])$/i, '（数值）$1');

export const hasFiles = (event: DragEvent): boolean =>
  Array.from(event.dataTransfer?.types ?? []).includes('Files');

/** Files and folders of the person's machine, as they are chosen or dropped. */
import type { Picked } from './room';

export interface PickedFiles {
  readonly picked: readonly Picked[];
  /** Files of folders that are no reports. */
  readonly skipped: number;
}

const pickedOf = (file: File, path = file.webkitRelativePath || file.name): Picked => ({
  blob: file,
  path,
  modified: file.lastModified,
});

/** Each file that was named stays, whatever it is: what cannot be read is said. */
export const pickFiles = (files: Iterable<File>): PickedFiles => ({
  picked: [...files].map((file) => pickedOf(file)),
  skipped: 0,
});

export function pickFolder(files: Iterable<File>): PickedFiles {
  const all = [...files];
  const reports = all.filter(({ name }) => isReport(name));
  return { picked: reports.map((file) => pickedOf(file)), skipped: all.length - reports.length };
}

/** What is dropped has to be asked for while the drop lasts; the folders are gone through afterwards. */
export async function pickDropped(transfer: DataTransfer): Promise<PickedFiles> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  if (entries.every((entry) => entry === null)) return pickFiles(files);
  const parts = await Promise.all(
    entries.map(async (entry): Promise<PickedFiles> => {
      if (!entry) return { picked: [], skipped: 0 };
      if (!entry.isDirectory) return { picked: [await fileOf(entry as FileSystemFileEntry, '')], skipped: 0 };
      const inside = await filesIn(entry as FileSystemDirectoryEntry, `${entry.name}/`);
      const reports = inside.filter(({ path }) => isReport(path));
      return { picked: reports, skipped: inside.length - reports.length };
    }),
  );
  return {
    picked: parts.flatMap(({ picked }) => picked),
    skipped: parts.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** Whether more than one file, or a folder, is being dropped. */
export const isMany = ({ items }: DataTransfer): boolean =>
  items.length > 1 || [...items].some((item) => item.webkitGetAsEntry()?.isDirectory ?? false);

const fileOf = (entry: FileSystemFileEntry, folder: string): Promise<Picked> =>
  new Promise((resolve, reject) => entry.file((file) => resolve(pickedOf(file, folder + file.name)), reject));

async function filesIn(folder: FileSystemDirectoryEntry, path: string): Promise<Picked[]> {
  const reader = folder.createReader();
  const picked: Picked[] = [];
  for (;;) {
    // A browser gives a hundred at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return picked;
    for (const entry of entries) {
      if (entry.isDirectory)
        picked.push(...(await filesIn(entry as FileSystemDirectoryEntry, `${path}${entry.name}/`)));
      else picked.push(await fileOf(entry as FileSystemFileEntry, path));
    }
  }
}

/** What a reporter may send, read or not: where a set has to be whole, nothing of a folder is passed over. */
export const isReport = (path: string): boolean =>
  /\.(?:xls[xmb]?|ett?|ods|docx?|wps|rtf|pdf|zip|rar|7z)$/i.test(path) &&
  !/(?:^|[\\/])~\$[^\\/]*$/.test(path);

/** a.xlsx, and the second one of that name a (2).xlsx. */
export function unique(path: string, known: ReadonlySet<string>): string {
  if (!known.has(path)) return path;
  const at = path.lastIndexOf('.');
  const [stem, ending] = at > 0 ? [path.slice(0, at), path.slice(at)] : [path, ''];
  let number = 2;
  while (known.has(`${stem} (${number})${ending}`)) number++;
  return `${stem} (${number})${ending}`;
}

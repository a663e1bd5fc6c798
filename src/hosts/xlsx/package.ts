/** The parts of a workbook, found through their relationships and never by their customary names. */
import { XlsxError, fail } from './error';
import { type Attributes, decodeXml, parseXml, readXml, type XmlSource } from './xml';
import { type Zip, type ZipLimits, openZip } from './zip';

export interface Relationship {
  readonly id: string;
  /** The last piece of its type: worksheet, sharedStrings … the same in strict files. */
  readonly type: string;
  /** The part's path; null for a target outside of the file. */
  readonly target: string | null;
}

export interface SheetEntry {
  readonly name: string;
  readonly visible: boolean;
  readonly part: string;
}

export interface Package {
  readonly zip: Zip;
  readonly workbookPart: string;
  readonly sheets: readonly SheetEntry[];
  /** Workbook-scoped defined names. */
  readonly names: ReadonlyMap<string, string>;
  readonly date1904: boolean;
  readonly stringsPart: string | null;
  readonly stylesPart: string | null;
  readonly calcChain: Relationship | null;
  textOf(part: string): string;
  /** A part to be parsed. */
  xmlOf(part: string): string | XmlSource;
}

const KEPT = 4;

/** The files of a folder have the same relationships, word for word: what was read lately is known. */
function alike<Read, Rest extends readonly unknown[]>(read: (text: string, ...rest: Rest) => Read) {
  let lately: readonly { readonly text: string; readonly rest: Rest; readonly result: Read }[] = [];
  return (text: string, ...rest: Rest): Read => {
    const known = lately.find(
      (one) => one.text === text && one.rest.every((value, at) => value === rest[at]),
    );
    if (known) return known.result;
    const result = read(text, ...rest);
    lately = [{ text, rest, result }, ...lately].slice(0, KEPT);
    return result;
  };
}

const MOST_SHEETS = 1000;
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

export function openPackage(bytes: Uint8Array, limits?: Partial<ZipLimits>): Package {
  const zip = openZip(bytes, limits);
  const bytesOf = (part: string): Uint8Array => zip.get(part) ?? fail('BAD_REF', 'no such part', part);
  const textOf = (part: string): string => decodeXml(bytesOf(part), part);
  const workbookPart = findWorkbook(zip, textOf);
  const relations = relationsOf(zip, workbookPart, textOf);
  const partOf = (type: string): string | null => {
    const target = relations.find((relation) => relation.type === type)?.target;
    return target && zip.has(target) ? target : null;
  };
  return {
    zip,
    workbookPart,
    ...readDirectory(textOf(workbookPart), workbookPart, relations),
    stringsPart: partOf('sharedStrings'),
    stylesPart: partOf('styles'),
    calcChain: relations.find((relation) => relation.type === 'calcChain') ?? null,
    textOf,
    xmlOf: (part) => readXml(bytesOf(part), part),
  };
}

function findWorkbook(zip: Zip, textOf: (part: string) => string): string {
  const mimetype = zip.has('mimetype') ? new TextDecoder().decode(zip.get('mimetype')) : '';
  if (mimetype.startsWith(OPEN_DOCUMENT)) fail('ODS', mimetype);
  const root = relationsOf(zip, '', textOf).find((relation) => relation.type === 'officeDocument')?.target;
  if (!root || !zip.has(root)) return fail('NOT_XLSX', 'no workbook part');
  if (/\.bin$/i.test(root)) fail('XLSB', root);
  return root;
}

export const relationsPartOf = (part: string): string => {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
};

export function relationsOf(
  zip: Zip,
  part: string,
  textOf: (part: string) => string,
): readonly Relationship[] {
  const own = relationsPartOf(part);
  return zip.has(own) ? readRelations(textOf(own), part, own) : [];
}

const readRelations = alike((text: string, part: string, own: string): readonly Relationship[] => {
  const found: Relationship[] = [];
  parseXml(text, own, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship') return;
      const target = TargetMode === 'External' ? null : resolve(part, Target);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return found;
});

/** A target is absolute or relative to the part that names it; some writers use backslashes. */
function resolve(part: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const steps = path.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

type Directory = Pick<Package, 'sheets' | 'names' | 'date1904'>;

const readDirectory = alike((text: string, part: string, relations: readonly Relationship[]): Directory => {
  const sheets: SheetEntry[] = [];
  const known = { names: new Set<string>(), parts: new Set<string>() };
  const relationOf = new Map(relations.map((relation) => [relation.id, relation]));
  const names = new Map<string, string>();
  let root: string | null = null;
  let date1904 = false;
  let naming: string | null = null;
  let reference = '';
  parseXml(text, part, {
    open(name, attributes) {
      if (root === null) demandWorkbook((root = name), part);
      if (name === 'workbookPr') date1904 = isTrue(attributes.date1904);
      else if (name === 'sheet') addSheet(attributes);
      else if (name === 'definedName') {
        naming = attributes.localSheetId === undefined ? (attributes.name ?? null) : null;
        reference = '';
      }
    },
    text(piece) {
      if (naming !== null) reference += piece;
    },
    close(name) {
      if (name !== 'definedName' || naming === null) return;
      names.set(naming, reference.trim());
      naming = null;
    },
  });
  return { sheets, names, date1904 };

  function addSheet(attributes: Attributes): void {
    const id = relationId(attributes);
    const relation = relationOf.get(id ?? '');
    if (!relation) return fail('BAD_REF', `sheet ${attributes.name}: relationship ${id}`, part);
    if (relation.type !== 'worksheet' || relation.target === null) return; // a chart sheet holds no cells
    const visible = (attributes.state ?? 'visible') === 'visible';
    const { name = '' } = attributes;
    if (sheets.length >= MOST_SHEETS) fail('TOO_BIG', 'sheets', part);
    demandNew(known.names, name.toLowerCase());
    demandNew(known.parts, relation.target.toLowerCase());
    sheets.push({ name, visible, part: relation.target });
  }

  function demandNew(seen: Set<string>, name: string): void {
    if (seen.has(name)) fail('BAD_REF', `sheet twice: ${name}`, part);
    seen.add(name);
  }
});

/** r:id, whatever prefix the file gives the namespace; `sheetId` and a plain `id` are something else. */
function relationId(attributes: Attributes): string | undefined {
  const key = Object.keys(attributes).find((name) => name.endsWith(':id'));
  return key === undefined ? undefined : attributes[key];
}

function demandWorkbook(root: string, part: string): void {
  if (root === 'workbook') return;
  throw new XlsxError(root === 'document' ? 'WORD_FILE' : 'NOT_XLSX', `root element ${root}`, part);
}

export const isTrue = (value: string | undefined): boolean =>
  value === '1' || value === 'true' || value === 'on';

/**
 * Parts by which a workbook names the add-in whose pane Excel opens with it. Only where the person has that add-in: Excel
 * ignores them otherwise, and so does everything that is not Excel.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Where the add-in comes from, as Excel writes it ([MS-OWEXML] WebExtensionReference). */
export const STORE_TYPES = ['OMEX', 'SPCatalog', 'FileSystem', 'EXCatalog', 'Registry'] as const;

export interface AddinReference {
  /** EXCatalog: central deployment; FileSystem: a network share; Registry: sideloaded; OMEX: the store. */
  readonly storeType: (typeof STORE_TYPES)[number];
  /** EXCatalog, the path of the share, developer, or the store's language. */
  readonly store: string;
  /** The manifest's Id, or the store's number. */
  readonly id: string;
  /** The manifest's Version, four numbers. */
  readonly version: string;
}

/** Of this use in the workbook, not of the add-in. */
const INSTANCE = '{6D0C9B0A-2F57-4B52-9C4E-3C1B6E0F7A91}';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const EXTENSIONS = 'http://schemas.microsoft.com/office/webextensions';
const RELATIONS = 'http://schemas.microsoft.com/office/2011/relationships';
const CONTENT = 'application/vnd.ms-office.webextension';
const PANES = 'xl/webextensions/taskpanes.xml';
const EXTENSION = 'xl/webextensions/webextension1.xml';

/** The same workbook, every other part unchanged, that opens the add-in's pane beside it. */
export function nameAddin(bytes: Uint8Array, addin: AddinReference): Uint8Array {
  const parts = unzipSync(bytes);
  append(parts, '_rels/.rels', '</Relationships>', relation('rIdPanes', 'webextensiontaskpanes', PANES));
  append(
    parts,
    '[Content_Types].xml',
    '</Types>',
    `${override(PANES, `${CONTENT}taskpanes+xml`)}${override(EXTENSION, `${CONTENT}+xml`)}`,
  );
  parts[PANES] = strToU8(
    // Hidden at first: who has the add-in sees it, nobody is asked to install it.
    `${HEAD}<wetp:taskpanes xmlns:wetp="${EXTENSIONS}/taskpanes/2010/11">` +
      '<wetp:taskpane dockstate="right" visibility="0" width="350" row="4">' +
      `<wetp:webextensionref xmlns:r="${OFFICE}" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>`,
  );
  parts['xl/webextensions/_rels/taskpanes.xml.rels'] = strToU8(
    `${HEAD}<Relationships xmlns="${PACKAGE}">${relation('rId1', 'webextension', 'webextension1.xml')}</Relationships>`,
  );
  parts[EXTENSION] = strToU8(HEAD + describe(addin));
  return zipSync(parts, { level: 6, mtime: new Date(1980, 0, 1) });
}

function describe({ storeType, store, id, version }: AddinReference): string {
  const reference = Object.entries({ id, version, store, storeType })
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(' ');
  return (
    `<we:webextension xmlns:we="${EXTENSIONS}/webextension/2010/11" id="${INSTANCE}">` +
    `<we:reference ${reference}/><we:alternateReferences/>` +
    '<we:properties><we:property name="Office.AutoShowTaskpaneWithDocument" value="true"/></we:properties>' +
    `<we:bindings/><we:snapshot xmlns:r="${OFFICE}"/></we:webextension>`
  );
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;

const override = (part: string, type: string): string =>
  `<Override PartName="/${part}" ContentType="${type}"/>`;

const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

function append(parts: Record<string, Uint8Array>, path: string, before: string, added: string): void {
  const text = strFromU8(parts[path] ?? new Uint8Array());
  const at = text.lastIndexOf(before);
  if (at < 0) throw new Error(`${path} has no ${before}`);
  parts[path] = strToU8(text.slice(0, at) + added + text.slice(at));
}

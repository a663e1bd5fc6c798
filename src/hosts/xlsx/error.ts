export type XlsxErrorCode =
  | 'EMPTY' // no bytes at all
  | 'NOT_ZIP' // neither a zip nor anything we know
  | 'NOT_XLSX' // a zip, but no workbook
  | 'LEGACY_XLS' // .xls of Excel 97–2003
  | 'LEGACY_ET' // .et of WPS
  | 'LEGACY_DOC' // .doc of Word 97–2003
  | 'LEGACY_WPS' // .wps, the text of WPS
  | 'WORD_FILE' // .docx
  | 'CSV' // a table as plain text
  | 'XLSB' // the binary workbook
  | 'ODS' // OpenDocument
  | 'HTML' // a web page saved under the name of a workbook
  | 'ENCRYPTED'
  | 'TRUNCATED'
  | 'CRC'
  | 'BAD_ZIP'
  | 'XML'
  | 'DTD'
  | 'TOO_BIG'
  | 'BAD_REF' // a reference inside the file that leads nowhere
  | 'BAD_VALUE' // a number or date that is none
  // writing
  | 'NO_SHEET'
  | 'MERGED' // the cell lies under a merged one
  | 'ARRAY'; // the cell is part of an array formula or a data table

/** A file that cannot be read or written. `code` is worded in strings/; `detail` and `part` are for the log. */
export class XlsxError extends Error {
  override readonly name = 'XlsxError';
  constructor(
    readonly code: XlsxErrorCode,
    readonly detail = '',
    readonly part: string | null = null,
  ) {
    super([code, part, detail].filter(Boolean).join(': '));
  }
}

export function fail(code: XlsxErrorCode, detail = '', part: string | null = null): never {
  throw new XlsxError(code, detail, part);
}

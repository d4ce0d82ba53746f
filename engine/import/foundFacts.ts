import type { RawRead } from '../formats/defineFormat.ts';
import { rangeText } from './extent/SheetRange.ts';
import type { SheetParts } from './readSheet.ts';

/** What was found out about a file, in the words of reports and previews: rows and columns as a person counts them. */
export function foundFacts(raw: RawRead, { extent, header }: SheetParts) {
  return {
    format: raw.format,
    sheet: raw.sheet,
    sheets: raw.sheets.map(known => ({ ...known })),
    headerRows: header.rows.map(row => row + 1),
    headerEvidence: header.evidence,
    range: extent.range && rangeText(extent.range),
    rangeEvidence: extent.evidence,
    tables: [...extent.tables],
    encoding: raw.encoding,
    separator: raw.separator,
  };
}

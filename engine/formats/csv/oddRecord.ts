import { fieldText, type Dialect, type ScannedRecord } from './CsvScanner.ts';
import type { TextCells } from './TextCells.ts';
import type { RejectedRecord } from './TextRead.ts';

const SHOWN_CHARACTERS = 200;

/** What most records of a text look like. */
export interface Shape {
  /** Cells that most records have. */
  readonly nColumns: number;
  /** The first record with so many. */
  readonly firstFull: number;
  readonly dialect: Dialect;
}

/**
 * Puts a record into cells that may have another width than the common one: then it is left out and listed, except prose above the first
 * full record, and empty cells too many at the end.
 */
export function addRecord(
  record: ScannedRecord,
  row: number,
  shape: Shape,
  cells: TextCells,
  rejected: RejectedRecord[],
): void {
  const { nColumns, firstFull, dialect } = shape;
  const nFields = withoutExcess(record, nColumns, dialect);
  const isProse = row < firstFull && nFields < nColumns;
  if (nFields === nColumns || isProse) cells.add(record, row, nFields);
  else rejected.push({ row: row + 1, column: null, text: recordText(record), reason: 'raggedRow' });
}

/** Fields of a record, blank ones beyond the common width left out. */
function withoutExcess(record: ScannedRecord, nColumns: number, dialect: Dialect): number {
  let { nFields } = record;
  while (nFields > nColumns && fieldText(record, nFields - 1, dialect).trim() === '') nFields--;
  return nFields;
}

function recordText(record: ScannedRecord): string {
  const bytes = record.bytes.subarray(record.start, Math.min(record.end, record.start + SHOWN_CHARACTERS * 4));
  const text = Buffer.from(bytes).toString('utf8');
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

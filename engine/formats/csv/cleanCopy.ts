import type { Run } from '../../jobs/Run.ts';
import type { RawRead } from '../defineFormat.ts';
import { CsvScanner, fieldText, type Dialect, type ScannedRecord } from './CsvScanner.ts';
import type { Survey } from './survey.ts';
import { filePieces, TextFileWriter } from './textFiles.ts';

type Rejected = RawRead['rejected'][number];

const SHOWN_CHARACTERS = 200;

/** What became of the records of an irregular file. */
export interface CleanCopy {
  /** Record of the original by row of the copy. */
  readonly records: Int32Array;
  readonly rejected: readonly Rejected[];
}

/**
 * Writes the records of an irregular file to `to` as plain CSV with every field quoted. Records of another width than the common one are
 * left out and listed, except prose above the first full record, which is padded, and empty cells too many at the end.
 */
export async function writeCleanCopy(
  from: string,
  to: string,
  name: string,
  dialect: Dialect,
  survey: Survey,
  run: Run,
): Promise<CleanCopy> {
  const firstFull = survey.widths.indexOf(survey.nColumns);
  const records = new Int32Array(survey.nRecords);
  const rejected: Rejected[] = [];
  let nWritten = 0;
  let index = 0;
  const writer = await TextFileWriter.create(to, name);
  const scanner = new CsvScanner(dialect, name, record => {
    const row = index++;
    const fields = survey.widths[row] === 0 ? [] : fieldTexts(record, dialect);
    while (fields.length > survey.nColumns && fields[fields.length - 1].trim() === '') fields.pop();
    if (fields.length === 0) return;
    if (fields.length !== survey.nColumns && !(row < firstFull && fields.length < survey.nColumns)) {
      rejected.push({ row: row + 1, column: null, text: recordText(record), reason: 'raggedRow' });
      return;
    }
    while (fields.length < survey.nColumns) fields.push('');
    writer.add(`${fields.map(field => `"${field.replaceAll('"', '""')}"`).join(',')}\n`);
    records[nWritten++] = row;
  });
  try {
    for await (const piece of filePieces(from, run, 'Reading records')) {
      scanner.feed(piece);
      await writer.flush();
    }
    scanner.finish();
    await writer.flush();
  } finally {
    await writer.close();
  }
  return { records: records.subarray(0, nWritten), rejected };
}

function fieldTexts(record: ScannedRecord, dialect: Dialect): string[] {
  return Array.from({ length: record.nFields }, (_unused, field) => fieldText(record, field, dialect));
}

function recordText(record: ScannedRecord): string {
  const bytes = record.bytes.subarray(record.start, Math.min(record.end, record.start + SHOWN_CHARACTERS * 4));
  const text = Buffer.from(bytes).toString('utf8');
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

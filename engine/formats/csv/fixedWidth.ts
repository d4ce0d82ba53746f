import { StringDecoder } from 'node:string_decoder';
import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';
import type { Run } from '../../jobs/Run.ts';
import type { Dialect } from './CsvScanner.ts';
import type { Sample } from './dialect.ts';
import { CSV_LIMITS } from './limits.ts';
import { Utf8Check } from './textEncoding.ts';
import { filePieces, TextFileWriter } from './textFiles.ts';

/** How writeFixedAsCsv writes. */
export const FIXED_DIALECT: Dialect = { separator: 44, quote: 34, isBackslashEscape: false };

/**
 * Writes a text in columns of fixed width as CSV, one record per line. Blanks around a cell are left out, a line that ends early has empty
 * cells, and what stands before the first start belongs to the first column.
 * @param asked the characters, from 0, at which columns start; null finds them
 * @returns the starts, ascending, the first of them 0, and whether the text is UTF-8
 * @throws AppError `csv.unreadable` for lines beyond the limits
 */
export async function writeFixedAsCsv(
  from: string,
  to: string,
  sample: Sample,
  asked: readonly number[] | null,
  run: Run,
): Promise<{ starts: readonly number[]; check: Utf8Check }> {
  const starts = asked ? [...new Set([0, ...asked])].sort((a, b) => a - b) : findStarts(sample);
  const decoder = new StringDecoder('utf8');
  const check = new Utf8Check();
  const writer = await TextFileWriter.create(to, sample.name);
  let rest = '';
  let nLines = 0;
  const addLine = (line: string): void => {
    nLines++;
    writer.add(line.trim() === '' ? '\n' : `${cut(line, starts).map(quoted).join(',')}\n`);
  };
  try {
    for await (const piece of filePieces(from, run, 'Reading lines')) {
      check.feed(piece);
      const { lines, remainder } = splitLines(rest + decoder.write(Buffer.from(piece)));
      lines.forEach(addLine);
      rest = remainder;
      if (rest.length > CSV_LIMITS.recordBytes)
        throw new AppError('csv.unreadable', {
          name: sample.name,
          reason: `line ${formatCount(nLines + 1)} is longer than 2 MB`,
        });
      await writer.flush();
    }
    check.finish();
    const last = (rest + decoder.end()).replace(/\r$/, '');
    if (last !== '') addLine(last);
    await writer.flush();
  } finally {
    await writer.close();
  }
  return { starts, check };
}

/** Where a column of characters that some line uses follows one that is blank in all lines. */
export function findStarts({ bytes, isWhole }: Pick<Sample, 'bytes' | 'isWhole'>): number[] {
  const { lines, remainder } = splitLines(Buffer.from(bytes).toString('utf8'));
  if (isWhole) lines.push(remainder);
  const used: boolean[] = [];
  for (const line of lines) {
    Array.from(withoutMark(line)).forEach((character, at) => {
      if (character.trim() !== '') used[at] = true;
    });
  }
  const starts = Array.from(used, (isUsed, at) => (isUsed && !used[at - 1] ? at : -1)).filter(at => at >= 0);
  return [0, ...starts.slice(1)];
}

/** The cells of a line, without the blanks around them. */
function cut(text: string, starts: readonly number[]): string[] {
  const line = withoutMark(text);
  // Most lines have one UTF-16 unit for each character, and a string is cut faster than an array.
  const characters = /[\ud800-\udfff]/.test(line) ? Array.from(line) : null;
  return starts.map((start, column) => {
    const end = starts[column + 1];
    return (characters ? characters.slice(start, end).join('') : line.slice(start, end)).trim();
  });
}

/** A carriage return at the very end waits for the line feed that may follow it. */
function splitLines(text: string): { lines: string[]; remainder: string } {
  const isCut = text.endsWith('\r');
  const lines = (isCut ? text.slice(0, -1) : text).split(/\r\n|\n|\r/);
  return { remainder: lines.pop()! + (isCut ? '\r' : ''), lines };
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function withoutMark(line: string): string {
  return line.startsWith('\ufeff') ? line.slice(1) : line;
}

import type { Note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import type { Run } from '../../jobs/Run.ts';
import type { RawRead, Source } from '../defineFormat.ts';
import type { CellTarget } from '../sheets/CellTarget.ts';
import { readDocumentSheet, type DocumentSheet } from '../sheets/documentSheets.ts';
import { decodedPieces, inText, openDecoded } from './decodedPieces.ts';
import { MarkupReader, type MarkupSink } from './MarkupReader.ts';

/** What sets one kind of markup with tables apart from another. */
export interface MarkupTables<S extends MarkupSink & { readonly sheets: readonly DocumentSheet[] }> {
  readonly format: RawRead['format'];
  readonly isXml: boolean;
  /** The encoding that the start of a text declares, if any. */
  declaredEncoding(head: string): string | undefined;
  newScanner(start: (name: string) => CellTarget): S;
  /**
   * Looks at what was found once all is read, and closes the reader.
   * @throws AppError for a text that lacks what it should have
   */
  finish(scanner: S, reader: MarkupReader, name: string, notes: Note[]): void;
}

/** Reads the tables of a text in markup: the sheet that is asked for, or the one most like a table. */
export async function readMarkup<S extends MarkupSink & { readonly sheets: readonly DocumentSheet[] }>(
  kind: MarkupTables<S>,
  { path, name }: Source,
  reading: FormatReading,
  run: Run,
): Promise<RawRead> {
  const text = await openDecoded(path, name, reading.encoding, head => kind.declaredEncoding(head), run);
  const notes: Note[] = [];
  const read = await readDocumentSheet(name, reading.sheet, async start => {
    notes.length = 0;
    const scanner = kind.newScanner(start);
    const reader = new MarkupReader(scanner, kind.isXml);
    try {
      for await (const piece of decodedPieces(text, notes, run)) reader.write(piece);
      kind.finish(scanner, reader, name, notes);
    } catch (error) {
      throw inText(name, error);
    }
    return scanner.sheets;
  });
  return {
    ...read,
    format: kind.format,
    dateSystem: null,
    encoding: text.shownEncoding,
    separator: null,
    columnStarts: null,
    rejected: [],
    notes: [...notes, ...read.notes],
  };
}

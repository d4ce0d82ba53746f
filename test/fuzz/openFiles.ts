/** A process that opens the files it is told to, one after another; the scorecard starts it and stops it when a file takes too much. */
import { errorSentence } from '#shared/text/errorSentences';
import { AppError } from '#shared/errors';
import { AS_FOUND } from '#shared/reading';
import { readSource } from '#engine/formats/readSource';
import { digest, type Digest } from '../formats/cellDigest.ts';
import { cells } from '../formats/reading.ts';
import { testRun } from '../support/testRun.ts';

export interface Asked {
  readonly path: string;
  readonly name: string;
}
export type Opened =
  | { readonly is: 'read'; readonly sheet: string | null; readonly rejected: number; readonly digest: Digest | null }
  | { readonly is: 'refused'; readonly code: string; readonly sentence: string }
  | { readonly is: 'broken'; readonly error: string };

/** Larger tables are not compared cell by cell. */
const MOST_CELLS = 2_000_000;

async function openFile({ path, name }: Asked): Promise<Opened> {
  try {
    const { raw } = await readSource(path, name, AS_FOUND, testRun());
    const { table, sheet, rejected } = raw;
    const isSmall = table.nRows * table.columns.length < MOST_CELLS;
    return { is: 'read', sheet, rejected: rejected.length, digest: isSmall ? digest(cells(raw)) : null };
  } catch (error) {
    if (!(error instanceof AppError))
      return { is: 'broken', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    return { is: 'refused', code: error.code, sentence: errorSentence(error) };
  }
}

process.on('message', (asked: Asked) => void openFile(asked).then(opened => process.send!(opened)));

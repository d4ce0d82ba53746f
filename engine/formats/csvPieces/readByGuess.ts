import type { Run } from '../../jobs/Run.ts';
import { detectDialect, type Detected, type Sample } from '../csv/dialect.ts';
import { writingOf, type Writing } from '../csv/asWritten.ts';
import { NO_SPECIAL } from '../csv/SpecialColumns.ts';
import type { TextInPieces } from './Piece.ts';
import { countLineFeeds } from './cutBytes.ts';
import { readInPieces, type PiecesRead } from './readInPieces.ts';

/** The first lines, by which a text begins to be read; more where they are long. */
const GUESS_BYTES = [16 * 1024, 64 * 1024];
/** The header and some records. */
const LEAST_LINES = 4;

export interface GuessedRead {
  readonly detected: Detected;
  /** Of the sample. */
  readonly writing: Writing;
  /** As `readInPieces` without special columns. */
  readonly first: PiecesRead | null;
}

/**
 * Finds separator and quote, and how numbers are written, by the whole sample, while threads read the text already by what its first lines show;
 * where the sample comes to another answer, they begin again.
 * @param asked as in `detectDialect`
 * @throws as `detectDialect` and `readInPieces`
 */
export async function readByGuess(
  text: Omit<TextInPieces, keyof Detected>,
  sample: Sample,
  asked: string | null,
  run: Run,
): Promise<GuessedRead> {
  const start = firstLines(sample.bytes);
  if (!start) {
    const detected = detectDialect(sample, asked);
    const writing = writingOf(sample, detected.dialect);
    return { detected, writing, first: await readInPieces({ ...text, ...detected }, NO_SPECIAL, run) };
  }
  const guessed = detectDialect({ ...sample, bytes: start, isWhole: false }, asked);
  const stop = new AbortController();
  let isRight = false;
  const begun = readInPieces({ ...text, ...guessed }, NO_SPECIAL, {
    ...run,
    signal: AbortSignal.any([run.signal, stop.signal]),
    progress: (...done) => isRight && run.progress(...done),
  });
  try {
    const detected = detectDialect(sample, asked);
    isRight = isSame(detected, guessed);
    const writing = writingOf(sample, detected.dialect);
    if (isRight) return { detected, writing, first: await begun };
    await ended(begun, stop);
    return { detected, writing, first: await readInPieces({ ...text, ...detected }, NO_SPECIAL, run) };
  } finally {
    await ended(begun, stop);
  }
}

/** @returns null where lines are so long that few of them would say little */
function firstLines(sample: Uint8Array): Uint8Array | null {
  for (const nBytes of GUESS_BYTES) {
    const start = sample.subarray(0, nBytes);
    if (countLineFeeds(start) >= LEAST_LINES) return start;
  }
  return null;
}

/** What comes of a reading that is given up is no matter. */
async function ended(begun: Promise<unknown>, stop: AbortController): Promise<void> {
  stop.abort();
  await Promise.allSettled([begun]);
}

function isSame(a: Detected, b: Detected): boolean {
  return (
    a.nColumns === b.nColumns &&
    a.dialect.separator === b.dialect.separator &&
    a.dialect.quote === b.dialect.quote &&
    a.dialect.isBackslashEscape === b.dialect.isBackslashEscape
  );
}

import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { assetFile } from '#engine/location';
import { AppError } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import { COMMITTED_SAMPLE, MAX_SAMPLE_ROWS, writeRiskSummary, type SampleOptions } from './writeRiskSummary.ts';

const MAX_SEED = 4_294_967_295;
const USAGE = `npm run sample -- [--rows N] [--seed N] [--compact] [--out FILE]

Writes a synthetic RiskSummary workbook. Without --out it replaces assets/samples/RiskSummary.xlsx.
  --rows N     data rows, 1 to ${MAX_SAMPLE_ROWS} (${COMMITTED_SAMPLE.rows})
  --seed N     the same seed gives the same file (${COMMITTED_SAMPLE.seed})
  --compact    14 columns and one row per customer, for measuring speed
`;

export interface SampleStreams {
  result(text: string): void;
  message(text: string): void;
}

/** @returns the exit status: 0, 1 when the file could not be written, 2 when the arguments are wrong */
export async function runSample(args: readonly string[], output: SampleStreams): Promise<number> {
  const request = wanted(args);
  if (typeof request === 'string') {
    output.message(`${request}\n\n${USAGE}`);
    return 2;
  }
  const { out, ...options } = request;
  try {
    await writeRiskSummary(out, options);
    const { size } = await stat(out);
    output.result(`${out}: ${options.rows} rows, ${Math.ceil(size / 1024)} KB\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    output.message(`${errorSentence(error)}\n`);
    return 1;
  }
}

/** @returns what to write, or the sentence that says what is wrong */
function wanted(args: readonly string[]): (SampleOptions & { out: string }) | string {
  let values;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        rows: { type: 'string' },
        seed: { type: 'string' },
        out: { type: 'string' },
        compact: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return (error as Error).message;
  }
  const rows = wholeNumber(values.rows, COMMITTED_SAMPLE.rows, 1, MAX_SAMPLE_ROWS);
  const seed = wholeNumber(values.seed, COMMITTED_SAMPLE.seed, 0, MAX_SEED);
  if (rows === null) return `--rows takes a whole number from 1 to ${MAX_SAMPLE_ROWS}, not "${values.rows}".`;
  if (seed === null) return `--seed takes a whole number from 0 to ${MAX_SEED}, not "${values.seed}".`;
  const out = values.out ?? assetFile('samples/RiskSummary.xlsx');
  return { out, rows, seed, columns: values.compact ? 'compact' : 'full' };
}

function wholeNumber(text: string | undefined, otherwise: number, low: number, high: number): number | null {
  const value = text === undefined ? otherwise : /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return value >= low && value <= high ? value : null;
}

/** `npm run sample`: writes the committed sample again, or one of another size. */
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppError } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import { assetFile } from '#engine/location';
import { COMMITTED_SAMPLE, MAX_SAMPLE_ROWS, writeRiskSummary } from './writeRiskSummary.ts';

const USAGE = `npm run sample -- [--rows N] [--seed N] [--compact] [--out FILE]

Writes a synthetic RiskSummary workbook. Without --out it replaces assets/samples/RiskSummary.xlsx.
  --rows N     data rows, 1 to ${MAX_SAMPLE_ROWS} (${COMMITTED_SAMPLE.rows})
  --seed N     the same seed gives the same file (${COMMITTED_SAMPLE.seed})
  --compact    14 columns and one row per customer, for measuring speed
`;

interface Wanted {
  out: string;
  rows: number;
  seed: number;
  columns: 'full' | 'compact';
}

/** @returns what to write, or the sentence that says what is wrong */
function wanted(args: string[]): Wanted | string {
  let values;
  try {
    values = parseArgs({
      args,
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
  const seed = wholeNumber(values.seed, COMMITTED_SAMPLE.seed, 0, 4_294_967_295);
  if (rows === null) return `--rows takes a whole number from 1 to ${MAX_SAMPLE_ROWS}, not "${values.rows}".`;
  if (seed === null) return `--seed takes a whole number from 0 to 4294967295, not "${values.seed}".`;
  const out = values.out ?? assetFile('samples/RiskSummary.xlsx');
  return { out, rows, seed, columns: values.compact ? 'compact' : 'full' };
}

function wholeNumber(text: string | undefined, otherwise: number, low: number, high: number): number | null {
  const value = text === undefined ? otherwise : /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return value >= low && value <= high ? value : null;
}

const request = wanted(process.argv.slice(2));
if (typeof request === 'string') {
  process.stderr.write(`${request}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const { out, ...options } = request;
  try {
    await writeRiskSummary(out, options);
    const { size } = await stat(out);
    process.stdout.write(`${out}: ${options.rows} rows, ${Math.ceil(size / 1024)} KB\n`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${errorSentence(error)}\n`);
    process.exitCode = 1;
  }
}

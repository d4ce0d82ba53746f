import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { MODEL_ENDING } from '#shared/host';
import { formatCount } from '#shared/format';
import { APP_VERSION } from '#engine/version';
import { exportCustomersCsv } from '#engine/reports/customers/exportCustomersCsv';
import { exportScoredXlsx } from '#engine/reports/customers/exportScoredXlsx';
import { trustedKey } from '../keyFiles.ts';
import { UsageError } from '../parseCommand.ts';
import { safeTexts } from '../safeText.ts';
import { scoreByModelFile } from '../score/scoreByModelFile.ts';
import { scoreByProject } from '../score/scoreByProject.ts';
import { finderOf, inputOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

const WRITERS = { '.csv': exportCustomersCsv, '.xlsx': exportScoredXlsx };

/** Answers about the customers of another file by a model file, or by the segments of a project. */
export const score: CommandHandler = async (command, output, signal) => {
  const { out, trust, threads, json } = command.options;
  const ending = extname(out ?? '').toLowerCase() as keyof typeof WRITERS;
  if (out === undefined || !Object.hasOwn(WRITERS, ending))
    throw new UsageError('tessera score needs --out FILE.csv or FILE.xlsx');
  const model = resolve(command.positionals[0]);
  const isFile = extname(model).toLowerCase() === MODEL_ENDING;
  if (trust !== undefined && !isFile) throw new UsageError('--trust is for model files, whose names end in .tsm');
  const trusted = await trustedKey(trust);
  const input = inputOf(command);
  const file = { ...input, finder: finderOf(command, input.path) };
  const { document, lines } = await withRun({ threads, seed: 0, signal, output }, async run => {
    const scored = await (isFile ? scoreByModelFile(model, trusted, file, run) : scoreByProject(model, file, run));
    await WRITERS[ending](resolve(out), scored.customers, run);
    const written = createHash('sha256')
      .update(await readFile(out))
      .digest('hex');
    return {
      lines: scored.lines,
      document: {
        app: { name: 'Tessera', version: APP_VERSION },
        ...scored.document,
        input: { name: input.name, rows: scored.rowsRead, sha256: scored.inputSha256 },
        customers: scored.customers.table.nRows,
        files: [{ path: resolve(out), sha256: written }],
      },
    };
  });
  output.result(
    json
      ? JSON.stringify(document)
      : [`${formatCount(document.customers)} customers scored`, ...safeTexts(lines), resolve(out)].join('\n'),
  );
};

import { extname, resolve } from 'node:path';
import { formatCount } from '#shared/format';
import { exportTableCsv, exportTableXlsx } from '#engine/reports/customers/exportTable';
import { importSource, openSource } from '#engine/session/mainJob';
import { writeParquet } from '#engine/store/writeParquet';
import { UsageError } from '../parseCommand.ts';
import { inputOf, recipeOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

const ENDINGS = ['.csv', '.xlsx', '.parquet'];

/** Writes the table as Tessera reads it: every row that was kept, before duplicates are removed and customers folded. */
export const convert: CommandHandler = async (command, output, signal) => {
  const { out } = command.options;
  const ending = extname(out ?? '').toLowerCase();
  if (out === undefined || !ENDINGS.includes(ending))
    throw new UsageError('tessera convert needs --out FILE.csv, FILE.xlsx or FILE.parquet');
  const recipe = { ...(await recipeOf(command)), removeDuplicates: false, foldCustomers: false };
  const input = inputOf(command);
  const path = resolve(out);
  const rows = await withRun({ threads: '1', seed: recipe.seed, signal, output }, async run => {
    const { table, roles } = await importSource(await openSource(input.path, input.name, recipe, run), recipe, run);
    if (ending === '.csv') await exportTableCsv(path, table, roles, run);
    else if (ending === '.xlsx') await exportTableXlsx(path, table, roles, run);
    else await writeParquet(path, table, run);
    return table.nRows;
  });
  output.result(
    command.options.json ? JSON.stringify({ rows, files: [{ path }] }) : `${formatCount(rows)} rows written to ${path}`,
  );
};

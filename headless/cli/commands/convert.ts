import { extname, resolve } from 'node:path';
import { formatCount } from '#shared/format';
import { exportTableCsv, exportTableXlsx } from '#engine/reports/customers/exportTable';
import { importSource, openAll } from '#engine/session/mainJob';
import { withProposedRfm } from '#engine/session/proposeRecipe';
import { writeParquet } from '#engine/store/writeParquet';
import { UsageError } from '../parseCommand.ts';
import { finderOf, inputOf, recipeOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

const ENDINGS = ['.csv', '.xlsx', '.parquet'];

/** Writes the table as Tessera reads it: every row that was kept, before duplicates are removed and customers folded. */
export const convert: CommandHandler = async (command, output, signal) => {
  const { out } = command.options;
  const ending = extname(out ?? '').toLowerCase();
  if (out === undefined || !ENDINGS.includes(ending))
    throw new UsageError('tessera convert needs --out FILE.csv, FILE.xlsx or FILE.parquet');
  const given = { ...(await recipeOf(command)), removeDuplicates: false, foldCustomers: false };
  const input = inputOf(command);
  const path = resolve(out);
  const rows = await withRun({ threads: '1', seed: given.seed, signal, output }, async run => {
    const opened = await openAll(input.path, input.name, given, run, finderOf(command, input.path));
    const recipe = command.options.rfm ? await withProposedRfm(opened.source, opened.recipe, run) : opened.recipe;
    const { table, roles } = await importSource(opened.source, recipe, run);
    if (ending === '.csv') await exportTableCsv(path, table, roles, run);
    else if (ending === '.xlsx') await exportTableXlsx(path, table, roles, run);
    else await writeParquet(path, table, run);
    return table.nRows;
  });
  output.result(
    command.options.json ? JSON.stringify({ rows, files: [{ path }] }) : `${formatCount(rows)} rows written to ${path}`,
  );
};

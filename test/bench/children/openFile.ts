/** One opening of a file in a process of its own, so that nothing is warm and the peak of memory is that of one opening. */
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { defaultRecipe } from '#shared/recipe';
import { newRun } from '#engine/jobs/Run';
import { importSource, openSource } from '#engine/session/mainJob';
import { explicitRecipe } from '#engine/session/explicitRecipe';
import type { Column } from '#engine/table/Column';
import { CELL_EMPTY, CELL_NUMBER, CELL_TEXT, type RawTable } from '#engine/table/RawTable';
import { createPool } from '#engine/workers/createPool';
import type { Cells, Opened } from '../Opened.ts';
import { peakMemory } from '../peakMemory.ts';

const THREADS = 2;
const SETTLED_MS = 500;
/** Of the words that pandas takes for missing, the one that the sample has. */
const MISSING = new Set(['NULL']);

async function openFile(path: string): Promise<Opened> {
  const pool = await createPool(THREADS);
  // As another program's `import` is not counted, loading the threads' code is not, nor what Node still compiles of its loader afterwards.
  await pool.start?.();
  await setTimeout(SETTLED_MS);
  const recipe = explicitRecipe(defaultRecipe());
  const run = newRun({ seed: recipe.seed, pool });
  const start = performance.now();
  const source = await openSource(path, basename(path), recipe, run);
  const readMs = performance.now() - start;
  const imported = await importSource(source, recipe, run);
  const openMs = performance.now() - start;
  const peakBytes = peakMemory();
  await pool.close();
  return {
    readMs,
    openMs,
    peakBytes,
    ...cellsOf(source.raw.table),
    customers: imported.table.nRows,
    kinds: imported.table.columns.map(({ kind }: Column) => kind),
    account: imported.report.rows,
  };
}

function cellsOf(table: RawTable): Cells {
  const sums: Record<string, number> = {};
  let filled = 0;
  for (const { kinds, values } of table.columns) {
    let sum = 0;
    let nNumbers = 0;
    let nFilled = 0;
    for (let row = 1; row < table.nRows; row++) {
      const isMissing = kinds[row] === CELL_TEXT && MISSING.has(table.strings[values[row]]);
      if (kinds[row] !== CELL_EMPTY && !isMissing) nFilled++;
      if (kinds[row] !== CELL_NUMBER) continue;
      nNumbers++;
      sum += values[row];
    }
    filled += nFilled;
    if (nNumbers === nFilled && kinds[0] === CELL_TEXT) sums[table.strings[values[0]]] = sum;
  }
  return { rows: table.nRows - 1, columns: table.columns.length, filled, sums };
}

process.stdout.write(JSON.stringify(await openFile(process.argv[2])));

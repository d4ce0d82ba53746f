import type { Run } from '../jobs/Run.ts';
import type { Task } from '../workers/Task.ts';
import { scanCells } from './cells/scanCells.ts';
import { fillBooleans, fillLevels, fillSets } from './kinds/fillCodes.ts';
import { fillNumbers } from './kinds/fillNumbers.ts';

/** What is done to every cell of a column, on numbers alone: no text crosses to another thread. */
export const IMPORT_TASKS = {
  'import.scan': scanCells,
  'import.numbers': fillNumbers,
  'import.booleans': fillBooleans,
  'import.levels': fillLevels,
  'import.sets': fillSets,
};
type ImportTasks = typeof IMPORT_TASKS;

/** @throws Cancelled */
export type RunImportTask = <N extends keyof ImportTasks>(
  name: N,
  input: Parameters<ImportTasks[N]>[0],
) => Promise<ReturnType<ImportTasks[N]>>;

export function inThisThread(run: Run): RunImportTask {
  return async <N extends keyof ImportTasks>(name: N, input: Parameters<ImportTasks[N]>[0]) => {
    const task = IMPORT_TASKS[name] as unknown as Task<typeof input, ReturnType<ImportTasks[N]>>;
    return task(input, run);
  };
}

export function onAnyThread(run: Run): RunImportTask {
  return async <N extends keyof ImportTasks>(name: N, input: Parameters<ImportTasks[N]>[0]) => {
    const [output] = await run.pool.map<typeof input, ReturnType<ImportTasks[N]>>(name, [input], run.signal);
    return output;
  };
}

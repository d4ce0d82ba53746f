import type { Distribution } from '#shared/monitor/reference';
import type { Column } from '../table/Column.ts';
import type { TaskContext } from '../workers/Task.ts';
import { countCells, type CountedNumbers } from './countCells.ts';
import { countLevels, type CountedLevels } from './levelDistribution.ts';
import { monitoredNumbers } from './makeReference.ts';

export interface CountInput {
  readonly column: Column;
  readonly distribution: Distribution;
  /** Days since 1970-01-01 at which ages of these customers are measured. */
  readonly referenceDay: number;
}
/** Null where the column is of another kind than at development. */
export type Counted = { numbers: CountedNumbers | null; levels: CountedLevels | null };

/** One column of a later file, counted by the points or levels of the reference. */
function countColumn({ column, distribution, referenceDay }: CountInput, context: TaskContext): Counted {
  if (distribution.kind === 'levels') return { numbers: null, levels: countLevels(column) };
  const values = monitoredNumbers(column, referenceDay);
  if (!values) return { numbers: null, levels: null };
  return { numbers: countCells(values, Float64Array.from(distribution.points), context), levels: null };
}

export const MONITOR_TASKS = { 'monitor.count': countColumn };

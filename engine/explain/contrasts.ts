import type { ColumnRole } from '#shared/columns';
import type { ProfileTable } from '#shared/results';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column, DateColumn, NumberColumn, Table } from '../table/Column.ts';
import type { Contrast } from './Contrast.ts';
import { keptColumn, recallSorted, sortColumns, type SortedColumn } from '../profile/sortedColumns.ts';
import { isSharedArray, sharedInt32 } from '../table/Matrix.ts';
import { sharedColumn } from '../table/sharedColumn.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
import { countLevels, keepCounts, type LevelCounts } from './levelCounts.ts';
import { withoutHearsay } from './knownEnough.ts';
import { numberContrast, type NumberInput } from './numberContrast.ts';
import { shareContrasts } from './shareContrasts.ts';
import { DAYS_PER_YEAR } from './measuredWords.ts';

/** A text column with more different values than this describes nobody. */
const MAX_TEXT_LEVELS = 200;

export interface ContrastInput {
  readonly table: Table;
  readonly roles: readonly ColumnRole[];
  /** Days since 1970-01-01; NaN when ages cannot be told. */
  readonly referenceDay: number;
  readonly labels: Int32Array;
  readonly nSegments: number;
}

/** The contrasts of one column after the other, so that the caller can pause between them. */
export function* contrastsByColumn(input: ContrastInput): Generator<Contrast[]> {
  const asked = { ...input, sizes: sizesOf(input) };
  for (let i = 0; i < input.table.columns.length; i++) {
    const [column, role] = [input.table.columns[i], input.roles[i]];
    if (!isLookedAt(column, role)) continue;
    yield columnContrasts(column, role, countLevels(column, input.labels, input.nSegments), asked);
  }
}

/** What was found last for the labels of a segmentation, which never change. */
const known = new WeakMap<Int32Array, { readonly input: ContrastInput; readonly contrasts: readonly Contrast[] }>();

/** All of them, by the threads, found once for as long as the labels are. @throws Cancelled */
export async function allContrasts(input: ContrastInput, run: Run, label: string): Promise<readonly Contrast[]> {
  const kept = known.get(input.labels);
  if (kept && isSame(kept.input, input)) return kept.contrasts;
  const { table, roles, referenceDay, nSegments } = input;
  await sortColumns(table, run);
  const labels = isSharedArray(input.labels) ? input.labels : sharedCopy(input.labels);
  const columns = table.columns.filter((column, i) => isLookedAt(column, roles[i]));
  const looked: TaskInput['looked'][number][] = [];
  for (const column of columns) {
    const shared = sharedColumn(column);
    if (shared !== column) await pause(run);
    looked.push({ column: shared, role: roles[table.columns.indexOf(column)], sorted: sortedOf(column) });
  }
  const queue = newChunkQueue(looked.length, 1);
  const asked: TaskInput = { queue, looked, labels, referenceDay, nSegments, sizes: sizesOf(input) };
  const found = (await onEveryThread<TaskInput, Found[]>(run, 'explain.contrasts', asked, label)).flat();
  for (const { index, counts } of found) if (counts) keepCounts(columns[index], input.labels, counts);
  const contrasts = found.sort((a, b) => a.index - b.index).flatMap(one => one.contrasts);
  known.set(input.labels, { input, contrasts });
  return contrasts;
}

/** What the contrasts of one column are made with. */
interface AskedContrasts extends Omit<ContrastInput, 'table' | 'roles'> {
  /** Customers of each segment. */
  readonly sizes: readonly number[];
}
interface TaskInput extends AskedContrasts {
  readonly queue: ChunkQueue;
  readonly looked: readonly {
    readonly column: Column;
    readonly role: ColumnRole;
    /** Where it has been sorted. */
    readonly sorted: SortedColumn | null;
  }[];
}
/** What a thread found in one column. */
interface Found {
  readonly index: number;
  readonly contrasts: readonly Contrast[];
  readonly counts: LevelCounts | null;
}

function contrastsTask({ queue, looked, ...input }: TaskInput, context: TaskContext): Found[] {
  const found: Found[] = [];
  claimChunks(queue, context, ({ index }) => {
    const { column, role, sorted } = looked[index];
    if (sorted && (column.kind === 'number' || column.kind === 'date')) recallSorted(column.values, sorted);
    const counts = countLevels(column, input.labels, input.nSegments);
    found.push({ index, contrasts: columnContrasts(column, role, counts, input), counts });
  });
  return found;
}

export const CONTRAST_TASKS = { 'explain.contrasts': contrastsTask };

function sortedOf(column: Column): SortedColumn | null {
  return column.kind === 'number' || column.kind === 'date' ? keptColumn(column.values) : null;
}

function sharedCopy(values: Int32Array): Int32Array {
  const copy = sharedInt32(values.length);
  copy.set(values);
  return copy;
}

function sizesOf({ labels, nSegments }: ContrastInput): number[] {
  const sizes = Array.from({ length: nSegments }, () => 0);
  for (let row = 0; row < labels.length; row++) sizes[labels[row]]++;
  return sizes;
}

function isLookedAt(column: Column, role: ColumnRole): boolean {
  const isText = column.kind === 'text' && column.levels.length > MAX_TEXT_LEVELS;
  return role !== 'identifier' && role !== 'ignore' && !isText;
}

function isSame(a: ContrastInput, b: ContrastInput): boolean {
  const areDays = Object.is(a.referenceDay, b.referenceDay);
  return a.table === b.table && a.roles === b.roles && areDays && a.nSegments === b.nSegments;
}

function unitOf(column: NumberColumn | DateColumn): NumberInput['unit'] {
  if (column.kind === 'date') return 'years';
  return column.isPercent ? 'percent' : 'number';
}

function columnContrasts(
  column: Column,
  role: ColumnRole,
  counts: LevelCounts | null,
  asked: AskedContrasts,
): Contrast[] {
  return allOf(column, role, counts, asked).map(contrast => withoutHearsay(contrast, asked.sizes));
}

function allOf(
  column: Column,
  role: ColumnRole,
  counts: LevelCounts | null,
  { labels, nSegments, referenceDay }: AskedContrasts,
): Contrast[] {
  if (column.kind === 'number' || column.kind === 'date') {
    const isDate = column.kind === 'date';
    if (isDate && !Number.isFinite(referenceDay)) return [];
    const values = isDate ? yearsBefore(column.values, referenceDay) : column.values;
    const unit = unitOf(column);
    const contrast = numberContrast({ column: column.name, role, unit, values }, labels, nSegments);
    return contrast ? [contrast] : [];
  }
  return counts ? shareContrasts(column, role, counts) : [];
}

/** Years from each date to the reference day. */
export function yearsBefore(days: Float64Array, referenceDay: number): Float64Array {
  const years = new Float64Array(days.length);
  for (let row = 0; row < days.length; row++) years[row] = (referenceDay - days[row]) / DAYS_PER_YEAR;
  return years;
}

/** Every contrast as one table: what the segments are like beside the whole book. */
export function toProfileTable(contrasts: readonly Contrast[], nSegments: number): ProfileTable {
  return {
    rows: contrasts.map(({ column, level, measure, unit, book, values, effects }) => ({
      column,
      level,
      measure,
      unit,
      book,
      values: [...values],
      effects: [...effects],
    })),
    segmentIds: Array.from({ length: nSegments }, (_none, segment) => segment + 1),
  };
}

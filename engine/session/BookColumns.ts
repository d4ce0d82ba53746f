import { countLevels } from '../monitor/levelDistribution.ts';
import { countMissing } from '../import/roles/distinctValues.ts';
import type { ModelDocument } from '../models/ModelDocument.ts';
import type { Distribution } from '#shared/monitor/reference';
import { isInPercent, type Column, type Table } from '../table/Column.ts';

/** What is known of a column of the customers that a model was made on, after cleaning. */
export interface BookColumn {
  readonly n: number;
  readonly nMissing: number;
  /** Every level, or every member of a set; null where there are none, or not all are known. */
  readonly levels: ReadonlySet<string> | null;
  /** Of numbers, and whether they were written with percent signs. */
  readonly mean: number | null;
  readonly isPercent: boolean;
}
/** By name; columns that nothing is known of are not in it. */
export type BookColumns = ReadonlyMap<string, BookColumn>;

/** From the customers themselves. Cost: O(rows) for each column. */
export function bookColumnsOf({ nRows, columns }: Table, wanted: ReadonlySet<string>): BookColumns {
  const looked = columns.filter(({ name }) => wanted.has(name));
  return new Map(
    looked.map(column => [
      column.name,
      {
        n: nRows,
        nMissing: countMissing(column),
        levels: hasLevels(column) ? new Set(seenLevels(column)) : null,
        mean: meanOf(column),
        isPercent: isInPercent(column),
      },
    ]),
  );
}

/** From the counts that stand in a model file; nothing where it was saved without. */
export function bookColumnsIn({ reference, columns }: Pick<ModelDocument, 'reference' | 'columns'>): BookColumns {
  if (!reference) return new Map();
  const percents = new Set(columns.filter(column => column.isPercent).map(({ name }) => name));
  return new Map(
    reference.columns.map(({ column, kind, distribution }) => [
      column,
      {
        n: reference.n,
        nMissing: distribution.nMissing,
        levels: levelsIn(kind, distribution),
        mean: distribution.kind === 'number' ? distribution.mean : null,
        isPercent: percents.has(column),
      },
    ]),
  );
}

function levelsIn(kind: Column['kind'], distribution: Distribution): ReadonlySet<string> | null {
  if (distribution.kind !== 'levels' || kind === 'boolean' || distribution.nOtherLevels > 0) return null;
  const { levels } = distribution;
  return new Set(kind === 'set' ? levels.flatMap(level => level.split('; ')) : levels);
}

function hasLevels(column: Column): boolean {
  return column.kind === 'category' || column.kind === 'text' || column.kind === 'set';
}

function seenLevels(column: Column): readonly string[] {
  if (column.kind === 'set') return column.members;
  const { levels, counts } = countLevels(column) ?? { levels: [], counts: [] };
  return levels.filter((_level, i) => counts[i] > 0);
}

/** Null where no number is known. */
export function meanOf(column: Column): number | null {
  if (column.kind !== 'number') return null;
  let [sum, n] = [0, 0];
  for (const value of column.values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    n++;
  }
  return n === 0 ? null : sum / n;
}

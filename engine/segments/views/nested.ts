import type { NestedCounts, NestedLevel } from '#shared/pictures';
import type { Table } from '../../table/Column.ts';
import { requireColumn } from '../../table/selectRows.ts';
import type { Segmented } from '../Segmented.ts';
import { requireLevels, type LevelCodes } from './levelCodes.ts';

const MAX_OUTER = 40;
const MAX_INNER = 40;
const MAX_TILES = 2_000;

/**
 * Customers by two columns, one inside the other, and by segment. At most 40 outer levels, in each the largest inner ones, and the rest put
 * together; 2,000 tiles at most.
 * @param table with the results beside the columns, so that segments and tiers can be either tier of the picture
 * @param labels those of a selection (see `selectedLabels`): the tiles stay those of the whole book
 * @throws AppError `data.unknownColumn`, `option.invalid` for a column of numbers, dates or sets
 * Cost: two passes over the rows; memory 41 × inner levels.
 */
export function nested(
  table: Table,
  segmented: Segmented,
  columns: readonly [string, string],
  labels = segmented.labels,
): NestedCounts {
  const [outer, inner] = columns.map(name => requireLevels(requireColumn(table, name)));
  const { segments } = segmented.segmentation;
  const outerSlots = slotsOf(totals(outer), MAX_OUTER);
  const perOuter = Math.min(MAX_INNER, Math.floor(MAX_TILES / outerSlots.n) - 1);
  const width = inner.levels.length + 1;
  const pairs = new Int32Array(outerSlots.n * width);
  for (let row = 0; row < table.nRows; row++) pairs[outerSlots.of[codeAt(outer, row)] * width + codeAt(inner, row)]++;
  const innerSlots = Array.from({ length: outerSlots.n }, (_none, slot) =>
    slotsOf(pairs.subarray(slot * width, (slot + 1) * width), perOuter),
  );
  const counts = innerSlots.map(slots => new Float64Array(slots.n * (segments.length + 1)));
  for (let row = 0; row < table.nRows; row++) {
    const at = outerSlots.of[codeAt(outer, row)];
    counts[at][innerSlots[at].of[codeAt(inner, row)] * (segments.length + 1) + labels[row]]++;
  }
  return {
    columns: [columns[0], columns[1]],
    segmentIds: segments.map(segment => segment.id),
    outer: innerSlots.map((slots, at) => {
      const levels = Array.from({ length: slots.n }, (_none, slot): NestedLevel => {
        const from = slot * (segments.length + 1);
        return { ...named(slots, slot, inner), counts: Array.from(counts[at].subarray(from, from + segments.length)) };
      });
      const sums = segments.map((_segment, s) => levels.reduce((sum, level) => sum + level.counts[s], 0));
      return { ...named(outerSlots, at, outer), counts: sums, inner: levels };
    }),
  };
}

/** Where the count of each level goes: the largest have a place of their own, the rest share the last one. */
interface Slots {
  readonly n: number;
  /** [levels + 1], the last for the missing; -1 for what does not occur. */
  readonly of: Int32Array;
  /** Code of the level in each place; -1 for the shared one. */
  readonly codes: readonly number[];
  readonly pooled: number;
}

function slotsOf(counts: Int32Array, most: number): Slots {
  const order = Array.from(counts.keys())
    .filter(code => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b);
  const isCut = order.length > most;
  const codes = isCut ? order.slice(0, most - 1) : order;
  const of = new Int32Array(counts.length).fill(-1);
  order.forEach((code, place) => (of[code] = Math.min(place, codes.length)));
  const pooled = order.length - codes.length;
  return { n: codes.length + (isCut ? 1 : 0), of, codes: isCut ? [...codes, -1] : codes, pooled };
}

function named(slots: Slots, slot: number, { levels }: LevelCodes): Pick<NestedLevel, 'level' | 'pooled'> {
  const code = slots.codes[slot];
  return code < 0 ? { level: null, pooled: slots.pooled } : { level: levels[code] ?? null };
}

function totals(column: LevelCodes): Int32Array {
  const counts = new Int32Array(column.levels.length + 1);
  for (let row = 0; row < column.codes.length; row++) counts[codeAt(column, row)]++;
  return counts;
}

function codeAt({ codes, levels }: LevelCodes, row: number): number {
  const code = codes[row];
  return code >= 0 && code < levels.length ? code : levels.length;
}

import type { LevelDistribution } from '#shared/monitor/reference';
import { BOOLEAN_LEVELS } from '../table/selectRows.ts';
import type { CategoryColumn, Column, SetColumn } from '../table/Column.ts';

/** Levels by their text and how many customers have each; a set counts by what is in it. */
export interface CountedLevels {
  readonly levels: readonly string[];
  readonly counts: readonly number[];
  readonly nMissing: number;
}

/** @returns null for columns of numbers and dates. Cost: O(rows). */
export function countLevels(column: Column): CountedLevels | null {
  if (column.kind === 'number' || column.kind === 'date') return null;
  if (column.kind === 'boolean') {
    const counts = [0, 0, 0];
    for (const value of column.values) counts[value]++;
    return { levels: BOOLEAN_LEVELS, counts: counts.slice(0, 2), nMissing: counts[2] };
  }
  if (column.kind === 'set') return countSets(column);
  return countCodes(column);
}

function countCodes({ codes, levels }: CategoryColumn): CountedLevels {
  const counts = new Float64Array(levels.length);
  let nMissing = 0;
  for (const code of codes) {
    if (code < 0) nMissing++;
    else counts[code]++;
  }
  return { levels, counts: Array.from(counts), nMissing };
}

/** A customer counts once, for all that is in the set. */
function countSets({ members, offsets, codes }: SetColumn): CountedLevels {
  const counts = new Map<string, number>();
  let nMissing = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    if (offsets[row] === offsets[row + 1]) {
      nMissing++;
      continue;
    }
    const held = Array.from(codes.subarray(offsets[row], offsets[row + 1]), code => members[code]);
    const level = held.sort((a, b) => (a < b ? -1 : 1)).join('; ');
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return { levels: [...counts.keys()], counts: [...counts.values()], nMissing };
}

/** @param mostLevels levels that are listed; the rest is counted together */
export function levelDistribution({ levels, counts, nMissing }: CountedLevels, mostLevels: number): LevelDistribution {
  const held = levels
    .map((level, i) => ({ level, n: counts[i] }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.level < b.level ? -1 : 1));
  const listed = held.slice(0, mostLevels);
  const rest = held.slice(mostLevels);
  return {
    kind: 'levels',
    levels: listed.map(({ level }) => level),
    counts: listed.map(({ n }) => n),
    nOtherLevels: rest.length,
    nOthers: rest.reduce((sum, { n }) => sum + n, 0),
    nMissing,
  };
}

import { TIERS, type Tier } from '#shared/results';
import { columnConcept } from '../../import/dictionary/conceptOf.ts';
import type { NumberColumn, Table } from '../../table/Column.ts';

/** Sums of what is at stake. */
export interface Exposure {
  readonly column: string;
  /** [nSegments × 4], by segment and tier. */
  readonly sums: Float64Array;
}

/** What is at stake: the average balance, else the actual volume. */
export function exposureColumn(table: Table): NumberColumn | null {
  for (const wanted of ['avgBalance', 'actualVolume']) {
    const column = table.columns.find(c => c.kind === 'number' && columnConcept(c)?.id === wanted);
    if (column?.kind === 'number') return column;
  }
  return null;
}

/** Exposure by segment and tier, added up in the order of the rows; null where no column tells it. */
export function exposureOf(table: Table, labels: Int32Array, tiers: Uint8Array, nSegments: number): Exposure | null {
  const column = exposureColumn(table);
  if (!column) return null;
  const sums = new Float64Array(nSegments * TIERS.length);
  const { values } = column;
  for (let row = 0; row < values.length; row++)
    if (Number.isFinite(values[row])) sums[labels[row] * TIERS.length + tiers[row]] += values[row];
  return { column: column.name, sums };
}

export function exposureInTier({ sums }: Exposure, tier: number): number {
  let sum = 0;
  for (let cell = tier; cell < sums.length; cell += TIERS.length) sum += sums[cell];
  return sum;
}

export function exposureInSegment({ sums }: Exposure, segment: number): Record<Tier, number> {
  const own = TIERS.map((tier, t) => [tier, sums[segment * TIERS.length + t]] as const);
  return Object.fromEntries(own) as Record<Tier, number>;
}

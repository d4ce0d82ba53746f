import type { TierTransitions } from '#shared/contract/tiers';
import { formatCount, formatThings } from '#shared/format';
import { TIERS } from '#shared/results';
import type { Run } from '../../jobs/Run.ts';
import type { Table } from '../../table/Column.ts';
import type { Segmented } from '../Segmented.ts';
import { exposureColumn } from './exposure.ts';
import { matchCustomers, type Matched } from './matchCustomers.ts';
import type { TierSnapshot } from './TierSnapshot.ts';

export interface MadeTransitions {
  readonly found: TierTransitions;
  /** [nRows], index into TIERS, −1 for a customer who was not there. */
  readonly earlier: Int32Array;
  /** [nRows], index into MOVES, −1 for a customer who was not there. */
  readonly moves: Int32Array;
}
export const MOVES = ['Up', 'Down', 'Unchanged'] as const;
const [UP, DOWN, SAME] = [0, 1, 2];

/**
 * How customers moved between the tiers of two moments: counts and exposure (of now) from tier to tier, and by segment of now.
 * @throws AppError `tiers.unmatched`
 */
export async function tierTransitions(
  earlier: TierSnapshot,
  now: TierSnapshot,
  { labels, segmentation }: Segmented,
  table: Table,
  run: Run,
): Promise<MadeTransitions> {
  const matched = await matchCustomers(earlier, now, run);
  const column = exposureColumn(table);
  const n = TIERS.length;
  const counts = new Float64Array(n * n);
  const sums = new Float64Array(n * n);
  const bySegment = new Float64Array(segmentation.segments.length * MOVES.length);
  const tierBefore = new Int32Array(now.tiers.length).fill(-1);
  const moves = new Int32Array(now.tiers.length).fill(-1);
  for (let row = 0; row < now.tiers.length; row++) {
    if (matched.before[row] < 0) continue;
    const from = earlier.tiers[matched.before[row]];
    const to = now.tiers[row];
    counts[from * n + to]++;
    if (column && Number.isFinite(column.values[row])) sums[from * n + to] += column.values[row];
    tierBefore[row] = from;
    // TIERS stand from High to None.
    moves[row] = to < from ? UP : to > from ? DOWN : SAME;
    bySegment[labels[row] * MOVES.length + moves[row]]++;
  }
  const shown = TIERS.map((_tier, t) => t).filter(t => t < 3 || isUsed(counts, t));
  const cut = (cells: Float64Array) => shown.map(from => shown.map(to => cells[from * n + to]));
  const segments = segmentation.segments.map(({ id, name }, s) => {
    const [up, down, same] = bySegment.subarray(s * MOVES.length);
    return { id, name, up, down, same };
  });
  const total = (of: 'up' | 'down' | 'same') => segments.reduce((sum, segment) => sum + segment[of], 0);
  const moved = { up: total('up'), down: total('down'), same: total('same') };
  const found: TierTransitions = {
    against: earlier.name,
    tiers: shown.map(t => TIERS[t]),
    counts: cut(counts),
    exposure: column && { column: column.name, sums: cut(sums) },
    segments,
    ...moved,
    onlyBefore: matched.onlyBefore,
    onlyNow: matched.onlyNow,
    repeated: matched.repeated,
    sentence: sentence(earlier.name, moved, matched),
  };
  return { found, earlier: tierBefore, moves };
}

function isUsed(counts: Float64Array, tier: number): boolean {
  const n = TIERS.length;
  return TIERS.some((_other, t) => counts[tier * n + t] > 0 || counts[t * n + tier] > 0);
}

type Moved = Pick<TierTransitions, 'up' | 'down' | 'same'>;

function sentence(against: string, { up, down, same }: Moved, { onlyBefore, onlyNow }: Matched): string {
  const both = up + down + same;
  if (both === 0) return `No customer of ${against} is among these, so there is nothing to compare.`;
  const start = `Against ${against}, ${formatCount(up)} of ${formatThings(both, 'customer')} moved to a higher risk tier and ${formatCount(down)} to a lower one`;
  const alone = [
    onlyNow > 0 ? `${formatCount(onlyNow)} ${onlyNow === 1 ? 'is' : 'are'} new` : '',
    onlyBefore > 0 ? `${formatCount(onlyBefore)} ${onlyBefore === 1 ? 'is' : 'are'} no longer there` : '',
  ].filter(Boolean);
  return `${start}${alone.length > 0 ? `; ${alone.join(' and ')}` : ''}.`;
}

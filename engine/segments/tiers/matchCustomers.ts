import { AppError } from '#shared/errors';
import { cellValue } from '../../table/cellValue.ts';
import type { Run } from '../../jobs/Run.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { pause } from '../stageRun.ts';
import type { TierSnapshot } from './TierSnapshot.ts';

/** Which row of before each row of now is. */
export interface Matched {
  /** [nRows now], row before or −1. */
  readonly before: Int32Array;
  readonly onlyBefore: number;
  readonly onlyNow: number;
  /** Rows left aside, of either, because their identifier stood in an earlier row too. */
  readonly repeated: number;
}

/**
 * Matches customers of two tables by identifier as text; where neither has one, by row of the sheet. Of an identifier in several rows the
 * first is taken; rows without one are in one of the two only. Cost: one look-up per row.
 * @throws AppError `tiers.unmatched` where only one has an identifier
 */
export async function matchCustomers(earlier: TierSnapshot, now: TierSnapshot, run: Run): Promise<Matched> {
  if ((earlier.identifier === null) !== (now.identifier === null))
    throw new AppError('tiers.unmatched', { name: earlier.name });
  if (earlier.sourceRows === now.sourceRows)
    return { before: now.sourceRows.map((_row, i) => i), onlyBefore: 0, onlyNow: 0, repeated: 0 };
  const past = await firstRows(earlier, run);
  const present = await firstRows(now, run);
  const before = new Int32Array(now.tiers.length).fill(-1);
  let inBoth = 0;
  for (const [key, row] of present.rows) {
    const found = past.rows.get(key);
    if (found === undefined) continue;
    before[row] = found;
    inBoth++;
  }
  return {
    before,
    onlyBefore: past.rows.size - inBoth + past.nameless,
    onlyNow: present.rows.size - inBoth + present.nameless,
    repeated: past.repeated + present.repeated,
  };
}

async function firstRows({ identifier, sourceRows, tiers }: TierSnapshot, run: Run) {
  const rows = new Map<unknown, number>();
  let nameless = 0;
  let repeated = 0;
  for (let row = 0; row < tiers.length; row++) {
    if (row % CHUNK_ROWS === 0) await pause(run);
    const value = identifier ? cellValue(identifier, row) : sourceRows[row];
    if (value === null) nameless++;
    else if (rows.has(String(value))) repeated++;
    else rows.set(String(value), row);
  }
  return { rows, nameless, repeated };
}

import type { ScoreBins } from '#shared/contract/tiers';
import { TIERS } from '#shared/results';
import type { Table } from '../../table/Column.ts';
import type { Segmented } from '../Segmented.ts';
import { exposureColumn } from './exposure.ts';
import { hasTiers } from './scoreCustomers.ts';

/** Scores by their whole part: 0 to 100, of which a picture draws the last two as one bin. */
const CELLS = 101;

/**
 * How many customers, and how much exposure, have which risk score; and for each whole score what lies below it and from it on, which is
 * what Low and High would hold with their threshold there. Tiers set by hand stay where they are. Cost: one pass over the rows.
 */
export function scoreBins({ segmentation, labels, scores, byHand = [] }: Segmented, table: Table): ScoreBins {
  const column = exposureColumn(table);
  const bySegment = segmentation.segments.map(newSums);
  const ruled = newSums();
  const book = new Float64Array(CELLS);
  const fixed = { Low: { customers: 0, exposure: 0 }, High: { customers: 0, exposure: 0 } };
  const given = new Map(byHand.filter(({ what }) => what === 'tier').map(({ row, to }) => [row, TIERS[to]]));
  const nRows = hasTiers(segmentation.tierRule) ? scores.length : 0;
  for (let row = 0; row < nRows; row++) {
    const cell = Math.floor(scores[row]);
    const stake = column && Number.isFinite(column.values[row]) ? column.values[row] : 0;
    add(bySegment[labels[row]], cell, stake);
    book[cell]++;
    const tier = given.size > 0 ? given.get(row) : undefined;
    if (tier === undefined) add(ruled, cell, stake);
    else if (tier === 'Low' || tier === 'High') {
      fixed[tier].customers++;
      fixed[tier].exposure += stake;
    }
  }
  return {
    counts: bySegment.map(own => drawn(own.customers)),
    book: drawn(book),
    exposure: column && { column: column.name, sums: bySegment.map(own => drawn(own.exposure)) },
    low: runningTotals(ruled, fixed.Low, false),
    high: runningTotals(ruled, fixed.High, true),
    all: { customers: nRows, exposure: bySegment.reduce((all, own) => all + own.exposure.reduce(plus, 0), 0) },
    nSetByHand: given.size,
  };
}

interface Sums {
  readonly customers: Float64Array;
  readonly exposure: Float64Array;
}
function newSums(): Sums {
  return { customers: new Float64Array(CELLS), exposure: new Float64Array(CELLS) };
}
function add({ customers, exposure }: Sums, cell: number, stake: number): void {
  customers[cell]++;
  exposure[cell] += stake;
}
const plus = (a: number, b: number): number => a + b;

function drawn(cells: Float64Array): number[] {
  const bins = Array.from(cells.subarray(0, CELLS - 1));
  bins[bins.length - 1] += cells[CELLS - 1];
  return bins;
}

/** At each whole score what lies below it, or from it on, beginning with what was set by hand. */
function runningTotals({ customers, exposure }: Sums, start: { customers: number; exposure: number }, isFrom: boolean) {
  const totals = { customers: [] as number[], exposure: [] as number[] };
  let now = { ...start };
  for (let i = 0; i < CELLS; i++) {
    const cell = isFrom ? CELLS - 1 - i : i - 1;
    if (cell >= 0) now = { customers: now.customers + customers[cell], exposure: now.exposure + exposure[cell] };
    totals.customers.push(now.customers);
    totals.exposure.push(now.exposure);
  }
  return isFrom ? { customers: totals.customers.reverse(), exposure: totals.exposure.reverse() } : totals;
}

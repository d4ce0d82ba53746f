import type { ScoreBins } from '#shared/contract/tiers';
import type { TierRule } from '#shared/recipe';
import { TIERS } from '#shared/results';
import type { Table } from '../../table/Column.ts';
import type { Segmented } from '../Segmented.ts';
import { exposureColumn } from './exposure.ts';
import { hasTiers } from './scoreCustomers.ts';

/** Scores by their whole part: 0 to 100, of which a picture draws the last two as one bin. */
const CELLS = 101;

/**
 * How many customers, and how much exposure, have which risk score; and the same in parts that begin at every whole score and at the thresholds of the
 * rule, so that what each tier would hold with a threshold at any of these can be added up. Tiers set by hand stay where they are. Cost: one pass over
 * the rows.
 */
export function scoreBins({ segmentation, labels, scores, byHand = [] }: Segmented, table: Table): ScoreBins {
  const column = exposureColumn(table);
  const bySegment = segmentation.segments.map(() => newSums(CELLS));
  const book = new Float64Array(CELLS);
  const from = startsOf(segmentation.tierRule);
  const parts = newSums(from.length);
  const firstAt = Array.from({ length: CELLS }, (_none, whole) => from.indexOf(whole));
  const fixed = { High: nothing(), Medium: nothing(), Low: nothing() };
  const given = new Map(byHand.filter(({ what }) => what === 'tier').map(({ row, to }) => [row, TIERS[to]]));
  const nRows = hasTiers(segmentation.tierRule) ? scores.length : 0;
  for (let row = 0; row < nRows; row++) {
    const score = scores[row];
    const cell = Math.floor(score);
    const stake = column && Number.isFinite(column.values[row]) ? column.values[row] : 0;
    add(bySegment[labels[row]], cell, stake);
    book[cell]++;
    const tier = given.size > 0 ? given.get(row) : undefined;
    if (tier === undefined) {
      let part = firstAt[cell];
      while (from[part + 1] <= score) part++;
      add(parts, part, stake);
    } else if (tier !== 'None') {
      fixed[tier].customers++;
      fixed[tier].exposure += stake;
    }
  }
  return {
    counts: bySegment.map(own => drawn(own.customers)),
    book: drawn(book),
    exposure: column && { column: column.name, sums: bySegment.map(own => drawn(own.exposure)) },
    parts: { from, customers: [...parts.customers], exposure: [...parts.exposure] },
    byHand: fixed,
    all: { customers: nRows, exposure: bySegment.reduce((all, own) => all + own.exposure.reduce(plus, 0), 0) },
  };
}

/** Every whole score, and the thresholds where they lie between two. */
function startsOf({ mediumFrom, highFrom }: TierRule): number[] {
  const starts = new Set([...Array.from({ length: CELLS }, (_none, whole) => whole), mediumFrom, highFrom]);
  return [...starts].sort((a, b) => a - b);
}

interface Sums {
  readonly customers: Float64Array;
  readonly exposure: Float64Array;
}
function newSums(length: number): Sums {
  return { customers: new Float64Array(length), exposure: new Float64Array(length) };
}
function nothing() {
  return { customers: 0, exposure: 0 };
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

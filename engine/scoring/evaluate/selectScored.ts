import { pickValues } from '../pickValues.ts';

/** Customers that can be judged, and how many could not be and why. */
export interface Scored {
  readonly y: Uint8Array;
  readonly p: Float64Array;
  readonly foldOf: Int32Array | null;
  readonly clusterOf: Int32Array | null;
  /** Rows of the table that these customers are, ascending. */
  readonly rows: Int32Array;
  readonly leftOut: { readonly notScored: number; readonly unknownOutcome: number };
}

/**
 * The customers that have a score and a known outcome.
 * @param y [n], 1 is the event, 0 another outcome, anything else unknown
 * @param p [n], NaN is not scored, as the earlier customers where a model was tested on the later
 */
export function selectScored(
  y: Uint8Array,
  p: Float64Array,
  foldOf: Uint8Array | Int32Array | null = null,
  clusterOf: Int32Array | null = null,
): Scored {
  const rows = new Int32Array(y.length);
  let [n, notScored, unknownOutcome] = [0, 0, 0];
  for (let row = 0; row < y.length; row++) {
    if (y[row] > 1) unknownOutcome++;
    else if (p[row] !== p[row]) notScored++;
    else rows[n++] = row;
  }
  const selected = rows.slice(0, n);
  return {
    y: pickValues(y, selected, new Uint8Array(n)),
    p: pickValues(p, selected, new Float64Array(n)),
    foldOf: foldOf && pickValues(foldOf, selected, new Int32Array(n)),
    clusterOf: clusterOf && pickValues(clusterOf, selected, new Int32Array(n)),
    rows: selected,
    leftOut: { notScored, unknownOutcome },
  };
}

import { stream } from '#engine/random';
import type { FeatureTable, NumberFeature } from '#engine/table/FeatureTable';
import { sharedFloat64 } from '#engine/table/Matrix';
import { customers } from './customers.ts';

/** Rows to learn from and rows to be judged by. */
export interface ScoredCustomers {
  readonly x: FeatureTable;
  readonly y: Uint8Array;
}

/** Customers of `customers` and an event that depends on steps, products and a few columns alone; one in eleven has it. */
export function scoredCustomers(nRows: number, nColumns: number): ScoredCustomers {
  const { values } = customers(nRows, nColumns);
  const random = stream(2024, 'bench events');
  const features = Array.from({ length: nColumns }, (_none, j): NumberFeature => {
    const own = sharedFloat64(nRows);
    for (let row = 0; row < nRows; row++) own[row] = values[row * nColumns + j];
    return { kind: 'number', name: `column ${j}`, values: own };
  });
  const y = new Uint8Array(new SharedArrayBuffer(nRows));
  for (let row = 0; row < nRows; row++) {
    const at = (j: number) => values[row * nColumns + j];
    const odds =
      -3.1 +
      0.9 * Number(at(2) > 0.4) +
      0.8 * at(3) * at(4) +
      0.7 * Math.abs(at(5)) -
      0.5 * at(6) +
      0.6 * Math.sin(2 * at(7));
    y[row] = Number(random.uniform() < 1 / (1 + Math.exp(-odds)));
  }
  return { x: { nRows, features }, y };
}

/** Rows [from, to) as a table of their own. */
export function rowsBetween({ x, y }: ScoredCustomers, from: number, to: number): ScoredCustomers {
  const features = x.features.map(feature => {
    if (feature.kind !== 'number') return feature;
    const values = sharedFloat64(to - from);
    values.set(feature.values.subarray(from, to));
    return { ...feature, values };
  });
  return { x: { nRows: to - from, features }, y: y.slice(from, to) };
}

/** How often a row with the event has a higher score than one without; ties count half. */
export function areaUnderCurve(scores: Float64Array, y: Uint8Array): number {
  const order = new Uint32Array(scores.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  order.sort((a, b) => scores[a] - scores[b]);
  let [pairs, below, events] = [0, 0, 0];
  for (let i = 0; i < order.length;) {
    let [withEvent, without] = [0, 0];
    const score = scores[order[i]];
    for (; i < order.length && scores[order[i]] === score; i++) {
      if (y[order[i]]) withEvent++;
      else without++;
    }
    pairs += withEvent * (below + without / 2);
    below += without;
    events += withEvent;
  }
  return pairs / (events * below);
}

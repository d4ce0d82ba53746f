import { selectFeatureRows } from '../../table/FeatureTable.ts';
import type { Training } from '../../algorithms/defineAlgorithm.ts';
import type { RandomStream } from '../../random.ts';

/** Rows of the outcome that is rarer, and of the other; of two that are as frequent the event counts as the rarer. */
export interface Outcomes {
  readonly rare: Int32Array;
  readonly frequent: Int32Array;
}

export function outcomesOf(y: Uint8Array): Outcomes {
  let nEvents = 0;
  for (const event of y) nEvents += event;
  const events = new Int32Array(nEvents);
  const others = new Int32Array(y.length - nEvents);
  for (let row = 0, e = 0, o = 0; row < y.length; row++) {
    if (y[row] === 1) events[e++] = row;
    else others[o++] = row;
  }
  return events.length <= others.length ? { rare: events, frequent: others } : { rare: others, frequent: events };
}

/** The rarer outcome's rows and as many of the other's, drawn without putting back, in their order. */
export function underSample(training: Training, { rare, frequent }: Outcomes, draw: RandomStream): Training {
  const drawn = draw.sample(frequent.length, rare.length);
  const rows = new Int32Array(rare.length + drawn.length);
  rows.set(rare);
  for (let i = 0; i < drawn.length; i++) rows[rare.length + i] = frequent[drawn[i]];
  return takeRows(training, rows.sort());
}

/** All rows, and behind them rows of the rarer outcome drawn with putting back, until both are as frequent. */
export function overSample(training: Training, { rare, frequent }: Outcomes, draw: RandomStream): Training {
  const { length } = training.y;
  const rows = new Int32Array(2 * frequent.length);
  for (let row = 0; row < length; row++) rows[row] = row;
  for (let i = length; i < rows.length; i++) rows[i] = rare[draw.below(rare.length)];
  return takeRows(training, rows);
}

function takeRows(training: Training, rows: Int32Array): Training {
  const { x, y, weights } = training;
  return {
    ...training,
    x: selectFeatureRows(x, rows),
    y: Uint8Array.from(rows, row => y[row]),
    weights: weights && Float64Array.from(rows, row => weights[row]),
  };
}

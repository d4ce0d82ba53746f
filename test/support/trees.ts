import type { Training } from '#engine/algorithms/defineAlgorithm';
import { stream } from '#engine/random';
import { selectFeatureRows, type Feature } from '#engine/table/FeatureTable';
import { sharedFloat64, sharedInt32, sharedUint8 } from '#engine/table/Matrix';

/** How often a row with the event has a higher score than one without; ties count half. */
export function aucOf(scores: ArrayLike<number>, y: ArrayLike<number>): number {
  const order = Array.from(y, (_event, row) => row).sort((a, b) => scores[a] - scores[b]);
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

export function rowsOf(training: Training, rows: readonly number[]): Training {
  const chosen = Int32Array.from(rows);
  const y = sharedUint8(rows.length);
  y.set(rows.map(row => training.y[row]));
  let weights: Float64Array | null = null;
  if (training.weights) {
    weights = sharedFloat64(rows.length);
    for (let i = 0; i < rows.length; i++) weights[i] = training.weights[rows[i]];
  }
  return { ...training, x: selectFeatureRows(training.x, chosen), y, weights };
}

export function numbersFeature(name: string, given: ArrayLike<number>): Feature {
  const values = sharedFloat64(given.length);
  values.set(Array.from(given));
  return { kind: 'number', name, values };
}
export function codesFeature(name: string, given: ArrayLike<number>, nLevels: number): Feature {
  const codes = sharedInt32(given.length);
  codes.set(Array.from(given));
  return { kind: 'category', name, codes, levels: Array.from({ length: nLevels }, (_none, level) => `level ${level}`) };
}
export function trainingOf(features: readonly Feature[], events: ArrayLike<number>): Training {
  const y = sharedUint8(events.length);
  y.set(Array.from(events));
  return { x: { nRows: events.length, features }, y, weights: null };
}

/** Tables that trees must survive. */
export function difficultTrainings(): [string, Training][] {
  const random = stream(5, 'difficult trees');
  const draws = (n: number, of: () => number) => Array.from({ length: n }, of);
  const events = (n: number, share: number) => draws(n, () => Number(random.uniform() < share));
  const atLeastOne = (given: number[]) => given.map((event, i) => (i === 0 ? 1 : i === 1 ? 0 : event));
  const some = atLeastOne(events(300, 0.3));
  const few = draws(300, () => 0).map((_none, i) => Number(i < 3));
  const normal = () => random.normal();
  return [
    ['one feature', trainingOf([numbersFeature('a', draws(300, normal))], some)],
    [
      'constant features',
      trainingOf(
        [
          numbersFeature(
            'a',
            draws(300, () => 7),
          ),
          codesFeature(
            'k',
            draws(300, () => 0),
            3,
          ),
        ],
        some,
      ),
    ],
    [
      'all gaps',
      trainingOf(
        [
          numbersFeature(
            'a',
            draws(300, () => NaN),
          ),
          codesFeature(
            'k',
            draws(300, () => -1),
            3,
          ),
        ],
        some,
      ),
    ],
    [
      'no levels',
      trainingOf(
        [
          codesFeature(
            'k',
            draws(300, () => -1),
            0,
          ),
        ],
        some,
      ),
    ],
    [
      'three events',
      trainingOf([numbersFeature('a', draws(300, normal)), numbersFeature('b', draws(300, normal))], few),
    ],
    [
      'a thousand levels',
      trainingOf(
        [
          codesFeature(
            'k',
            draws(3000, () => random.below(1000)),
            1000,
          ),
        ],
        atLeastOne(events(3000, 0.2)),
      ),
    ],
    ['five rows', trainingOf([numbersFeature('a', [1, 2, 3, 4, 5])], [0, 1, 0, 1, 1])],
    ['two rows', trainingOf([numbersFeature('a', [1, 2])], [0, 1])],
    [
      'a scale of a billion and correlated columns',
      (() => {
        const base = draws(300, normal);
        const features = [base, base.map(v => 1e9 * v), base.map(v => 1e-9 * v)];
        return trainingOf(
          features.map((values, j) => numbersFeature(`c${j}`, values)),
          some,
        );
      })(),
    ],
    [
      '85 columns',
      trainingOf(
        draws(85, () => 0).map((_none, j) => numbersFeature(`c${j}`, draws(300, normal))),
        some,
      ),
    ],
  ];
}

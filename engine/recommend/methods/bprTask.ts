import { stream } from '../../random.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { has, type Interactions } from '../Interactions.ts';

export interface BprEpoch {
  readonly known: Interactions;
  /** [pairs]: the customer of each. */
  readonly owners: Int32Array;
  /** in out [nCustomers × nFactors], [nProducts × nFactors], [nProducts] */
  readonly customers: Float64Array;
  readonly products: Float64Array;
  readonly base: Float64Array;
  readonly nFactors: number;
  readonly learningRate: number;
  readonly ridge: number;
  readonly seed: number;
  readonly epoch: number;
}

/** Draws of a product that a customer has not; one who has nearly all is passed over. */
const MOST_DRAWS = 20;
const STEPS_AT_ONCE = 4_096;

export function bprEpochTask(input: BprEpoch, context: TaskContext): void {
  const { known, owners, seed, epoch } = input;
  const { below } = stream(seed, 'offers.bpr', epoch);
  const n = known.products.length;
  for (let step = 0; step < n; step++) {
    if (step % STEPS_AT_ONCE === 0) context.throwIfCancelled();
    const pair = below(n);
    const customer = owners[pair];
    for (let draw = 0; draw < MOST_DRAWS; draw++) {
      const other = below(known.nProducts);
      if (has(known, customer, other)) continue;
      learn(input, customer, known.products[pair], other);
      break;
    }
  }
}

function learn(input: BprEpoch, customer: number, owned: number, other: number): void {
  const { customers, products, base, nFactors, learningRate, ridge } = input;
  const [c, i, j] = [customer * nFactors, owned * nFactors, other * nFactors];
  let lead = base[owned] - base[other];
  for (let f = 0; f < nFactors; f++) lead += customers[c + f] * (products[i + f] - products[j + f]);
  const pull = 1 / (1 + Math.exp(lead));
  for (let f = 0; f < nFactors; f++) {
    const own = customers[c + f];
    const gap = products[i + f] - products[j + f];
    customers[c + f] += learningRate * (pull * gap - ridge * own);
    products[i + f] += learningRate * (pull * own - ridge * products[i + f]);
    products[j + f] += learningRate * (-pull * own - ridge * products[j + f]);
  }
  base[owned] += learningRate * (pull - ridge * base[owned]);
  base[other] += learningRate * (-pull - ridge * base[other]);
}

import type { Interactions } from './Interactions.ts';
import type { DenseLinksModel, FactorsModel, LinksModel, PeersModel, RecommenderModel } from './RecommenderModel.ts';
import { TopList } from './TopList.ts';

/** Work space of one thread for the models that need some. */
export interface ScoreSpace {
  readonly overlaps: Float64Array;
  readonly touched: Int32Array;
  readonly nearest: TopList;
  readonly items: Int32Array;
  readonly values: Float64Array;
}

export function newScoreSpace(model: RecommenderModel): ScoreSpace {
  const nPeers = model.kind === 'peers' ? model.peers.length : 0;
  const nNeighbours = model.kind === 'peers' ? model.nNeighbours : 0;
  return {
    overlaps: new Float64Array(nPeers),
    touched: new Int32Array(nPeers),
    nearest: new TopList(nNeighbours),
    items: new Int32Array(nNeighbours),
    values: new Float64Array(nNeighbours),
  };
}

/**
 * Scores of all products for one customer from what he has; always added up in the same order.
 * @param out [nProducts], written
 * Cost: O(what he has × what that speaks for), factors O(products × factors).
 */
export function scoreCustomer(
  model: RecommenderModel,
  known: Interactions,
  customer: number,
  space: ScoreSpace,
  out: Float64Array,
): void {
  switch (model.kind) {
    case 'fixed':
      out.set(model.scores);
      return;
    case 'links':
      scoreByLinks(model, known, customer, out);
      return;
    case 'dense':
      scoreByDense(model, known, customer, out);
      return;
    case 'peers':
      scoreByPeers(model, known, customer, space, out);
      return;
    case 'factors':
      scoreByFactors(model, customer, out);
  }
}

function scoreByLinks(model: LinksModel, known: Interactions, customer: number, out: Float64Array): void {
  const { offsets, targets, values, joins, base } = model;
  out.fill(0);
  for (let i = known.offsets[customer]; i < known.offsets[customer + 1]; i++) {
    const from = known.products[i];
    const weight = known.weights[i];
    for (let at = offsets[from]; at < offsets[from + 1]; at++) {
      if (joins === 'sum') out[targets[at]] += weight * values[at];
      else if (values[at] > out[targets[at]]) out[targets[at]] = values[at];
    }
  }
  if (base) for (let p = 0; p < out.length; p++) out[p] += base[p];
}

function scoreByDense({ values }: DenseLinksModel, known: Interactions, customer: number, out: Float64Array): void {
  const n = out.length;
  out.fill(0);
  for (let i = known.offsets[customer]; i < known.offsets[customer + 1]; i++) {
    const row = known.products[i] * n;
    const weight = known.weights[i];
    for (let p = 0; p < n; p++) out[p] += weight * values[row + p];
  }
}

function scoreByPeers(model: PeersModel, known: Interactions, customer: number, space: ScoreSpace, out: Float64Array) {
  const { overlaps, touched, nearest, items, values } = space;
  let nTouched = 0;
  let squares = 0;
  for (let i = known.offsets[customer]; i < known.offsets[customer + 1]; i++) {
    const weight = known.weights[i];
    squares += weight * weight;
    const p = known.products[i];
    for (let at = model.holderOffsets[p]; at < model.holderOffsets[p + 1]; at++) {
      const peer = model.holders[at];
      if (overlaps[peer] === 0) touched[nTouched++] = peer;
      overlaps[peer] += weight * model.holderWeights[at];
    }
  }
  const length = Math.sqrt(squares);
  nearest.clear();
  for (let i = 0; i < nTouched; i++) {
    const peer = touched[i];
    if (model.peers[peer] !== customer)
      nearest.offer(peer, overlaps[peer] / (length * model.lengths[peer] + model.shrinkage));
    overlaps[peer] = 0;
  }
  const n = nearest.take(items, values, 0);
  out.fill(0);
  for (let i = 0; i < n; i++) {
    const peer = items[i];
    for (let at = model.offsets[peer]; at < model.offsets[peer + 1]; at++)
      out[model.products[at]] += values[i] * model.weights[at];
  }
}

function scoreByFactors({ nFactors, customers, products, base }: FactorsModel, customer: number, out: Float64Array) {
  const from = customer * nFactors;
  for (let p = 0; p < out.length; p++) {
    const at = p * nFactors;
    let sum = base ? base[p] : 0;
    for (let f = 0; f < nFactors; f++) sum += customers[from + f] * products[at + f];
    out[p] = sum;
  }
}

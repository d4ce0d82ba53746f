import { CODE_SIGN, FAN, ROW_CODES } from '../../kernels/TreeCalls.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import { MOST_BINS } from './askedBins.ts';
import type { FanFeature } from './fanTrees.ts';
import type { TreeLevels } from './treeLevels.ts';

const FIRST_PLACES = 1 << 12;
/** Trees that are thin and deep leave most places of their fans empty. */
export const MOST_PLACES = 1 << 21;
/** No node, and the last bin on the left of a question that sends every row there. */
const NONE = -1;
const ALL_LEFT = MOST_BINS ^ CODE_SIGN;

/** Trees that are laid one behind the other, and how far their room is filled. */
export interface FanPacking {
  readonly ensemble: TreeEnsemble;
  readonly lastBins: Uint8Array;
  readonly features: readonly FanFeature[];
  nodes: Int32Array;
  bytes: Uint8Array;
  nFans: number;
  values: Float64Array;
  /** The node of each place, by its position in its tree level by level; NONE where no row comes to. */
  positions: Int32Array;
  nPlaces: number;
  /** Work space: the positions of a fan, and behind them those of its children. */
  readonly spread: Int32Array;
}

export function newFanPacking(
  ensemble: TreeEnsemble,
  lastBins: Uint8Array,
  features: readonly FanFeature[],
): FanPacking {
  const [values, positions] = [new Float64Array(FIRST_PLACES), new Int32Array(FIRST_PLACES)];
  const spread = new Int32Array(FAN.questions + FAN.children);
  const nodes = new Int32Array(FIRST_PLACES);
  return {
    ensemble,
    lastBins,
    features,
    nodes,
    bytes: new Uint8Array(nodes.buffer),
    nFans: 0,
    values,
    positions,
    nPlaces: 0,
    spread,
  };
}

/** @returns false where the trees would take too much room */
export function packTree(packing: FanPacking, { origin, left, depth }: TreeLevels, steps: number): boolean {
  const { spread } = packing;
  const firstPlace = packing.nPlaces;
  let place = firstPlace;
  makeRoom(packing);
  packing.positions[packing.nPlaces++] = 0;
  for (let step = 0; step < steps; step++) {
    // The last fans are full, so that the first may have fewer levels to ask about.
    const height = Math.max(0, Math.min(FAN.levels, depth - FAN.levels * (steps - 1 - step)));
    for (const end = packing.nPlaces; place < end; place++) {
      makeRoom(packing);
      const at = packing.positions[place];
      const isLast = at === NONE || left[at] === at;
      spread[0] = at;
      packFan(packing, origin, left, isLast ? 0 : height);
      const child = isLast ? place : packing.nPlaces;
      packing.nodes[packing.nFans++ * FAN.words + FAN.childWord] = FAN.children * (child - firstPlace);
      if (isLast) continue;
      for (let c = FAN.questions; c < spread.length; c++) packing.positions[packing.nPlaces++] = spread[c];
    }
    if (packing.nPlaces > MOST_PLACES) return false;
  }
  const { values, positions, ensemble } = packing;
  for (let p = firstPlace; p < packing.nPlaces; p++)
    values[p] = positions[p] === NONE ? 0 : ensemble.value[origin[positions[p]]];
  return true;
}

/** For one fan and its children. */
function makeRoom(packing: FanPacking): void {
  if (packing.nPlaces + FAN.children > packing.positions.length) {
    packing.positions = grown(packing.positions, new Int32Array(2 * packing.positions.length));
    packing.values = grown(packing.values, new Float64Array(2 * packing.values.length));
  }
  if ((packing.nFans + 1) * FAN.words > packing.nodes.length) {
    packing.nodes = grown(packing.nodes, new Int32Array(2 * packing.nodes.length));
    packing.bytes = new Uint8Array(packing.nodes.buffer);
  }
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The questions of the fan over the first position of `spread`, `height` levels of them. */
function packFan(packing: FanPacking, origin: Int32Array, left: Int32Array, height: number): void {
  const { ensemble, lastBins, features, bytes, spread } = packing;
  const first = packing.nFans * FAN.words * 4;
  for (let q = 0; q < FAN.questions; q++) {
    const at = spread[q];
    const asks = q + 1 < 1 << height && at !== NONE && left[at] !== at;
    spread[2 * q + 1] = asks ? left[at] : at;
    spread[2 * q + 2] = asks ? left[at] + 1 : NONE;
    const node = asks ? origin[at] : NONE;
    bytes[first + q] = asks ? features[ensemble.feature[node]].column + ROW_CODES * ensemble.missingLeft[node] : 0;
    bytes[first + FAN.lastByte + q] = asks ? lastBins[node] ^ CODE_SIGN : ALL_LEFT;
  }
  bytes[first + FAN.lastByte + FAN.questions] = ALL_LEFT;
}

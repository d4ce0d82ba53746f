import { hasBit } from '../../kernels/typescript/binSet.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import type { FeatureBins } from './featureBins.ts';

/** Numbers of a feature that is asked whether it is there at all: none is above it. */
const ANY_NUMBER = Number.MAX_VALUE;

/** One tree as an ensemble holds it, with positions counted from its root. */
export type TreePart = Omit<TreeEnsemble, 'nFeatures' | 'nTrees' | 'roots' | 'baseline'>;

export interface DraftSplit {
  readonly feature: number;
  /** Last bin on the left; not looked at for categories. */
  readonly bin: number;
  readonly set: Uint8Array;
  readonly isMissingLeft: boolean;
  readonly gain: number;
}

/** A tree that grows node by node. */
export class TreeDraft {
  readonly #bins: readonly FeatureBins[];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #levelSet: number[] = [];
  readonly #levelBits: number[] = [];
  readonly #missingLeft: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #value: number[] = [];
  readonly #cover: number[] = [];
  readonly #gain: number[] = [];

  constructor(bins: readonly FeatureBins[]) {
    this.#bins = bins;
  }

  get nNodes(): number {
    return this.#feature.length;
  }

  /** @returns the position of the new leaf */
  addLeaf(value: number, cover: number): number {
    this.#threshold.push(0);
    this.#levelSet.push(-1);
    this.#missingLeft.push(0);
    this.#left.push(-1);
    this.#right.push(-1);
    this.#value.push(value);
    this.#cover.push(cover);
    this.#gain.push(0);
    return this.#feature.push(-1) - 1;
  }

  setLeaf(node: number, value: number, cover: number): void {
    this.#value[node] = value;
    this.#cover[node] = cover;
  }

  /** Makes a node the child of another that asks. */
  hang(node: number, parent: number, isRight: boolean): void {
    (isRight ? this.#right : this.#left)[parent] = node;
  }

  /** Makes a leaf ask; its children are hung on it. */
  ask(node: number, { feature, bin, set, isMissingLeft, gain }: DraftSplit): void {
    const bins = this.#bins[feature];
    this.#feature[node] = feature;
    this.#missingLeft[node] = Number(isMissingLeft);
    this.#gain[node] = gain;
    if (bins.kind === 'number') this.#threshold[node] = bins.thresholds[bin] ?? ANY_NUMBER;
    else {
      this.#levelSet[node] = this.#levelBits.length;
      const words = new Uint32Array(Math.ceil(bins.binOf.length / 32));
      bins.binOf.forEach((binOfLevel, level) => {
        if (hasBit(set, binOfLevel)) words[level >> 5] |= 1 << (level & 31);
      });
      this.#levelBits.push(...words);
    }
  }

  /** Inner nodes take the cover of their children, and the mean of what they answer by it. */
  averageUp(): void {
    for (let node = this.nNodes - 1; node >= 0; node--) {
      const left = this.#left[node];
      if (left < 0) continue;
      const right = this.#right[node];
      const [a, b] = [this.#cover[left], this.#cover[right]];
      const mean = (this.#value[left] * a + this.#value[right] * b) / (a + b);
      this.setLeaf(node, a + b > 0 ? mean : 0, a + b);
    }
  }

  toPart(): TreePart {
    return {
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      levelSet: Int32Array.from(this.#levelSet),
      levelBits: Uint32Array.from(this.#levelBits),
      missingLeft: Uint8Array.from(this.#missingLeft),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      value: Float64Array.from(this.#value),
      cover: Float64Array.from(this.#cover),
      gain: Float64Array.from(this.#gain),
    };
  }
}

/** Trees one after the other as one ensemble. */
export function joinTrees(parts: readonly TreePart[], nFeatures: number, baseline: number): TreeEnsemble {
  const nNodes = parts.reduce((sum, { feature }) => sum + feature.length, 0);
  const nWords = parts.reduce((sum, { levelBits }) => sum + levelBits.length, 0);
  const ensemble = {
    nFeatures,
    nTrees: parts.length,
    roots: new Int32Array(parts.length + 1),
    feature: new Int32Array(nNodes),
    threshold: new Float64Array(nNodes),
    levelSet: new Int32Array(nNodes),
    levelBits: new Uint32Array(nWords),
    missingLeft: new Uint8Array(nNodes),
    left: new Int32Array(nNodes),
    right: new Int32Array(nNodes),
    value: new Float64Array(nNodes),
    cover: new Float64Array(nNodes),
    gain: new Float64Array(nNodes),
    baseline,
  };
  let [node, word] = [0, 0];
  parts.forEach((part, tree) => {
    for (const name of ['feature', 'threshold', 'missingLeft', 'value', 'cover', 'gain'] as const)
      ensemble[name].set(part[name], node);
    ensemble.levelBits.set(part.levelBits, word);
    shift(part.levelSet, word, ensemble.levelSet, node);
    shift(part.left, node, ensemble.left, node);
    shift(part.right, node, ensemble.right, node);
    node += part.feature.length;
    word += part.levelBits.length;
    ensemble.roots[tree + 1] = node;
  });
  return ensemble;
}

function shift(from: Int32Array, by: number, to: Int32Array, at: number): void {
  for (let i = 0; i < from.length; i++) to[at + i] = from[i] < 0 ? -1 : from[i] + by;
}

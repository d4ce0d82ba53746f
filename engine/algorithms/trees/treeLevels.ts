import type { TreeEnsemble } from '../TreeEnsemble.ts';

/** Where the nodes of a tree come from, level by level, and where their children go. */
export interface TreeLevels {
  /** [nNodes] */
  readonly origin: Int32Array;
  /** [nNodes], position of the left child, counted from the root; its own for a leaf. */
  readonly left: Int32Array;
  readonly depth: number;
}

export function levelsOf({ roots, feature, left, right }: TreeEnsemble, tree: number): TreeLevels {
  const nNodes = roots[tree + 1] - roots[tree];
  const origin = new Int32Array(nNodes);
  const first = new Int32Array(nNodes);
  origin[0] = roots[tree];
  let [next, depth] = [1, 0];
  for (let at = 0, end = 1; at < next; at++) {
    if (at === end) [end, depth] = [next, depth + 1];
    const node = origin[at];
    first[at] = feature[node] < 0 ? at : next;
    if (feature[node] < 0) continue;
    origin[next++] = left[node];
    origin[next++] = right[node];
  }
  return { origin, left: first, depth };
}

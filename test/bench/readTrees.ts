import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeEnsemble } from '#engine/algorithms/TreeEnsemble';

export function floats(folder: string, name: string): Float64Array {
  return new Float64Array(new Uint8Array(readFileSync(join(folder, name))).buffer);
}
function ints(folder: string, name: string): Int32Array {
  return new Int32Array(new Uint8Array(readFileSync(join(folder, name))).buffer);
}

/** The forest that `peers/treeShap.py` grew and wrote. */
export function readTrees(folder: string, nTrees: number, nFeatures: number): TreeEnsemble {
  const roots = ints(folder, 'roots');
  const nNodes = roots[nTrees];
  return {
    nFeatures,
    nTrees,
    roots,
    feature: ints(folder, 'feature'),
    threshold: floats(folder, 'threshold'),
    levelSet: new Int32Array(nNodes).fill(-1),
    levelBits: new Uint32Array(0),
    missingLeft: new Uint8Array(nNodes),
    left: ints(folder, 'left'),
    right: ints(folder, 'right'),
    value: floats(folder, 'value'),
    cover: floats(folder, 'cover'),
    gain: new Float64Array(nNodes),
    baseline: 0,
  };
}

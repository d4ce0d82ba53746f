import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Arena, KernelMemory } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { NODE_INTS, NODE_NUMBERS, type TreeShap } from '../../kernels/TreeShapCall.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { Contributions } from './Contributions.ts';
import { layTree } from './layTree.ts';
import { measureTrees, type TreeSize } from './measureTrees.ts';
import { gaussLegendre } from './quadrature.ts';

/** Trees that need more than this are laid out anew for every question. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Trees laid out once and for all, for customers who are explained one by one: the same bits as `treeShap`, which lays them out for each call.
 * Memory: some 200 bytes a node.
 */
export class LaidForest {
  private readonly calls: readonly TreeShap[];
  private readonly x: Float64Array;
  private readonly out: Float64Array;
  private readonly baseline: number;
  private readonly kernels: Kernels;

  private constructor(calls: readonly TreeShap[], baseline: number, arena: Arena) {
    this.calls = calls;
    this.baseline = baseline;
    this.x = calls[0].x;
    this.out = calls[0].out;
    this.kernels = kernelsFor(arena.handle);
  }

  /** @returns null where the trees are too large to be kept so, or ask nothing @throws Cancelled */
  static async of(ensemble: TreeEnsemble, memory: KernelMemory, run: Run): Promise<LaidForest | null> {
    const sizes = await measureTrees(ensemble, run);
    const asking = sizes.map((_size, tree) => tree).filter(tree => sizes[tree].depth > 0);
    const bytes = spaceBytes(ensemble, sizes);
    if (asking.length === 0 || bytes > MOST_BYTES) return null;
    const arena = memory.arena(bytes);
    const shared = sharedSpace(ensemble, sizes, arena);
    const quadratures = new Map(sizes.map(({ nPoints }) => [nPoints, gaussLegendre(nPoints)]));
    const calls: TreeShap[] = [];
    for (const tree of asking) {
      run.throwIfCancelled();
      const { nNodes, nPoints, tableLength } = sizes[tree];
      const laid = {
        ints: arena.int32(nNodes * NODE_INTS),
        numbers: arena.float64(nNodes * NODE_NUMBERS),
        tables: arena.float64(tableLength),
      };
      layTree(ensemble, tree, quadratures.get(nPoints)!, laid);
      calls.push({ ...shared, ...laid, from: 0, to: 1, nFeatures: ensemble.nFeatures, nPoints });
    }
    const baseline = sizes.reduce((sum, { mean }) => sum + mean, ensemble.baseline);
    return new LaidForest(calls, baseline, arena);
  }

  /** Contributions for the first row of a table. */
  explain({ features }: FeatureTable): Contributions {
    const nFeatures = features.length;
    for (const [j, feature] of features.entries()) {
      const value = feature.kind === 'number' ? feature.values[0] : feature.codes[0];
      this.x[j] = feature.kind === 'category' && value < 0 ? NaN : value;
    }
    this.out.fill(0);
    for (const call of this.calls) this.kernels.treeShap(call);
    return { baseline: this.baseline, values: this.out.slice(), nRows: 1, nFeatures };
  }
}

function sharedSpace({ levelBits, nFeatures }: TreeEnsemble, sizes: readonly TreeSize[], arena: Arena) {
  const pathLength = longestPath(sizes);
  const bits = arena.int32(levelBits.length);
  bits.set(levelBits);
  return {
    levelBits: bits,
    x: arena.float64(nFeatures),
    out: arena.float64(nFeatures),
    met: arena.int32(nFeatures),
    path: arena.float64(pathLength),
    sums: arena.float64(pathLength),
  };
}

function longestPath(sizes: readonly TreeSize[]): number {
  return sizes.reduce((most, { depth, nPoints }) => Math.max(most, (depth + 2) * nPoints), 2);
}

function spaceBytes({ levelBits, nFeatures }: TreeEnsemble, sizes: readonly TreeSize[]): number {
  const ofTrees = sizes.reduce(
    (sum, { nNodes, tableLength }) => sum + nNodes * (NODE_INTS * 4 + NODE_NUMBERS * 8) + tableLength * 8 + 3 * 64,
    0,
  );
  return ofTrees + levelBits.length * 4 + nFeatures * 20 + longestPath(sizes) * 16 + 6 * 64;
}

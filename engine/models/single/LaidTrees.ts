import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Arena, KernelMemory } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { NODE_INTS, NODE_NUMBERS } from '../../kernels/TreeShapCall.ts';
import type { Contributions } from '../../scoring/explain/Contributions.ts';
import { layTree, type LaidTree } from '../../scoring/explain/layTree.ts';
import { measureTrees, type TreeSize } from '../../scoring/explain/measureTrees.ts';
import { gaussLegendre } from '../../scoring/explain/quadrature.ts';

/** Ensembles that would take more than this stay as they are and are laid out for each question. */
const MOST_BYTES = 256 * 1024 * 1024;
const SPARE_BYTES = 4096;

/** Kernels for arrays of a memory, in the thread that asks. */
export interface OwnKernels {
  readonly memory: KernelMemory;
  kernelsFor(arena: Arena): Kernels;
}

/** All trees of an ensemble laid out once for TreeSHAP of one row at a time. The same bits as `treeShap`. */
export class LaidTrees {
  readonly #trees: readonly (LaidTree & { readonly nPoints: number })[];
  readonly #kernels: Kernels;
  readonly #levelBits: Int32Array;
  readonly #space: Record<'x' | 'out' | 'path' | 'sums', Float64Array> & { readonly met: Int32Array };
  readonly #baseline: number;
  readonly #nFeatures: number;

  private constructor(ensemble: TreeEnsemble, sizes: readonly TreeSize[], arena: Arena, kernels: Kernels) {
    const { nFeatures } = ensemble;
    this.#kernels = kernels;
    this.#nFeatures = nFeatures;
    this.#levelBits = arena.int32(ensemble.levelBits.length);
    this.#levelBits.set(ensemble.levelBits);
    const path = pathLength(sizes);
    this.#space = {
      x: arena.float64(nFeatures),
      out: arena.float64(nFeatures),
      met: arena.int32(nFeatures),
      path: arena.float64(path),
      sums: arena.float64(path),
    };
    this.#baseline = sizes.reduce((sum, { mean }) => sum + mean, ensemble.baseline);
    this.#trees = sizes
      .filter(({ depth }) => depth > 0)
      .map(({ nNodes, tableLength, nPoints }) => ({
        ints: arena.int32(nNodes * NODE_INTS),
        numbers: arena.float64(nNodes * NODE_NUMBERS),
        tables: arena.float64(tableLength),
        nPoints,
      }));
  }

  /**
   * @returns null where the trees would take too much memory
   * @throws Cancelled
   */
  static async of(ensemble: TreeEnsemble, { memory, kernelsFor }: OwnKernels, run: Run): Promise<LaidTrees | null> {
    const sizes = await measureTrees(ensemble, run);
    const bytes = laidBytes(ensemble, sizes);
    if (bytes > MOST_BYTES) return null;
    const arena = memory.arena(bytes);
    const laid = new LaidTrees(ensemble, sizes, arena, kernelsFor(arena));
    const quadratures = new Map(sizes.map(({ nPoints }) => [nPoints, gaussLegendre(nPoints)]));
    let next = 0;
    for (const [tree, { depth, nPoints }] of sizes.entries()) {
      if (depth === 0) continue;
      await pause(run);
      layTree(ensemble, tree, quadratures.get(nPoints)!, laid.#trees[next++]);
    }
    return laid;
  }

  /** Contributions of one row. @param x [nFeatures] numbers and codes of levels, NaN for a gap. Cost: O(nodes × features on a way). */
  contributions(x: Float64Array): Contributions {
    const { out } = this.#space;
    const nFeatures = this.#nFeatures;
    this.#space.x.set(x);
    out.fill(0);
    for (const { ints, numbers, tables, nPoints } of this.#trees) {
      const tree = { ints, numbers, tables, levelBits: this.#levelBits, nFeatures, nPoints };
      this.#kernels.treeShap({ ...this.#space, ...tree, from: 0, to: 1 });
    }
    return { baseline: this.#baseline, values: Float64Array.from(out), nRows: 1, nFeatures };
  }
}

function pathLength(sizes: readonly TreeSize[]): number {
  return sizes.reduce((most, { depth, nPoints }) => Math.max(most, (depth + 2) * nPoints), 1);
}

function laidBytes({ nFeatures, levelBits }: TreeEnsemble, sizes: readonly TreeSize[]): number {
  // Every array begins at a multiple of 64 bytes.
  const trees = sizes.reduce(
    (sum, { nNodes, tableLength }) => sum + nNodes * (NODE_INTS * 4 + NODE_NUMBERS * 8) + tableLength * 8 + 192,
    0,
  );
  return trees + levelBits.length * 4 + nFeatures * 20 + pathLength(sizes) * 16 + SPARE_BYTES;
}

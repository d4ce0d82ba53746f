import { classOf, type TreeNode } from './TreeNode.ts';

/**
 * Takes out the splits that are not worth their length, the weakest first, as long as a split gets at most `alpha` customers per leaf right that
 * would otherwise be wrong (minimal cost-complexity pruning on the error count).
 * Source: Breiman et al. (1984), chapter 3.
 */
export function pruneTree(tree: TreeNode, alpha: number): TreeNode {
  let pruned = tree;
  for (;;) {
    const weakest = weakestLink(pruned);
    if (!weakest || weakest.gain > alpha) return pruned;
    pruned = collapse(pruned, weakest.node);
  }
}

interface Link {
  readonly node: TreeNode;
  /** Errors saved per further leaf. */
  readonly gain: number;
}

function weakestLink(tree: TreeNode): Link | null {
  let weakest: Link | null = null;
  const walk = (node: TreeNode): { errors: number; leaves: number } => {
    const own = node.n - node.counts[classOf(node)];
    if (!node.split) return { errors: own, leaves: 1 };
    const left = walk(node.left!);
    const right = walk(node.right!);
    const [errors, leaves] = [left.errors + right.errors, left.leaves + right.leaves];
    const gain = (own - errors) / (leaves - 1);
    if (!weakest || gain < weakest.gain) weakest = { node, gain };
    return { errors, leaves };
  };
  walk(tree);
  return weakest;
}

function collapse(node: TreeNode, target: TreeNode): TreeNode {
  if (node === target) return { ...node, split: null, left: null, right: null };
  if (!node.split) return node;
  return { ...node, left: collapse(node.left!, target), right: collapse(node.right!, target) };
}

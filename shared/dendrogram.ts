/** Where the lines of a dendrogram go, for every picture of it; and what it says in a sentence. */
import { formatCount, formatThings } from './format.ts';
import type { Dendrogram } from './results.ts';

/** One join: two uprights and the line across them. */
export interface Branch {
  /** Leaves stand at 0, 1, 2 … */
  readonly leftX: number;
  readonly rightX: number;
  /** Where each side was joined before; 0 for a leaf. */
  readonly leftHeight: number;
  readonly rightHeight: number;
  readonly height: number;
  readonly size: number;
  /** The segment of all leaves under each side, and of both together; null where they are of several. */
  readonly leftSegment: number | null;
  readonly rightSegment: number | null;
  readonly segment: number | null;
}

export function branchesOf({ leaves, merges }: Dendrogram): Branch[] {
  const x = leaves.map((_leaf, i) => i);
  const height = leaves.map(() => 0);
  const segment: (number | null)[] = leaves.map(leaf => leaf.segment);
  return merges.map(({ left, right, height: joined, size }) => {
    const own = segment[left] === segment[right] ? segment[left] : null;
    const branch: Branch = {
      leftX: x[left],
      rightX: x[right],
      leftHeight: height[left],
      rightHeight: height[right],
      height: joined,
      size,
      leftSegment: segment[left],
      rightSegment: segment[right],
      segment: own,
    };
    x.push((x[left] + x[right]) / 2);
    height.push(joined);
    segment.push(own);
    return branch;
  });
}

/** "Two branches that join low are alike; the largest gap between joins is at 4 segments" */
export function dendrogramSentence({ largestGapAt }: Dendrogram): string {
  const low = 'Two branches that join low are alike';
  return largestGapAt === null ? low : `${low}; the largest gap between joins is at ${largestGapAt} segments`;
}

/** What the tree was built from and how much of it is drawn. */
export function dendrogramBasis({ basis, nBasis, n, leaves, isOwn }: Dendrogram): string {
  const what =
    basis === 'rows' ? formatThings(nBasis, 'different customer') : formatThings(nBasis, 'small group', 'small groups');
  const drawn = leaves.length < nBasis ? `, of which the top ${formatCount(leaves.length)} branches are drawn` : '';
  const beside = isOwn ? '' : '; the segments were found by another method and only give the colours';
  return `Ward’s tree of ${what} (${formatThings(n, 'customer')})${drawn}${beside}`;
}

/**
 * Adjusted Rand index: how far two labelings of the same rows put the same pairs together, 1 when they are the same up to the numbers of
 * their groups, about 0 when they agree no more than by chance; it can fall to -0.5.
 *
 * @param a  [nRows], any whole numbers; NO_CLUSTER is a group like any other
 * @param b  [nRows]
 * @returns 1 where neither labeling puts any pair together, or both put all; NaN without rows
 *
 * Cost: O(rows). Source: Hubert & Arabie (1985), doi:10.1007/BF01908075, as pair counts (Steinley 2004, doi:10.1037/1082-989X.9.3.386).
 */
export function adjustedRand(a: Int32Array, b: Int32Array): number {
  const nRows = a.length;
  if (b.length !== nRows) throw new Error(`labelings of ${nRows} and of ${b.length} rows`);
  if (nRows === 0) return Number.NaN;
  const { cells, ofA, ofB } = crossTable(a, b);
  const both = sumSquares(cells);
  const inA = sumSquares(ofA);
  const inB = sumSquares(ofB);
  // Pairs, in order, that are together in both, in one only, and in none; whole numbers below 2^53 for any table we read.
  const together = both - nRows;
  const onlyA = inA - both;
  const onlyB = inB - both;
  const apart = nRows * nRows - both - onlyA - onlyB;
  if (onlyA === 0 && onlyB === 0) return 1;
  return (
    (2 * (together * apart - onlyA * onlyB)) /
    ((together + onlyA) * (onlyA + apart) + (together + onlyB) * (onlyB + apart))
  );
}

function crossTable(a: Int32Array, b: Int32Array) {
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  const rows = new Map<number, Map<number, number>>();
  for (let row = 0; row < a.length; row++) {
    add(ofA, a[row]);
    add(ofB, b[row]);
    let cells = rows.get(a[row]);
    if (!cells) rows.set(a[row], (cells = new Map()));
    add(cells, b[row]);
  }
  return {
    cells: [...rows.values()].flatMap(cells => [...cells.values()]),
    ofA: [...ofA.values()],
    ofB: [...ofB.values()],
  };
}

function add(counts: Map<number, number>, label: number): void {
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

function sumSquares(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count * count, 0);
}

import { LEAF_ROWS, leftHalf, type Forest, type Group } from './Forest.ts';

/**
 * Grows the tree of one group: cuts its rows at the middle of the column in which they lie farthest apart, and the halves likewise.
 * @param values  in [nRows × nColumns] the matrix that the forest is of
 * @param isTime  called for each of the larger nodes; throws to stop
 *
 * Cost: O(rows × log rows × columns).
 */
export function growTree(forest: Forest, group: Group, values: Float64Array, isTime: () => void): void {
  new Gardener(forest, group, values, isTime).grow();
}

/** Nodes of more rows than this are worth a look at whether to stop. */
const LARGE = 10_000;

class Gardener {
  private readonly forest: Forest;
  private readonly group: Group;
  private readonly values: Float64Array;
  private readonly isTime: () => void;
  private readonly keys: Float64Array;
  private node: number;

  constructor(forest: Forest, group: Group, values: Float64Array, isTime: () => void) {
    this.forest = forest;
    this.group = group;
    this.values = values;
    this.isTime = isTime;
    this.keys = new Float64Array(group.nRows);
    this.node = group.firstNode;
  }

  grow(): void {
    const { firstPlace, nRows } = this.group;
    this.branch(firstPlace, firstPlace + nRows, -1);
    const { rows, blocks, nColumns } = this.forest;
    const end = firstPlace + ((nRows + 3) & ~3);
    for (let place = firstPlace; place < end; place++) {
      const to = (place >> 2) * nColumns * 4 + (place & 3);
      const from = rows[place] * nColumns;
      for (let j = 0; j < nColumns; j++) blocks[to + j * 4] = rows[place] < 0 ? NaN : this.values[from + j];
    }
  }

  /** @param box where the box of this node goes; -1 for a root, which needs none */
  private branch(from: number, to: number, box: number): void {
    if (to - from > LARGE) this.isTime();
    const { forest } = this;
    const node = this.node++;
    forest.starts[node] = from >> 2;
    forest.ends[node] = (to + 3) >> 2;
    forest.rights[node] = 0;
    const widest = this.measure(from, to, box);
    if (to - from <= LEAF_ROWS) return;
    const middle = from + leftHalf(to - from);
    this.halve(from, to, middle, widest);
    const children = node * forest.nColumns * 4;
    this.branch(from, middle, children);
    forest.rights[node] = this.node;
    this.branch(middle, to, children + 1);
  }

  /** Writes the box of a node and returns the column in which it is widest. */
  private measure(from: number, to: number, box: number): number {
    const { boxes, rows, nColumns } = this.forest;
    const { values } = this;
    let widest = 0;
    let width = -1;
    for (const column of this.group.columns) {
      let low = Infinity;
      let high = -Infinity;
      for (let i = from; i < to; i++) {
        const value = values[rows[i] * nColumns + column];
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (box >= 0) {
        boxes[box + column * 4] = low;
        boxes[box + column * 4 + 2] = high;
      }
      if (high - low <= width) continue;
      width = high - low;
      widest = column;
    }
    return widest;
  }

  /** Moves the rows below the middle of a column in front of it. Source: Hoare (1961), Algorithm 65: Find, doi:10.1145/366622.366647. */
  private halve(from: number, to: number, middle: number, column: number): void {
    const { rows, nColumns } = this.forest;
    const { keys, values } = this;
    const offset = this.group.firstPlace;
    for (let i = from; i < to; i++) keys[i - offset] = values[rows[i] * nColumns + column];
    let low = from;
    let high = to - 1;
    while (low < high) {
      const pivot = middleOfThree(keys[low - offset], keys[((low + high) >> 1) - offset], keys[high - offset]);
      let i = low;
      let j = high;
      while (i <= j) {
        while (keys[i - offset] < pivot) i++;
        while (keys[j - offset] > pivot) j--;
        if (i > j) break;
        const [key, row] = [keys[i - offset], rows[i]];
        keys[i - offset] = keys[j - offset];
        rows[i] = rows[j];
        keys[j - offset] = key;
        rows[j] = row;
        i++;
        j--;
      }
      if (middle <= j) high = j;
      else if (middle >= i) low = i;
      else return;
    }
  }
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

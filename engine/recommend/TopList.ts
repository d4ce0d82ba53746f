/** The best of many by score, ties to the lower number; a heap of fixed size that is filled again and again. */
export class TopList {
  private readonly scores: Float64Array;
  private readonly items: Int32Array;
  private readonly size: number;
  private n = 0;

  constructor(size: number) {
    this.size = size;
    this.scores = new Float64Array(size);
    this.items = new Int32Array(size);
  }

  clear(): void {
    this.n = 0;
  }

  offer(item: number, score: number): void {
    const { scores, items, size } = this;
    if (this.n < size) {
      let at = this.n++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isWorse(score, item, scores[parent], items[parent])) break;
        scores[at] = scores[parent];
        items[at] = items[parent];
        at = parent;
      }
      scores[at] = score;
      items[at] = item;
      return;
    }
    if (size === 0 || !isWorse(scores[0], items[0], score, item)) return;
    this.sink(item, score, size);
  }

  /** Takes the best first into arrays. @returns how many there were */
  take(items: Int32Array, scores: Float64Array, from: number): number {
    const { n } = this;
    for (let left = n; left > 0; left--) {
      items[from + left - 1] = this.items[0];
      scores[from + left - 1] = this.scores[0];
      this.sink(this.items[left - 1], this.scores[left - 1], left - 1);
    }
    this.n = 0;
    return n;
  }

  /** Puts an item in place of the worst of the first `n`. */
  private sink(item: number, score: number, n: number): void {
    const { scores, items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= n) break;
      if (child + 1 < n && isWorse(scores[child + 1], items[child + 1], scores[child], items[child])) child++;
      if (!isWorse(scores[child], items[child], score, item)) break;
      scores[at] = scores[child];
      items[at] = items[child];
      at = child;
    }
    scores[at] = score;
    items[at] = item;
  }
}

function isWorse(score: number, item: number, other: number, otherItem: number): boolean {
  return score < other || (score === other && item > otherItem);
}

/** The nearest rows found so far, nearest first, ties in order of the rows. */
export class Nearest {
  count = 0;
  readonly distances: Float64Array;
  readonly rows: Int32Array;
  /** Where each was found, and among whom. */
  readonly places: Int32Array;
  readonly owners: Int32Array;
  /** What is farther than this is not among the nearest. */
  limit = Infinity;

  constructor(nNeighbors: number) {
    this.distances = new Float64Array(nNeighbors);
    this.rows = new Int32Array(nNeighbors);
    this.places = new Int32Array(nNeighbors);
    this.owners = new Int32Array(nNeighbors);
  }

  /** @param limit that so many rows are known to lie within */
  clear(limit = Infinity): void {
    this.count = 0;
    this.limit = limit;
  }

  /** A distance that is NaN is never nearer. */
  offer(distance: number, row: number, place: number, owner: number): void {
    if (!(distance <= this.limit)) return;
    const { distances, rows, places, owners } = this;
    const last = distances.length - 1;
    let at = this.count;
    if (at > last) {
      if (distance === distances[last] && row > rows[last]) return;
      at = last;
    } else this.count++;
    for (; at > 0 && (distances[at - 1] > distance || (distances[at - 1] === distance && rows[at - 1] > row)); at--) {
      distances[at] = distances[at - 1];
      rows[at] = rows[at - 1];
      places[at] = places[at - 1];
      owners[at] = owners[at - 1];
    }
    distances[at] = distance;
    rows[at] = row;
    places[at] = place;
    owners[at] = owner;
    if (this.count > last) this.limit = distances[last];
  }
}

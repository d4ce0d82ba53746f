export function nearestMeans(
  blocks: usize,
  boxes: usize,
  starts: usize,
  ends: usize,
  rights: usize,
  rows: usize,
  roots: usize,
  columnStarts: usize,
  columns: usize,
  scales: usize,
  queries: usize,
  query: usize,
  distances: usize,
  nearest: usize,
  places: usize,
  owners: usize,
  waiting: usize,
  bounds: usize,
  out: usize,
  nColumns: i32,
  nSeen: i32,
  from: i32,
  to: i32,
  target: i32,
  nNeighbors: i32,
): void {
  const blockBytes = (<usize>nColumns) << 5;
  let count = 0;
  for (let i = from; i < to; i++) {
    const asked = queries + (<usize>(i >> 2)) * blockBytes + ((<usize>(i & 3)) << 3);
    for (let column: usize = 0; column < <usize>nColumns; column++)
      store<f64>(query + (column << 3), load<f64>(asked + (column << 5)));
    let limit: f64 = Infinity;
    if (count === nNeighbors) {
      limit = 0;
      for (let n: usize = 0; n < <usize>count; n++) {
        const place = load<i32>(places + (n << 2));
        const owner = <usize>load<i32>(owners + (n << 2));
        const point = blocks + (<usize>(place >> 2)) * blockBytes + ((<usize>(place & 3)) << 3);
        let sum: f64 = 0;
        const last = load<i32>(columnStarts + (owner << 2), 4);
        for (let c = load<i32>(columnStarts + (owner << 2)); c < last; c++) {
          const column = <usize>load<i32>(columns + ((<usize>c) << 2));
          const difference = load<f64>(point + (column << 5)) - load<f64>(query + (column << 3));
          sum += difference * difference;
        }
        limit = max(limit, sum * load<f64>(scales + (owner << 3)));
      }
    }
    count = 0;
    for (let owner: usize = 0; owner < <usize>nSeen; owner++) {
      const first = columns + ((<usize>load<i32>(columnStarts + (owner << 2))) << 2);
      const behind = columns + ((<usize>load<i32>(columnStarts + (owner << 2), 4)) << 2);
      const scale = v128.load64_splat(scales + (owner << 3));
      store<i32>(waiting, load<i32>(roots + (owner << 2)));
      store<f64>(bounds, 0);
      let nWaiting: usize = 1;
      while (nWaiting > 0) {
        nWaiting--;
        let bound = load<f64>(bounds + (nWaiting << 3));
        let node = load<i32>(waiting + (nWaiting << 2));
        while (bound <= limit) {
          const rightNode = load<i32>(rights + ((<usize>node) << 2));
          if (rightNode === 0) break;
          const box = boxes + (<usize>node) * blockBytes;
          let sum = f64x2.splat(0);
          for (let c = first; c < behind; c += 4) {
            const column = <usize>load<i32>(c);
            const value = v128.load64_splat(query + (column << 3));
            const low = f64x2.sub(v128.load(box + (column << 5)), value);
            const high = f64x2.sub(value, v128.load(box + (column << 5), 16));
            const difference = f64x2.max(f64x2.max(low, high), f64x2.splat(0));
            sum = f64x2.add(sum, f64x2.mul(difference, difference));
          }
          sum = f64x2.mul(sum, scale);
          const left = f64x2.extract_lane(sum, 0);
          const right = f64x2.extract_lane(sum, 1);
          const isLeftNearer = left <= right;
          const farther = isLeftNearer ? right : left;
          if (farther <= limit) {
            store<i32>(waiting + (nWaiting << 2), isLeftNearer ? rightNode : node + 1);
            store<f64>(bounds + (nWaiting << 3), farther);
            nWaiting++;
          }
          bound = isLeftNearer ? left : right;
          node = isLeftNearer ? node + 1 : rightNode;
        }
        if (!(bound <= limit)) continue;
        const end = load<i32>(ends + ((<usize>node) << 2));
        for (let block = load<i32>(starts + ((<usize>node) << 2)); block < end; block++) {
          const point = blocks + (<usize>block) * blockBytes;
          let sum01 = f64x2.splat(0);
          let sum23 = sum01;
          const most = f64x2.splat(limit);
          let isFar = false;
          for (let c = first; c < behind; c += 4) {
            const column = <usize>load<i32>(c);
            const value = v128.load64_splat(query + (column << 3));
            const d01 = f64x2.sub(v128.load(point + (column << 5)), value);
            const d23 = f64x2.sub(v128.load(point + (column << 5), 16), value);
            sum01 = f64x2.add(sum01, f64x2.mul(d01, d01));
            sum23 = f64x2.add(sum23, f64x2.mul(d23, d23));
            // After four columns most blocks are too far already.
            if (c - first !== 12) continue;
            const so01 = f64x2.le(f64x2.mul(sum01, scale), most);
            const so23 = f64x2.le(f64x2.mul(sum23, scale), most);
            if (v128.any_true(v128.or(so01, so23))) continue;
            isFar = true;
            break;
          }
          if (isFar) continue;
          sum01 = f64x2.mul(sum01, scale);
          sum23 = f64x2.mul(sum23, scale);
          if (!v128.any_true(v128.or(f64x2.le(sum01, most), f64x2.le(sum23, most)))) continue;
          for (let lane = 0; lane < 4; lane++) {
            const distance =
              lane === 0
                ? f64x2.extract_lane(sum01, 0)
                : lane === 1
                  ? f64x2.extract_lane(sum01, 1)
                  : lane === 2
                    ? f64x2.extract_lane(sum23, 0)
                    : f64x2.extract_lane(sum23, 1);
            if (!(distance <= limit)) continue;
            const place = (block << 2) + lane;
            const row = load<i32>(rows + ((<usize>place) << 2));
            count = insert(distances, nearest, places, owners, count, nNeighbors, distance, row, place, <i32>owner);
            if (count === nNeighbors) limit = load<f64>(distances + ((<usize>(nNeighbors - 1)) << 3));
          }
        }
      }
    }
    let sum: f64 = 0;
    for (let n: usize = 0; n < <usize>count; n++) {
      const place = load<i32>(places + (n << 2));
      const point = blocks + (<usize>(place >> 2)) * blockBytes + ((<usize>(place & 3)) << 3);
      sum += load<f64>(point + ((<usize>target) << 5));
    }
    store<f64>(out + ((<usize>i) << 3), sum / <f64>count);
  }
}

/** Nearest first, ties in order of the rows. Returns how many there are now. */
function insert(
  distances: usize,
  nearest: usize,
  places: usize,
  owners: usize,
  count: i32,
  nNeighbors: i32,
  distance: f64,
  row: i32,
  place: i32,
  owner: i32,
): i32 {
  const last = nNeighbors - 1;
  let at = <usize>count;
  if (count > last) {
    const farthest = load<f64>(distances + ((<usize>last) << 3));
    if (distance === farthest && row > load<i32>(nearest + ((<usize>last) << 2))) return count;
    at = <usize>last;
  } else count++;
  while (at > 0) {
    const before = load<f64>(distances + ((at - 1) << 3));
    if (!(before > distance || (before === distance && load<i32>(nearest + ((at - 1) << 2)) > row))) break;
    store<f64>(distances + (at << 3), before);
    store<i32>(nearest + (at << 2), load<i32>(nearest + ((at - 1) << 2)));
    store<i32>(places + (at << 2), load<i32>(places + ((at - 1) << 2)));
    store<i32>(owners + (at << 2), load<i32>(owners + ((at - 1) << 2)));
    at--;
  }
  store<f64>(distances + (at << 3), distance);
  store<i32>(nearest + (at << 2), row);
  store<i32>(places + (at << 2), place);
  store<i32>(owners + (at << 2), owner);
  return count;
}

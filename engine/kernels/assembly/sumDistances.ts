/** Two rows at a time against blocks of four: eight squared distances in four registers. */
export function sumDistances(
  blocks: usize,
  weights: usize,
  starts: usize,
  sums: usize,
  blockStart: i32,
  blockEnd: i32,
  nGroups: i32,
  nColumns: i32,
): void {
  const blockBytes = (<usize>nColumns) << 5;
  const rowBytes = (<usize>nGroups) << 3;
  for (let pair = blockStart * 2; pair < blockEnd * 2; pair++) {
    const rows = blocks + <usize>(pair >> 1) * blockBytes + ((<usize>(pair & 1)) << 4);
    let out = sums + <usize>(pair * 2) * rowBytes;
    for (let group = 0; group < nGroups; group++) {
      let a01 = f64x2.splat(0);
      let a23 = a01;
      let b01 = a01;
      let b23 = a01;
      const first = load<i32>(starts + ((<usize>group) << 2));
      const last = load<i32>(starts + ((<usize>(group + 1)) << 2));
      for (let block = first; block < last; block++) {
        let d0 = f64x2.splat(0);
        let d1 = d0;
        let d2 = d0;
        let d3 = d0;
        let x = blocks + <usize>block * blockBytes;
        let y = rows;
        const end = x + blockBytes;
        while (x < end) {
          const x01 = v128.load(x);
          const x23 = v128.load(x, 16);
          const ya = v128.load64_splat(y);
          const yb = v128.load64_splat(y, 8);
          const e0 = f64x2.sub(x01, ya);
          const e1 = f64x2.sub(x23, ya);
          const e2 = f64x2.sub(x01, yb);
          const e3 = f64x2.sub(x23, yb);
          d0 = f64x2.add(d0, f64x2.mul(e0, e0));
          d1 = f64x2.add(d1, f64x2.mul(e1, e1));
          d2 = f64x2.add(d2, f64x2.mul(e2, e2));
          d3 = f64x2.add(d3, f64x2.mul(e3, e3));
          x += 32;
          y += 32;
        }
        const w = weights + ((<usize>block) << 5);
        const w01 = v128.load(w);
        const w23 = v128.load(w, 16);
        a01 = f64x2.add(a01, f64x2.mul(f64x2.sqrt(d0), w01));
        a23 = f64x2.add(a23, f64x2.mul(f64x2.sqrt(d1), w23));
        b01 = f64x2.add(b01, f64x2.mul(f64x2.sqrt(d2), w01));
        b23 = f64x2.add(b23, f64x2.mul(f64x2.sqrt(d3), w23));
      }
      store<f64>(out, total(a01, a23));
      store<f64>(out + rowBytes, total(b01, b23));
      out += 8;
    }
  }
}

@inline
function total(lanes01: v128, lanes23: v128): f64 {
  const both = f64x2.add(lanes01, lanes23);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

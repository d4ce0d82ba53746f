export function nanDistances(
  blocks: usize,
  presence: usize,
  query: usize,
  columns: usize,
  nComplete: i32,
  nPresent: i32,
  nBlocks: i32,
  nColumns: i32,
  out: usize,
): void {
  const blockBytes = (<usize>nColumns) << 5;
  const all = f64x2.splat(<f64>nColumns);
  for (let block = 0; block < nBlocks; block++) {
    const x = blocks + <usize>block * blockBytes;
    const has = presence + <usize>block * blockBytes;
    let sum01 = f64x2.splat(0);
    let sum23 = sum01;
    let n01 = f64x2.splat(<f64>nComplete);
    let n23 = n01;
    for (let i = 0; i < nComplete; i++) {
      const at = (<usize>load<i32>(columns + ((<usize>i) << 2))) << 5;
      const q = v128.load64_splat(query + ((<usize>i) << 3));
      const d01 = f64x2.sub(v128.load(x + at), q);
      const d23 = f64x2.sub(v128.load(x + at, 16), q);
      sum01 = f64x2.add(sum01, f64x2.mul(d01, d01));
      sum23 = f64x2.add(sum23, f64x2.mul(d23, d23));
    }
    for (let i = nComplete; i < nPresent; i++) {
      const at = (<usize>load<i32>(columns + ((<usize>i) << 2))) << 5;
      const q = v128.load64_splat(query + ((<usize>i) << 3));
      const m01 = v128.load(has + at);
      const m23 = v128.load(has + at, 16);
      const d01 = f64x2.mul(f64x2.sub(v128.load(x + at), q), m01);
      const d23 = f64x2.mul(f64x2.sub(v128.load(x + at, 16), q), m23);
      sum01 = f64x2.add(sum01, f64x2.mul(d01, d01));
      sum23 = f64x2.add(sum23, f64x2.mul(d23, d23));
      n01 = f64x2.add(n01, m01);
      n23 = f64x2.add(n23, m23);
    }
    const to = out + ((<usize>block) << 5);
    v128.store(to, f64x2.mul(sum01, f64x2.div(all, n01)));
    v128.store(to, f64x2.mul(sum23, f64x2.div(all, n23)), 16);
  }
}

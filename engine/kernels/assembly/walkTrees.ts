// Rows down the trees of an ensemble, eight at a time. See ../TreeCalls.ts.
const IS_CATEGORY: u32 = 1 << 25;

@inline
function step(nodes: usize, sets: usize, row: usize, i: usize): usize {
  const node = nodes + (i << 3);
  const asks = load<u32>(node + 4);
  const bin = <u32>load<u8>(row + <usize>(asks & 0xffff));
  if (asks & IS_CATEGORY) {
    const set = sets + ((<usize>load<u32>(node)) << 6);
    const first = <usize>load<u32>(set);
    const isLeft = (load<u8>(set + 32 + <usize>(bin >> 3)) >> <u8>(bin & 7)) & 1;
    return first + 1 - <usize>isLeft;
  }
  const shifted = (bin + (asks >> 24)) & 255;
  return <usize>load<u32>(node) + <usize>(shifted > ((asks >> 16) & 255));
}

export function walkTrees(
  nodes: usize,
  sets: usize,
  values: usize,
  roots: usize,
  nTrees: i32,
  block: usize,
  rowBytes: i32,
  nRows: i32,
  out: usize,
): void {
  const stride = <usize>rowBytes;
  for (let tree = 0; tree < nTrees; tree++) {
    const root = <usize>load<i32>(roots + ((<usize>tree) << 2));
    let row = block;
    let to = out;
    for (let n = 0; n < nRows; n += 8) {
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let e = root;
      let f = root;
      let g = root;
      let h = root;
      let moved: usize = 1;
      while (moved != 0) {
        const before = a + b + c + d + e + f + g + h;
        a = step(nodes, sets, row, a);
        b = step(nodes, sets, row + stride, b);
        c = step(nodes, sets, row + 2 * stride, c);
        d = step(nodes, sets, row + 3 * stride, d);
        e = step(nodes, sets, row + 4 * stride, e);
        f = step(nodes, sets, row + 5 * stride, f);
        g = step(nodes, sets, row + 6 * stride, g);
        h = step(nodes, sets, row + 7 * stride, h);
        // Children stand behind their parents, so the sum grows while any moves.
        moved = a + b + c + d + e + f + g + h - before;
      }
      add(to, values, a, b);
      add(to + 16, values, c, d);
      add(to + 32, values, e, f);
      add(to + 48, values, g, h);
      row += stride << 3;
      to += 64;
    }
  }
}

@inline
function add(to: usize, values: usize, a: usize, b: usize): void {
  const first = f64x2.splat(load<f64>(values + (a << 3)));
  const pair = f64x2.replace_lane(first, 1, load<f64>(values + (b << 3)));
  v128.store(to, f64x2.add(v128.load(to), pair));
}

// Rows down the trees of an ensemble, eight at a time. See ../TreeCalls.ts.
const TREE_BYTES: usize = 16;
/** Steps after which it is looked whether any row still moves. */
const ROUND: i32 = 6;

/**
 * A node of one word: its left child, above the complement of the last bin on the left, above the column. Bins are shifted as that complement
 * is, so that the sum carries one into the child where the row goes right.
 */
@inline
function narrowStep(nodes: usize, group: usize, at: u32, lane: usize): u32 {
  const node = load<u32>(nodes + ((<usize>at) << 2));
  return (node + <u32>load<u16>(group + ((<usize>(node & 0xff)) << 4) + lane)) >> 16;
}

/** A node of four words: the byte of its left child, where the table of what its bins add to that begins, the byte of its column, its value. */
@inline
function wideStep(nodes: usize, tables: usize, group: usize, at: u32, lane: usize): u32 {
  const node = nodes + <usize>at;
  const bin = <usize>load<u8>(group + <usize>load<u32>(node, 8) + lane, 1);
  return load<u32>(node) + <u32>load<u8>(tables + <usize>load<u32>(node, 4) + bin);
}

@inline
function add(to: usize, first: usize, second: usize): void {
  const pair = f64x2.replace_lane(f64x2.splat(load<f64>(first)), 1, load<f64>(second));
  v128.store(to, f64x2.add(v128.load(to), pair));
}

@inline
function narrowValue(values: usize, at: u32): usize {
  return values + ((<usize>at) << 3);
}

@inline
function wideValue(nodes: usize, values: usize, at: u32): usize {
  return values + ((<usize>load<u32>(nodes + <usize>at, 12)) << 3);
}

/** 1 where a node is no leaf: a leaf is its own child. */
@inline
function narrowMoves(nodes: usize, at: u32): u32 {
  return u32(load<u32>(nodes + ((<usize>at) << 2)) >> 16 != at);
}

@inline
function wideMoves(nodes: usize, at: u32): u32 {
  return u32(load<u32>(nodes + <usize>at) != at);
}

/** Whether the first three levels have no leaf. */
function hasThreeLevels(nodes: usize): bool {
  for (let n: u32 = 0; n < 7; n++) if (load<u32>(nodes + ((<usize>n) << 2)) >> 16 != 2 * n + 1) return false;
  return true;
}

/** The byte of the column of node `n`. */
@inline
function columnOf(nodes: usize, n: usize): usize {
  return (<usize>load<u8>(nodes + (n << 2))) << 4;
}

/** The first bin on the right of node `n`, shifted, eight times. */
@inline
function firstRight(nodes: usize, n: usize): v128 {
  return i16x8.splat(<i16>((256 - <i32>load<u8>(nodes + (n << 2), 1)) << 8));
}

function walkNarrow(
  nodes: usize,
  values: usize,
  depth: i32,
  block: usize,
  groupBytes: usize,
  nRows: i32,
  out: usize,
): void {
  const known = depth > 3 && hasThreeLevels(nodes) ? 3 : 0;
  const column1 = columnOf(nodes, 0);
  const column2 = columnOf(nodes, 1);
  const column3 = columnOf(nodes, 2);
  const column4 = columnOf(nodes, 3);
  const column5 = columnOf(nodes, 4);
  const column6 = columnOf(nodes, 5);
  const column7 = columnOf(nodes, 6);
  const right1 = firstRight(nodes, 0);
  const right2 = firstRight(nodes, 1);
  const right3 = firstRight(nodes, 2);
  const right4 = firstRight(nodes, 3);
  const right5 = firstRight(nodes, 4);
  const right6 = firstRight(nodes, 5);
  const right7 = firstRight(nodes, 6);
  const end = out + ((<usize>nRows) << 3);
  for (let group = block; out < end; group += groupBytes) {
    let a: u32 = 0;
    let b: u32 = 0;
    let c: u32 = 0;
    let d: u32 = 0;
    let e: u32 = 0;
    let f: u32 = 0;
    let g: u32 = 0;
    let h: u32 = 0;
    if (known) {
      // All seven questions at once: the answers of a row then choose among those of the next level.
      const goes1 = i16x8.ge_u(v128.load(group + column1), right1);
      const goes2 = i16x8.ge_u(v128.load(group + column2), right2);
      const goes3 = i16x8.ge_u(v128.load(group + column3), right3);
      const goes4 = i16x8.ge_u(v128.load(group + column4), right4);
      const goes5 = i16x8.ge_u(v128.load(group + column5), right5);
      const goes6 = i16x8.ge_u(v128.load(group + column6), right6);
      const goes7 = i16x8.ge_u(v128.load(group + column7), right7);
      const second = v128.bitselect(goes3, goes2, goes1);
      const onLeft = v128.bitselect(goes5, goes4, goes2);
      const onRight = v128.bitselect(goes7, goes6, goes3);
      const third = v128.bitselect(onRight, onLeft, goes1);
      const path = i16x8.add(i16x8.add(i16x8.shl(goes1, 2), i16x8.shl(second, 1)), third);
      const places = i16x8.sub(i16x8.splat(7), path);
      a = i16x8.extract_lane_u(places, 0);
      b = i16x8.extract_lane_u(places, 1);
      c = i16x8.extract_lane_u(places, 2);
      d = i16x8.extract_lane_u(places, 3);
      e = i16x8.extract_lane_u(places, 4);
      f = i16x8.extract_lane_u(places, 5);
      g = i16x8.extract_lane_u(places, 6);
      h = i16x8.extract_lane_u(places, 7);
    }
    let left = depth - known;
    while (left > 0) {
      for (let n = min(left, ROUND); n > 0; n--) {
        a = narrowStep(nodes, group, a, 0);
        b = narrowStep(nodes, group, b, 2);
        c = narrowStep(nodes, group, c, 4);
        d = narrowStep(nodes, group, d, 6);
        e = narrowStep(nodes, group, e, 8);
        f = narrowStep(nodes, group, f, 10);
        g = narrowStep(nodes, group, g, 12);
        h = narrowStep(nodes, group, h, 14);
      }
      left -= ROUND;
      if (left > 0 && narrowMoves(nodes, a) + narrowMoves(nodes, b) + narrowMoves(nodes, c) + narrowMoves(nodes, d) + narrowMoves(nodes, e) + narrowMoves(nodes, f) + narrowMoves(nodes, g) + narrowMoves(nodes, h) == 0) break;
    }
    add(out + 0, narrowValue(values, a), narrowValue(values, b));
    add(out + 16, narrowValue(values, c), narrowValue(values, d));
    add(out + 32, narrowValue(values, e), narrowValue(values, f));
    add(out + 48, narrowValue(values, g), narrowValue(values, h));
    out += 64;
  }
}

function walkWide(
  nodes: usize,
  tables: usize,
  values: usize,
  depth: i32,
  block: usize,
  groupBytes: usize,
  nRows: i32,
  out: usize,
): void {
  const end = out + ((<usize>nRows) << 3);
  for (let group = block; out < end; group += groupBytes) {
    let a: u32 = 0;
    let b: u32 = 0;
    let c: u32 = 0;
    let d: u32 = 0;
    let e: u32 = 0;
    let f: u32 = 0;
    let g: u32 = 0;
    let h: u32 = 0;
    let left = depth;
    while (left > 0) {
      for (let n = min(left, ROUND); n > 0; n--) {
        a = wideStep(nodes, tables, group, a, 0);
        b = wideStep(nodes, tables, group, b, 2);
        c = wideStep(nodes, tables, group, c, 4);
        d = wideStep(nodes, tables, group, d, 6);
        e = wideStep(nodes, tables, group, e, 8);
        f = wideStep(nodes, tables, group, f, 10);
        g = wideStep(nodes, tables, group, g, 12);
        h = wideStep(nodes, tables, group, h, 14);
      }
      left -= ROUND;
      if (left > 0 && wideMoves(nodes, a) + wideMoves(nodes, b) + wideMoves(nodes, c) + wideMoves(nodes, d) + wideMoves(nodes, e) + wideMoves(nodes, f) + wideMoves(nodes, g) + wideMoves(nodes, h) == 0) break;
    }
    add(out + 0, wideValue(nodes, values, a), wideValue(nodes, values, b));
    add(out + 16, wideValue(nodes, values, c), wideValue(nodes, values, d));
    add(out + 32, wideValue(nodes, values, e), wideValue(nodes, values, f));
    add(out + 48, wideValue(nodes, values, g), wideValue(nodes, values, h));
    out += 64;
  }
}

export function walkTrees(
  nodes: usize,
  tables: usize,
  values: usize,
  trees: usize,
  nTrees: i32,
  block: usize,
  groupLength: i32,
  nRows: i32,
  out: usize,
): void {
  const groupBytes = (<usize>groupLength) << 1;
  const end = trees + <usize>nTrees * TREE_BYTES;
  for (let tree = trees; tree < end; tree += TREE_BYTES) {
    const own = nodes + ((<usize>load<u32>(tree)) << 2);
    const ownValues = values + ((<usize>load<u32>(tree, 4)) << 3);
    const depth = load<i32>(tree, 8);
    if (load<i32>(tree, 12)) walkWide(own, tables, ownValues, depth, block, groupBytes, nRows, out);
    else walkNarrow(own, ownValues, depth, block, groupBytes, nRows, out);
  }
}

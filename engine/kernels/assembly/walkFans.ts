// Rows down the trees of an ensemble, three levels at a time and two trees side by side. See ../TreeCalls.ts.
const TREE_BYTES: usize = 16;
const ROW_BYTES: usize = 32;
/**
 * Eight times the child that a row goes to, by its answers to the seven questions of a fan: the bit of a question is set where it goes right.
 */
const CHILD = memory.data<u8>([
  0, 32, 16, 32, 0, 48, 16, 48, 8, 32, 16, 32, 8, 48, 16, 48, 0, 32, 24, 32, 0, 48, 24, 48, 8, 32, 24, 32, 8, 48, 24, 48,
  0, 40, 16, 40, 0, 48, 16, 48, 8, 40, 16, 40, 8, 48, 16, 48, 0, 40, 24, 40, 0, 48, 24, 48, 8, 40, 24, 40, 8, 48, 24, 48,
  0, 32, 16, 32, 0, 56, 16, 56, 8, 32, 16, 32, 8, 56, 16, 56, 0, 32, 24, 32, 0, 56, 24, 56, 8, 32, 24, 32, 8, 56, 24, 56,
  0, 40, 16, 40, 0, 56, 16, 56, 8, 40, 16, 40, 8, 56, 16, 56, 0, 40, 24, 40, 0, 56, 24, 56, 8, 40, 24, 40, 8, 56, 24, 56,
]);
/** Bytes that are better in a register than built for every row: between halves of a row, between a row and itself turned round, codes of a gap and of the lowest bin. */
const BYTES = memory.data<u8>([16, 32, 127, 128]);

@inline
function everywhere(byte: usize): v128 {
  return v128.load8_splat(BYTES + byte);
}

/** Codes with the gap on the left of all numbers. */
@inline
function turned(codes: v128, gap: v128, lowest: v128): v128 {
  return v128.bitselect(lowest, codes, i8x16.eq(codes, gap));
}

@inline
function columnsOf(one: v128, two: v128): v128 {
  return i64x2.shuffle(one, two, 0, 2);
}

@inline
function lastsOf(one: v128, two: v128): v128 {
  return i64x2.shuffle(one, two, 1, 3);
}

/** The codes of a row in columns of its two halves; nothing in others. */
@inline
function codesIn(first: v128, second: v128, columns: v128, other: v128): v128 {
  return v128.or(i8x16.swizzle(first, columns), i8x16.swizzle(second, v128.xor(columns, other)));
}

/** The child of a fan at an answer. */
@inline
function childOf(fan: usize, answer: usize): usize {
  return <usize>load<u32>(fan, 16) + <usize>load<u8>(answer, CHILD);
}

/** Eight bits for each of two fans, one for each question. */
@inline
function answersTo(codes: v128, lasts: v128): usize {
  return <usize>i8x16.bitmask(i8x16.gt_s(codes, lasts));
}

/** Adds the leaves of two trees, the first one's first. */
function walkTwo(
  one: usize,
  two: usize,
  oneValues: usize,
  twoValues: usize,
  steps: i32,
  row: usize,
  nRows: i32,
  out: usize,
): void {
  const other = everywhere(0);
  const oneRoot = v128.load(one);
  const twoRoot = v128.load(two);
  const rootColumns = columnsOf(oneRoot, twoRoot);
  const rootOthers = v128.xor(rootColumns, other);
  const rootLasts = lastsOf(oneRoot, twoRoot);
  const end = out + ((<usize>nRows) << 3);
  while (out < end) {
    const first = v128.load(row);
    const second = v128.load(row, 16);
    const rootCodes = v128.or(i8x16.swizzle(first, rootColumns), i8x16.swizzle(second, rootOthers));
    const rootAnswers = answersTo(rootCodes, rootLasts);
    let a = childOf(one, rootAnswers & 255);
    let b = childOf(two, rootAnswers >> 8);
    let left = steps - 1;
    // Three at a time: a turn of the loop costs as much as a part of a step.
    for (; left >= 3; left -= 3) {
      const oneFan1 = one + (a << 2);
      const twoFan1 = two + (b << 2);
      const oneFans1 = v128.load(oneFan1);
      const twoFans1 = v128.load(twoFan1);
      const codes1 = codesIn(first, second, columnsOf(oneFans1, twoFans1), other);
      const answers1 = answersTo(codes1, lastsOf(oneFans1, twoFans1));
      a = childOf(oneFan1, answers1 & 255);
      b = childOf(twoFan1, answers1 >> 8);
      const oneFan2 = one + (a << 2);
      const twoFan2 = two + (b << 2);
      const oneFans2 = v128.load(oneFan2);
      const twoFans2 = v128.load(twoFan2);
      const codes2 = codesIn(first, second, columnsOf(oneFans2, twoFans2), other);
      const answers2 = answersTo(codes2, lastsOf(oneFans2, twoFans2));
      a = childOf(oneFan2, answers2 & 255);
      b = childOf(twoFan2, answers2 >> 8);
      const oneFan3 = one + (a << 2);
      const twoFan3 = two + (b << 2);
      const oneFans3 = v128.load(oneFan3);
      const twoFans3 = v128.load(twoFan3);
      const codes3 = codesIn(first, second, columnsOf(oneFans3, twoFans3), other);
      const answers3 = answersTo(codes3, lastsOf(oneFans3, twoFans3));
      a = childOf(oneFan3, answers3 & 255);
      b = childOf(twoFan3, answers3 >> 8);
    }
    for (; left > 0; left--) {
      const oneFan = one + (a << 2);
      const twoFan = two + (b << 2);
      const oneFans = v128.load(oneFan);
      const twoFans = v128.load(twoFan);
      const codes = codesIn(first, second, columnsOf(oneFans, twoFans), other);
      const answers = answersTo(codes, lastsOf(oneFans, twoFans));
      a = childOf(oneFan, answers & 255);
      b = childOf(twoFan, answers >> 8);
    }
    store<f64>(out, load<f64>(out) + load<f64>(oneValues + a) + load<f64>(twoValues + b));
    row += ROW_BYTES;
    out += 8;
  }
}

/** The same where gaps stand on the left of some questions and on the right of others. A tree that is alone is both. */
function walkTurned(
  one: usize,
  two: usize,
  oneValues: usize,
  twoValues: usize,
  steps: i32,
  row: usize,
  nRows: i32,
  isAlone: bool,
  out: usize,
): void {
  const other = everywhere(0);
  const turn = everywhere(1);
  const gap = everywhere(2);
  const lowest = everywhere(3);
  const end = out + ((<usize>nRows) << 3);
  while (out < end) {
    const first = v128.load(row);
    const second = v128.load(row, 16);
    const firstTurned = turned(first, gap, lowest);
    const secondTurned = turned(second, gap, lowest);
    let a: usize = 0;
    let b: usize = 0;
    for (let left = steps; left > 0; left--) {
      const oneFan = one + (a << 2);
      const twoFan = two + (b << 2);
      const oneFans = v128.load(oneFan);
      const twoFans = v128.load(twoFan);
      const columns = columnsOf(oneFans, twoFans);
      const plain = codesIn(first, second, columns, other);
      const codes = v128.or(plain, codesIn(firstTurned, secondTurned, v128.xor(columns, turn), other));
      const answers = answersTo(codes, lastsOf(oneFans, twoFans));
      a = childOf(oneFan, answers & 255);
      b = childOf(twoFan, answers >> 8);
    }
    const sum = load<f64>(out) + load<f64>(oneValues + a);
    store<f64>(out, isAlone ? sum : sum + load<f64>(twoValues + b));
    row += ROW_BYTES;
    out += 8;
  }
}

function walkOne(one: usize, values: usize, steps: i32, row: usize, nRows: i32, out: usize): void {
  const other = everywhere(0);
  const end = out + ((<usize>nRows) << 3);
  while (out < end) {
    const first = v128.load(row);
    const second = v128.load(row, 16);
    let a: usize = 0;
    for (let left = steps; left > 0; left--) {
      const fan = one + (a << 2);
      const codes = codesIn(first, second, v128.load64_zero(fan), other);
      a = childOf(fan, answersTo(codes, v128.load64_zero(fan, 8)) & 255);
    }
    store<f64>(out, load<f64>(out) + load<f64>(values + a));
    row += ROW_BYTES;
    out += 8;
  }
}

export function walkFans(
  nodes: usize,
  values: usize,
  trees: usize,
  nTrees: i32,
  codes: usize,
  nRows: i32,
  hasTurned: i32,
  out: usize,
): void {
  const end = trees + <usize>nTrees * TREE_BYTES;
  for (let tree = trees; tree < end; tree += 2 * TREE_BYTES) {
    const isAlone = tree + TREE_BYTES == end;
    const other = isAlone ? tree : tree + TREE_BYTES;
    const one = nodes + ((<usize>load<u32>(tree)) << 2);
    const two = nodes + ((<usize>load<u32>(other)) << 2);
    const oneValues = values + ((<usize>load<u32>(tree, 4)) << 3);
    const twoValues = values + ((<usize>load<u32>(other, 4)) << 3);
    const steps = load<i32>(tree, 8);
    if (hasTurned) walkTurned(one, two, oneValues, twoValues, steps, codes, nRows, isAlone, out);
    else if (isAlone) walkOne(one, oneValues, steps, codes, nRows, out);
    else walkTwo(one, two, oneValues, twoValues, steps, codes, nRows, out);
  }
}

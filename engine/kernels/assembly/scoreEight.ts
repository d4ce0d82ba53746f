/**
 * Eight rows beside every centre: x·c − |c|²/2, which is greatest for the nearest. Columns lie eight rows wide; centres as
 * `packCenters` lays them out, in groups of which each fits the registers. Loops ask at the end: so what stays the same is taken out of them.
 */
export function scoreEight(columns8: usize, packed32: usize, nColumns: i32, nClusters: i32, scores: usize): void {
  const end = columns8 + ((<usize>nColumns) << 5);
  let halves = packed32;
  let group = packed32 + ((<usize>nClusters) << 2);
  let left = nClusters;
  while (left == 4 || left > 5) {
    scoreFour(columns8, end, halves, group, scores);
    halves += 16;
    group += (<usize>nColumns) << 4;
    scores += 128;
    left -= 4;
  }
  if (left == 5) scoreFive(columns8, end, halves, group, scores);
  else if (left == 3) scoreThree(columns8, end, halves, group, scores);
  else if (left == 2) scoreTwo(columns8, end, halves, group, scores);
  else if (left == 1) scoreOne(columns8, end, halves, group, scores);
}

function scoreOne(columns8: usize, end: usize, halves: usize, group: usize, scores: usize): void {
  let a0 = v128.load32_splat(halves);
  let b0 = a0;
  let x = columns8;
  do {
    const xa = v128.load(x);
    const xb = v128.load(x, 16);
    const value = v128.load32_splat(group);
    a0 = f32x4.add(a0, f32x4.mul(xa, value));
    b0 = f32x4.add(b0, f32x4.mul(xb, value));
    group += 4;
    x += 32;
  } while (x < end);
  v128.store(scores, a0);
  v128.store(scores, b0, 16);
}

function scoreTwo(columns8: usize, end: usize, halves: usize, group: usize, scores: usize): void {
  let a0 = v128.load32_splat(halves);
  let b0 = a0;
  let a1 = v128.load32_splat(halves, 4);
  let b1 = a1;
  let x = columns8;
  do {
    const xa = v128.load(x);
    const xb = v128.load(x, 16);
    let value = v128.load32_splat(group);
    a0 = f32x4.add(a0, f32x4.mul(xa, value));
    b0 = f32x4.add(b0, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 4);
    a1 = f32x4.add(a1, f32x4.mul(xa, value));
    b1 = f32x4.add(b1, f32x4.mul(xb, value));
    group += 8;
    x += 32;
  } while (x < end);
  v128.store(scores, a0);
  v128.store(scores, b0, 16);
  v128.store(scores, a1, 32);
  v128.store(scores, b1, 48);
}

function scoreThree(columns8: usize, end: usize, halves: usize, group: usize, scores: usize): void {
  let a0 = v128.load32_splat(halves);
  let b0 = a0;
  let a1 = v128.load32_splat(halves, 4);
  let b1 = a1;
  let a2 = v128.load32_splat(halves, 8);
  let b2 = a2;
  let x = columns8;
  do {
    const xa = v128.load(x);
    const xb = v128.load(x, 16);
    let value = v128.load32_splat(group);
    a0 = f32x4.add(a0, f32x4.mul(xa, value));
    b0 = f32x4.add(b0, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 4);
    a1 = f32x4.add(a1, f32x4.mul(xa, value));
    b1 = f32x4.add(b1, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 8);
    a2 = f32x4.add(a2, f32x4.mul(xa, value));
    b2 = f32x4.add(b2, f32x4.mul(xb, value));
    group += 12;
    x += 32;
  } while (x < end);
  v128.store(scores, a0);
  v128.store(scores, b0, 16);
  v128.store(scores, a1, 32);
  v128.store(scores, b1, 48);
  v128.store(scores, a2, 64);
  v128.store(scores, b2, 80);
}

function scoreFour(columns8: usize, end: usize, halves: usize, group: usize, scores: usize): void {
  let a0 = v128.load32_splat(halves);
  let b0 = a0;
  let a1 = v128.load32_splat(halves, 4);
  let b1 = a1;
  let a2 = v128.load32_splat(halves, 8);
  let b2 = a2;
  let a3 = v128.load32_splat(halves, 12);
  let b3 = a3;
  let x = columns8;
  do {
    const xa = v128.load(x);
    const xb = v128.load(x, 16);
    let value = v128.load32_splat(group);
    a0 = f32x4.add(a0, f32x4.mul(xa, value));
    b0 = f32x4.add(b0, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 4);
    a1 = f32x4.add(a1, f32x4.mul(xa, value));
    b1 = f32x4.add(b1, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 8);
    a2 = f32x4.add(a2, f32x4.mul(xa, value));
    b2 = f32x4.add(b2, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 12);
    a3 = f32x4.add(a3, f32x4.mul(xa, value));
    b3 = f32x4.add(b3, f32x4.mul(xb, value));
    group += 16;
    x += 32;
  } while (x < end);
  v128.store(scores, a0);
  v128.store(scores, b0, 16);
  v128.store(scores, a1, 32);
  v128.store(scores, b1, 48);
  v128.store(scores, a2, 64);
  v128.store(scores, b2, 80);
  v128.store(scores, a3, 96);
  v128.store(scores, b3, 112);
}

/** Two columns in a turn, after the first where their number is odd: four centres are quicker without. */
function scoreFive(columns8: usize, end: usize, halves: usize, group: usize, scores: usize): void {
  let a0 = v128.load32_splat(halves);
  let b0 = a0;
  let a1 = v128.load32_splat(halves, 4);
  let b1 = a1;
  let a2 = v128.load32_splat(halves, 8);
  let b2 = a2;
  let a3 = v128.load32_splat(halves, 12);
  let b3 = a3;
  let a4 = v128.load32_splat(halves, 16);
  let b4 = a4;
  let x = columns8;
  if ((end - columns8) & 32) {
    const xa = v128.load(x);
    const xb = v128.load(x, 16);
    let value = v128.load32_splat(group);
    a0 = f32x4.add(a0, f32x4.mul(xa, value));
    b0 = f32x4.add(b0, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 4);
    a1 = f32x4.add(a1, f32x4.mul(xa, value));
    b1 = f32x4.add(b1, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 8);
    a2 = f32x4.add(a2, f32x4.mul(xa, value));
    b2 = f32x4.add(b2, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 12);
    a3 = f32x4.add(a3, f32x4.mul(xa, value));
    b3 = f32x4.add(b3, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 16);
    a4 = f32x4.add(a4, f32x4.mul(xa, value));
    b4 = f32x4.add(b4, f32x4.mul(xb, value));
    group += 20;
    x += 32;
  }
  while (x < end) {
    let xa = v128.load(x);
    let xb = v128.load(x, 16);
    let value = v128.load32_splat(group);
    a0 = f32x4.add(a0, f32x4.mul(xa, value));
    b0 = f32x4.add(b0, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 4);
    a1 = f32x4.add(a1, f32x4.mul(xa, value));
    b1 = f32x4.add(b1, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 8);
    a2 = f32x4.add(a2, f32x4.mul(xa, value));
    b2 = f32x4.add(b2, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 12);
    a3 = f32x4.add(a3, f32x4.mul(xa, value));
    b3 = f32x4.add(b3, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 16);
    a4 = f32x4.add(a4, f32x4.mul(xa, value));
    b4 = f32x4.add(b4, f32x4.mul(xb, value));
    xa = v128.load(x, 32);
    xb = v128.load(x, 48);
    value = v128.load32_splat(group, 20);
    a0 = f32x4.add(a0, f32x4.mul(xa, value));
    b0 = f32x4.add(b0, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 24);
    a1 = f32x4.add(a1, f32x4.mul(xa, value));
    b1 = f32x4.add(b1, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 28);
    a2 = f32x4.add(a2, f32x4.mul(xa, value));
    b2 = f32x4.add(b2, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 32);
    a3 = f32x4.add(a3, f32x4.mul(xa, value));
    b3 = f32x4.add(b3, f32x4.mul(xb, value));
    value = v128.load32_splat(group, 36);
    a4 = f32x4.add(a4, f32x4.mul(xa, value));
    b4 = f32x4.add(b4, f32x4.mul(xb, value));
    group += 40;
    x += 64;
  }
  v128.store(scores, a0);
  v128.store(scores, b0, 16);
  v128.store(scores, a1, 32);
  v128.store(scores, b1, 48);
  v128.store(scores, a2, 64);
  v128.store(scores, b2, 80);
  v128.store(scores, a3, 96);
  v128.store(scores, b3, 112);
  v128.store(scores, a4, 128);
  v128.store(scores, b4, 144);
}

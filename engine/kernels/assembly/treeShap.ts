// What all visits of one call share; every thread has an instance of its own.
let ints: usize = 0;
let numbers: usize = 0;
let tables: usize = 0;
let levelBits: usize = 0;
let x: usize = 0;
let out: usize = 0;
let met: usize = 0;
let path: usize = 0;
let sums: usize = 0;
/** Bytes of one coefficient of all points. */
let width: usize = 0;

export function treeShap(
  _ints: usize,
  _numbers: usize,
  _tables: usize,
  _levelBits: usize,
  _x: usize,
  _out: usize,
  _met: usize,
  _path: usize,
  _sums: usize,
  from: i32,
  to: i32,
  nFeatures: i32,
  nPoints: i32,
): void {
  ints = _ints;
  numbers = _numbers;
  tables = _tables;
  levelBits = _levelBits;
  met = _met;
  path = _path;
  sums = _sums;
  width = (<usize>nPoints) << 3;
  for (let j: usize = 0; j < <usize>nFeatures; j++) store<i32>(met + (j << 2), 1);
  for (let q: usize = 0; q < width; q += 8) store<f64>(path + q, 1);
  for (let row = from; row < to; row++) {
    x = _x + ((<usize>row * <usize>nFeatures) << 3);
    out = _out + ((<usize>row * <usize>nFeatures) << 3);
    visit(0, path, sums);
  }
}

function visit(node: i32, p: usize, s: usize): void {
  const at = ints + <usize>node * 24;
  const own = numbers + ((<usize>node) << 5);
  const feature = load<i32>(at);
  if (feature < 0) {
    scaled(p, s, load<f64>(own, 8));
    return;
  }
  const value = load<f64>(x + ((<usize>feature) << 3));
  const flags = load<i32>(at, 16);
  const levelSet = load<i32>(at, 12);
  let goesLeft: bool;
  if (value !== value) goesLeft = (flags & 1) !== 0;
  else if (levelSet < 0) goesLeft = value <= load<f64>(own);
  else {
    const code = <i32>value;
    const word = load<i32>(levelBits + ((<usize>(levelSet + (code >> 5))) << 2));
    goesLeft = ((word >> (code & 31)) & 1) === 1;
  }
  const seen = met + ((<usize>feature) << 2);
  const isMet = load<i32>(seen) === 1;
  const target = out + ((<usize>feature) << 3);
  const table = tables + ((<usize>load<i32>(at, 20)) << 3);
  const pBelow = p + width;
  const sBelow = s + width;
  if ((flags & 2) !== 0) {
    if (isMet) ends(p, s, goesLeft ? table : table + (width << 1), target);
    else scaled(p, s, load<f64>(own, 8));
  } else if (isMet) {
    const coefficients = goesLeft ? table : table + (width << 2);
    const near = goesLeft ? load<i32>(at, 4) : load<i32>(at, 8);
    const far = goesLeft ? load<i32>(at, 8) : load<i32>(at, 4);
    follow(p, pBelow, coefficients);
    visit(near, pBelow, sBelow);
    takeOver(s, sBelow, coefficients + width, target);
    store<i32>(seen, 0);
    follow(p, pBelow, coefficients + (width << 1));
    visit(far, pBelow, sBelow);
    addOver(s, sBelow, coefficients + width * 3, target);
    store<i32>(seen, 1);
  } else {
    scaled(p, pBelow, load<f64>(own, 16));
    visit(load<i32>(at, 4), pBelow, sBelow);
    for (let q: usize = 0; q < width; q += 16) v128.store(s + q, v128.load(sBelow + q));
    scaled(p, pBelow, load<f64>(own, 24));
    visit(load<i32>(at, 8), pBelow, sBelow);
    for (let q: usize = 0; q < width; q += 16)
      v128.store(s + q, f64x2.add(v128.load(s + q), v128.load(sBelow + q)));
  }
}

@inline
function scaled(p: usize, into: usize, factor: f64): void {
  const by = f64x2.splat(factor);
  for (let q: usize = 0; q < width; q += 16) v128.store(into + q, f64x2.mul(v128.load(p + q), by));
}

@inline
function follow(p: usize, into: usize, factors: usize): void {
  for (let q: usize = 0; q < width; q += 16)
    v128.store(into + q, f64x2.mul(v128.load(p + q), v128.load(factors + q)));
}

@inline
function takeOver(s: usize, below: usize, weights: usize, target: usize): void {
  let sum = f64x2.splat(0);
  for (let q: usize = 0; q < width; q += 16) {
    const a = v128.load(below + q);
    sum = f64x2.add(sum, f64x2.mul(a, v128.load(weights + q)));
    v128.store(s + q, a);
  }
  add(target, sum);
}

@inline
function addOver(s: usize, below: usize, weights: usize, target: usize): void {
  let sum = f64x2.splat(0);
  for (let q: usize = 0; q < width; q += 16) {
    const a = v128.load(below + q);
    sum = f64x2.add(sum, f64x2.mul(a, v128.load(weights + q)));
    v128.store(s + q, f64x2.add(v128.load(s + q), a));
  }
  add(target, sum);
}

@inline
function ends(p: usize, s: usize, factors: usize, target: usize): void {
  let sum = f64x2.splat(0);
  for (let q: usize = 0; q < width; q += 16) {
    const a = v128.load(p + q);
    v128.store(s + q, f64x2.mul(a, v128.load(factors + q)));
    sum = f64x2.add(sum, f64x2.mul(a, v128.load(factors + width + q)));
  }
  add(target, sum);
}

@inline
function add(target: usize, sum: v128): void {
  store<f64>(target, load<f64>(target) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

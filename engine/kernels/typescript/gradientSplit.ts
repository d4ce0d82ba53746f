import { CUT, MISSING_BIN, NODE, RULES, type GradientSplit } from '../TreeCalls.ts';
import { setBit } from './binSet.ts';

const SLOT = 3;
const ORDER = 256;
/** Rows that a level must amount to before it may go left. */
const MIN_SUPPORT = 10;

/** Which bins move, one after the other: so many from the first on, up or down; with `isRight` from the left side to the right. */
interface Walk {
  readonly first: number;
  readonly nSteps: number;
  readonly direction: 1 | -1;
  readonly isOrdered: boolean;
  readonly isRight: boolean;
}

export function gradientSplit(call: GradientSplit): void {
  const { nBins, hasMissing, isCategory, cut } = call;
  cut[CUT.gain] = 0;
  if (isCategory) return splitCategories(call);
  const numbers = { isOrdered: false, isRight: false } as const;
  const up = scan(call, { ...numbers, first: 0, nSteps: hasMissing ? nBins : nBins - 1, direction: 1 });
  if (up >= 0) takeNumber(call, up, !hasMissing && isLeftLarger(call));
  if (!hasMissing) return;
  const down = scan(call, { ...numbers, isRight: true, first: nBins - 1, nSteps: nBins - 1, direction: -1 });
  if (down >= 0) takeNumber(call, down - 1, true);
}

function scan({ histogram, monotone, node, rules, space, cut }: GradientSplit, walk: Walk): number {
  const [l2, leastRows, leastHessian, gradientUnit, hessianUnit] = rules;
  const loss = node[NODE.gradient] * gradientUnit * node[NODE.value];
  let [gradients, hessians, rows] = [0, 0, 0];
  let found = -1;
  for (let i = 0; i < walk.nSteps; i++) {
    const position = walk.first + i * walk.direction;
    const slot = (walk.isOrdered ? space[ORDER + position] : position) * SLOT;
    gradients += histogram[slot];
    hessians += histogram[slot + 1];
    rows += histogram[slot + 2];
    const otherRows = node[NODE.rows] - rows;
    const hessian = hessians * hessianUnit;
    const otherHessian = (node[NODE.hessian] - hessians) * hessianUnit;
    if (rows < leastRows || hessian < leastHessian) continue;
    if (otherRows < leastRows || otherHessian < leastHessian) break;
    const gradient = gradients * gradientUnit;
    const otherGradient = (node[NODE.gradient] - gradients) * gradientUnit;
    const value = bounded(gradient, hessian, l2, node);
    const otherValue = bounded(otherGradient, otherHessian, l2, node);
    const rise = walk.isRight ? value - otherValue : otherValue - value;
    if (monotone * rise < 0) continue;
    const gain = walk.isRight
      ? loss - otherGradient * otherValue - gradient * value
      : loss - gradient * value - otherGradient * otherValue;
    if (!(gain > cut[CUT.gain])) continue;
    found = position;
    cut[CUT.gain] = gain;
    cut[CUT.gradient] = walk.isRight ? node[NODE.gradient] - gradients : gradients;
    cut[CUT.hessian] = walk.isRight ? node[NODE.hessian] - hessians : hessians;
    cut[CUT.rows] = walk.isRight ? otherRows : rows;
    cut[CUT.leftValue] = walk.isRight ? otherValue : value;
    cut[CUT.rightValue] = walk.isRight ? value : otherValue;
  }
  return found;
}

function bounded(gradient: number, hessian: number, l2: number, node: Float64Array): number {
  const value = -gradient / (hessian + l2 + 1e-15);
  if (value < node[NODE.lower]) return node[NODE.lower];
  return value > node[NODE.upper] ? node[NODE.upper] : value;
}

function splitCategories(call: GradientSplit): void {
  const { hasMissing, cut, space } = call;
  const n = orderBins(call);
  if (n < 2) return;
  const middle = (n + 1) >> 1;
  const levels = { isOrdered: true, isRight: false } as const;
  const up = scan(call, { ...levels, first: 0, nSteps: middle, direction: 1 });
  const down = scan(call, { ...levels, first: n - 1, nSteps: middle - 1, direction: -1 });
  if (up < 0 && down < 0) return;
  cut[CUT.bin] = -1;
  const set = setOf(cut);
  set.fill(0);
  const [first, last] = down >= 0 ? [down, n - 1] : [0, up];
  for (let i = first; i <= last; i++) setBit(set, space[ORDER + i]);
  if (!hasMissing && isLeftLarger(call)) setBit(set, MISSING_BIN);
  cut[CUT.missingLeft] = set[31] >> 7;
}

/** Places of the bins with rows enough into the work space, in the order of their smoothed gradient over hessian. @returns how many */
function orderBins({ histogram, nBins, node, rules, space }: GradientSplit): number {
  const support = node[NODE.rows] / (node[NODE.hessian] * rules[RULES.hessianUnit]);
  let n = 0;
  for (let i = 0; i <= nBins; i++) {
    const bin = i < nBins ? i : MISSING_BIN;
    const hessian = histogram[bin * SLOT + 1] * rules[RULES.hessianUnit];
    if (!(hessian * support >= MIN_SUPPORT)) continue;
    const key = (histogram[bin * SLOT] * rules[RULES.gradientUnit]) / (hessian + MIN_SUPPORT);
    let k = n++;
    while (k > 0 && space[k - 1] > key) {
      space[k] = space[k - 1];
      space[ORDER + k] = space[ORDER + k - 1];
      k--;
    }
    space[k] = key;
    space[ORDER + k] = bin;
  }
  return n;
}

function takeNumber({ cut }: GradientSplit, last: number, isMissingLeft: boolean): void {
  cut[CUT.bin] = last;
  cut[CUT.missingLeft] = Number(isMissingLeft);
  const set = setOf(cut);
  set.fill(0);
  for (let bin = 0; bin <= last; bin++) setBit(set, bin);
  if (isMissingLeft) setBit(set, MISSING_BIN);
}

function isLeftLarger({ node, cut }: GradientSplit): boolean {
  return cut[CUT.rows] * 2 > node[NODE.rows];
}

function setOf(cut: Float64Array): Uint8Array {
  return new Uint8Array(cut.buffer, cut.byteOffset + CUT.set * 8, 32);
}

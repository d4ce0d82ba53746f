import { CUT, FREE_LEVELS, MISSING_BIN, NODE, RULES, type GradientSplit } from '../TreeCalls.ts';
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

function scan(call: GradientSplit, walk: Walk): number {
  const { histogram, node, rules, space } = call;
  const hessianUnit = rules[RULES.hessianUnit];
  const sums = { gradients: 0, hessians: 0, rows: 0 };
  let found = -1;
  for (let i = 0; i < walk.nSteps; i++) {
    const position = walk.first + i * walk.direction;
    const slot = (walk.isOrdered ? space[ORDER + position] : position) * SLOT;
    sums.gradients += histogram[slot];
    sums.hessians += histogram[slot + 1];
    sums.rows += histogram[slot + 2];
    if (isTooLittle(sums.rows, sums.hessians * hessianUnit, rules)) continue;
    const otherHessian = (node[NODE.hessian] - sums.hessians) * hessianUnit;
    if (isTooLittle(node[NODE.rows] - sums.rows, otherHessian, rules)) break;
    if (takeIfBetter(call, walk, sums)) found = position;
  }
  return found;
}

function isTooLittle(rows: number, hessian: number, rules: Float64Array): boolean {
  return rows < rules[RULES.leastRows] || hessian < rules[RULES.leastHessian];
}

/** @param sums of the bins that moved */
function takeIfBetter(
  { monotone, node, rules, cut }: GradientSplit,
  { isRight }: Walk,
  { gradients, hessians, rows }: { gradients: number; hessians: number; rows: number },
): boolean {
  const [l2, , , gradientUnit, hessianUnit] = rules;
  const otherGradients = node[NODE.gradient] - gradients;
  const otherHessians = node[NODE.hessian] - hessians;
  const value = bounded(gradients * gradientUnit, hessians * hessianUnit, l2, node);
  const otherValue = bounded(otherGradients * gradientUnit, otherHessians * hessianUnit, l2, node);
  const rise = isRight ? value - otherValue : otherValue - value;
  if (monotone * rise < 0) return false;
  const loss = node[NODE.gradient] * gradientUnit * node[NODE.value];
  const own = gradients * gradientUnit * value;
  const other = otherGradients * gradientUnit * otherValue;
  const gain = isRight ? loss - other - own : loss - own - other;
  if (!(gain > cut[CUT.gain])) return false;
  cut[CUT.gain] = gain;
  cut[CUT.gradient] = isRight ? otherGradients : gradients;
  cut[CUT.hessian] = isRight ? otherHessians : hessians;
  cut[CUT.rows] = isRight ? node[NODE.rows] - rows : rows;
  cut[CUT.leftValue] = isRight ? otherValue : value;
  cut[CUT.rightValue] = isRight ? value : otherValue;
  return true;
}

function bounded(gradient: number, hessian: number, l2: number, node: Float64Array): number {
  const value = -gradient / (hessian + l2 + 1e-15);
  if (value < node[NODE.lower]) return node[NODE.lower];
  return value > node[NODE.upper] ? node[NODE.upper] : value;
}

function splitCategories(call: GradientSplit): void {
  const { hasMissing, rules, cut, space } = call;
  const n = orderBins(call);
  if (n < 2) return;
  const middle = (n + 1) >> 1;
  const levels = { isOrdered: true, isRight: false } as const;
  const penalty = n > FREE_LEVELS ? rules[RULES.levelPenalty] * (n - FREE_LEVELS) : 0;
  cut[CUT.gain] = penalty;
  const up = scan(call, { ...levels, first: 0, nSteps: middle, direction: 1 });
  const down = scan(call, { ...levels, first: n - 1, nSteps: middle - 1, direction: -1 });
  cut[CUT.gain] -= penalty;
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

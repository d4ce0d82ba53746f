import {
  BIN_SHIFT,
  CODE_SIGN,
  ENTRY_BITS,
  ENTRY_ROW,
  GROUP_ROWS,
  MISSING_BIN,
  ROW_CODES,
  type BagRows,
  type BinGroups,
  type BinRows,
  type BinValues,
  type PartitionRows,
} from '../TreeCalls.ts';

export function binValues({ values, nValues, thresholds, out, outStride }: BinValues): void {
  for (let i = 0; i < nValues; i++) out[i * outStride] = binOf(values[i], thresholds);
}

export function binGroups({ values, nValues, thresholds, block, groupLength, plain, turned }: BinGroups): void {
  for (let i = 0; i < nValues; i++) {
    const bin = binOf(values[i], thresholds);
    const at = Math.floor(i / GROUP_ROWS) * groupLength + (i % GROUP_ROWS);
    if (plain >= 0) block[at + plain * GROUP_ROWS] = bin << BIN_SHIFT;
    if (turned >= 0) block[at + turned * GROUP_ROWS] = (bin + 1) << BIN_SHIFT;
  }
}

export function binRows({ values, nValues, cuts, codes }: BinRows): boolean {
  let hasGap = false;
  for (let row = 0; row < nValues; row++) {
    const bin = binOf(values[row], cuts.thresholds);
    codes[row * ROW_CODES] = bin ^ CODE_SIGN;
    hasGap ||= bin === MISSING_BIN;
  }
  return hasGap;
}

function binOf(value: number, thresholds: Float64Array): number {
  let low = 0;
  let length = thresholds.length;
  while (length > 0) {
    const half = length >> 1;
    if (thresholds[low + half] < value) {
      low += half + 1;
      length -= half + 1;
    } else length = half;
  }
  return value === value ? low : MISSING_BIN;
}

export function partitionRows(call: PartitionRows): number {
  const { entries, from, to, column, stride, set, out, outFrom } = call;
  let left = outFrom;
  let right = outFrom + to - from;
  for (let i = to - 1; i >= from; i--) if (!isLeft(call, i)) out[--right] = entries[i];
  for (let i = from; i < to && left < right; i++) {
    const bin = column[(entries[i] & ENTRY_ROW) * stride];
    if ((set[bin >> 3] >> (bin & 7)) & 1) out[left++] = entries[i];
  }
  return left - outFrom;
}

function isLeft({ entries, column, stride, set }: PartitionRows, i: number): boolean {
  const bin = column[(entries[i] & ENTRY_ROW) * stride];
  return ((set[bin >> 3] >> (bin & 7)) & 1) === 1;
}

export function bagRows({ state, isDrawn, y, nRows, counts, entries }: BagRows): number {
  if (isDrawn) {
    counts.fill(0, 0, nRows);
    drawCounts(state, nRows, counts);
  }
  let n = 0;
  for (let row = 0; row < nRows; row++) {
    const count = isDrawn ? counts[row] : 1;
    if (count > 0) entries[n++] = row | (((count << 1) | y[row]) << ENTRY_BITS);
  }
  return n;
}

function drawCounts(state: Int32Array, nRows: number, counts: Uint8Array): void {
  let [a, b, c, d] = state;
  for (let i = 0; i < nRows; i++) {
    const bits = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotl(d, 11);
    // The upper half of the product of two whole numbers of 32 bits, in two steps that are exact.
    const carry = Math.floor(((bits & 0xffff) * nRows) / 65_536);
    const row = Math.floor(((bits >>> 16) * nRows + carry) / 65_536);
    if (counts[row] < 15) counts[row]++;
  }
}

function rotl(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

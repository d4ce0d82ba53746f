import { BIN_SET_BYTES, FOUND, OPEN, RECORD, STATE, type GrowForest } from '../TreeCalls.ts';
import { forestSplit } from './forestSplit.ts';
import { partitionRows } from './treeBins.ts';

export function growForest(call: GrowForest): number {
  const { state, records, nRecords, nEntries } = call;
  let n = 0;
  let seen = 0;
  while (state[STATE.nOpen] > 0 && n < nRecords && seen < nEntries) {
    state[STATE.nOpen]--;
    const node = call.stack.slice(state[STATE.nOpen] * OPEN.length, (state[STATE.nOpen] + 1) * OPEN.length);
    const record = records.subarray(n * RECORD.length, (n + 1) * RECORD.length);
    n++;
    seen += node[OPEN.to] - node[OPEN.from];
    record[RECORD.weight] = node[OPEN.weight];
    record[RECORD.events] = node[OPEN.events];
    record[RECORD.parent] = node[OPEN.parent];
    record[FOUND.score] = -1;
    record[FOUND.feature] = -1;
    if (canBeParted(call, node) && findSplit(call, node, record)) part(call, node, record);
    state[STATE.nNodes]++;
  }
  return n;
}

function canBeParted({ maxDepth, minRows }: GrowForest, node: Float64Array): boolean {
  const isPure = node[OPEN.events] <= 0 || node[OPEN.events] >= node[OPEN.weight];
  return !isPure && node[OPEN.depth] < maxDepth && node[OPEN.rows] >= 2 * minRows;
}

function findSplit(call: GrowForest, node: Float64Array, found: Float64Array): boolean {
  const { state, order, nTried } = call;
  const sums = node.subarray(OPEN.rows, OPEN.rows + 3);
  const asked = { ...call, from: node[OPEN.from], to: node[OPEN.to], node: sums, found, set: setOf(found) };
  for (let tried = 0; tried < order.length && found[FOUND.score] < 0;) {
    const wanted = tried === 0 ? nTried : 1;
    for (let i = tried; i < tried + wanted; i++) {
      const other = i + drawBelow(state, order.length - i);
      const feature = order[other];
      order[other] = order[i];
      order[i] = feature;
    }
    forestSplit({ ...asked, features: order.subarray(tried, tried + wanted), nTried: wanted });
    tried += wanted;
  }
  return found[FOUND.score] >= 0;
}

function part(call: GrowForest, node: Float64Array, found: Float64Array): void {
  const { entries, spare, bins, nRows, state } = call;
  const parent = (node[OPEN.events] * node[OPEN.events]) / node[OPEN.weight];
  found[FOUND.score] = Math.max(0, 2 * (found[FOUND.score] - parent));
  const [from, to] = [node[OPEN.from], node[OPEN.to]];
  const column = bins.subarray(found[FOUND.feature] * nRows, (found[FOUND.feature] + 1) * nRows);
  const nLeft = partitionRows({ entries, from, to, column, stride: 1, set: setOf(found), out: spare, outFrom: 0 });
  entries.set(spare.subarray(0, to - from), from);
  const left = [found[FOUND.rows], found[FOUND.weight], found[FOUND.events]];
  const right = left.map((sum, i) => node[OPEN.rows + i] - sum);
  const id = state[STATE.nNodes];
  open(call, [from + nLeft, to, node[OPEN.depth] + 1, 2 * id + 1, ...right]);
  open(call, [from, from + nLeft, node[OPEN.depth] + 1, 2 * id, ...left]);
}

function open({ stack, state }: GrowForest, node: readonly number[]): void {
  stack.set(node, state[STATE.nOpen] * OPEN.length);
  state[STATE.nOpen]++;
}

function setOf(record: Float64Array): Uint8Array {
  return new Uint8Array(record.buffer, record.byteOffset + RECORD.set * 8, BIN_SET_BYTES);
}

/** A whole number below `bound`, by the bits of xoshiro128**. */
function drawBelow(state: Int32Array, bound: number): number {
  const [a, b] = state;
  const bits = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
  const c = state[2] ^ a;
  const d = state[3] ^ b;
  state[0] = a ^ d;
  state[1] = b ^ c;
  state[2] = c ^ (b << 9);
  state[3] = rotl(d, 11);
  // The upper half of the product of two whole numbers of 32 bits, in two steps that are exact.
  const carry = Math.floor(((bits & 0xffff) * bound) / 65_536);
  return Math.floor(((bits >>> 16) * bound + carry) / 65_536);
}

function rotl(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

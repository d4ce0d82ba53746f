// The growth of a tree of a forest, node by node. See ../TreeCalls.ts.
import { forestSplit } from './forestSplit';
import { partitionRows } from './treeBins';

/** An open node: first entry and end, depth, twice its parent plus 1 on the right; rows, weight and events. */
const FROM: usize = 0;
const TO: usize = 8;
const DEPTH: usize = 16;
const PARENT: usize = 24;
const SUMS: usize = 32;
const OPEN_BYTES: usize = 56;
/** A record: as found, with the gain in place of the score; weight and events of the node; its parent; the set of bins. */
const RECORD_SUMS: usize = 56;
const RECORD_PARENT: usize = 72;
const RECORD_SET: usize = 80;
const RECORD_BYTES: usize = 112;
const FEATURE: usize = 8;
const LEFT: usize = 32;
/** Behind the state of the random numbers. */
const N_OPEN: usize = 16;
const N_NODES: usize = 20;

/** A whole number below `bound`, by the bits of xoshiro128**. */
function drawBelow(state: usize, bound: i32): i32 {
  const b = load<u32>(state + 4);
  const bits: u32 = rotl<u32>(b * 5, 7) * 9;
  const c = load<u32>(state + 8) ^ load<u32>(state);
  const d = load<u32>(state + 12) ^ b;
  store<u32>(state + 4, b ^ c);
  store<u32>(state, load<u32>(state) ^ d);
  store<u32>(state + 8, c ^ (b << 9));
  store<u32>(state + 12, rotl<u32>(d, 11));
  return <i32>(((<u64>bits) * (<u64>bound)) >> 32);
}

/** Brings as many features as wanted to the places from `seen` on. */
function drawFeatures(state: usize, order: usize, seen: i32, wanted: i32, nFeatures: i32): void {
  for (let i = seen; i < seen + wanted; i++) {
    const here = order + ((<usize>i) << 2);
    const there = order + ((<usize>(i + drawBelow(state, nFeatures - i))) << 2);
    const feature = load<i32>(there);
    store<i32>(there, load<i32>(here));
    store<i32>(here, feature);
  }
}

function open(stack: usize, n: i32, from: i32, to: i32, depth: i32, parent: i32): usize {
  const at = stack + <usize>n * OPEN_BYTES;
  store<f64>(at + FROM, <f64>from);
  store<f64>(at + TO, <f64>to);
  store<f64>(at + DEPTH, <f64>depth);
  store<f64>(at + PARENT, <f64>parent);
  return at + SUMS;
}

export function growForest(
  entries: usize,
  spare: usize,
  bins: usize,
  nRows: i32,
  nFeatures: i32,
  order: usize,
  nTried: i32,
  shapes: usize,
  weights: usize,
  isWeighted: bool,
  minRows: f64,
  levelPenalty: f64,
  maxDepth: i32,
  space: usize,
  state: usize,
  stack: usize,
  records: usize,
  nRecords: i32,
  nEntries: i32,
): i32 {
  let n = 0;
  let seen = 0;
  let nOpen = load<i32>(state + N_OPEN);
  while (nOpen > 0 && n < nRecords && seen < nEntries) {
    nOpen--;
    const node = stack + <usize>nOpen * OPEN_BYTES;
    const from = <i32>load<f64>(node + FROM);
    const to = <i32>load<f64>(node + TO);
    const depth = <i32>load<f64>(node + DEPTH);
    const record = records + <usize>n * RECORD_BYTES;
    const id = load<i32>(state + N_NODES);
    store<i32>(state + N_NODES, id + 1);
    n++;
    seen += to - from;
    const rows = load<f64>(node + SUMS);
    const weight = load<f64>(node + SUMS + 8);
    const events = load<f64>(node + SUMS + 16);
    store<f64>(record + RECORD_SUMS, weight);
    store<f64>(record + RECORD_SUMS + 8, events);
    store<f64>(record + RECORD_PARENT, load<f64>(node + PARENT));
    store<f64>(record, -1);
    store<f64>(record + FEATURE, -1);
    if (events <= 0 || events >= weight || depth >= maxDepth || rows < 2 * minRows) continue;
    let tried = 0;
    while (tried < nFeatures && load<f64>(record) < 0) {
      const wanted = tried == 0 ? nTried : 1;
      drawFeatures(state, order, tried, wanted, nFeatures);
      const features = order + ((<usize>tried) << 2);
      forestSplit(
        entries,
        from,
        to,
        bins,
        nRows,
        features,
        wanted,
        shapes,
        weights,
        isWeighted,
        node + SUMS,
        minRows,
        levelPenalty,
        space,
        record,
        record + RECORD_SET,
      );
      tried += wanted;
    }
    if (load<f64>(record) < 0) continue;
    store<f64>(record, max<f64>(0, 2 * (load<f64>(record) - (events * events) / weight)));
    const column = bins + <usize>(<i32>load<f64>(record + FEATURE)) * <usize>nRows;
    const nLeft = partitionRows(entries, from, to, column, 1, record + RECORD_SET, spare, 0);
    memory.copy(entries + ((<usize>from) << 2), spare, (<usize>(to - from)) << 2);
    const leftRows = load<f64>(record + LEFT);
    const leftWeight = load<f64>(record + LEFT + 8);
    const leftEvents = load<f64>(record + LEFT + 16);
    const right = open(stack, nOpen++, from + nLeft, to, depth + 1, 2 * id + 1);
    store<f64>(right, rows - leftRows);
    store<f64>(right + 8, weight - leftWeight);
    store<f64>(right + 16, events - leftEvents);
    const left = open(stack, nOpen++, from, from + nLeft, depth + 1, 2 * id);
    store<f64>(left, leftRows);
    store<f64>(left + 8, leftWeight);
    store<f64>(left + 16, leftEvents);
  }
  store<i32>(state + N_OPEN, nOpen);
  return n;
}

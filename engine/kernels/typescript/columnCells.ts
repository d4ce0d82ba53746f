import type { ColumnKernels, Members, NumbersOfCells, TruthsOfCells } from '../CellCalls.ts';

const CELL_NUMBER = 1;
const CELL_TEXT = 2;
const CELL_BOOLEAN = 3;

function countKinds(kinds: Uint8Array, n: number, counts: Int32Array): void {
  for (let i = 0; i < n; i++) counts[kinds[i]]++;
}

export function firstFraction(kinds: Uint8Array, values: Float64Array, n: number): number {
  let i = 0;
  while (i < n && (kinds[i] !== CELL_NUMBER || values[i] === Math.floor(values[i]))) i++;
  return i;
}

function renumberTexts(kinds: Uint8Array, values: Float64Array, n: number, numbers: Int32Array): void {
  for (let i = 0; i < n; i++) if (kinds[i] === CELL_TEXT) values[i] = numbers[values[i]];
}

function numbersOfCells({ kinds, cells, codes, ofText, n, numbers }: NumbersOfCells): number {
  let missing = 0;
  let sign = 1;
  for (let i = 0; i < n; i++) {
    const kind = kinds[i];
    let value = NaN;
    if (kind === CELL_NUMBER) value = cells[i];
    else if (kind === CELL_TEXT) value = ofText[codes[i]];
    // What is not finite is not equal to itself less itself.
    if (value - value !== 0) {
      value = NaN;
      missing++;
      if (kind === CELL_NUMBER) sign = -1;
    }
    numbers[i] = value;
  }
  return sign * missing;
}

function truthsOfCells({ kinds, cells, codes, ofText, n, truths, counts }: TruthsOfCells): void {
  for (let i = 0; i < n; i++) {
    const kind = kinds[i];
    let truth = 2;
    if (kind === CELL_TEXT) truth = ofText[codes[i]];
    else if (kind === CELL_NUMBER || kind === CELL_BOOLEAN) {
      if (cells[i] === 0) truth = 0;
      else if (cells[i] === 1) truth = 1;
    }
    truths[i] = truth;
    counts[truth]++;
  }
}

function levelsOfCodes(codes: Int32Array, levelOf: Int32Array, n: number, levels: Int32Array): number {
  let missing = 0;
  for (let i = 0; i < n; i++) {
    const level = codes[i] < 0 ? -1 : levelOf[codes[i]];
    levels[i] = level;
    if (level < 0) missing++;
  }
  return missing;
}

function setEnds(codes: Int32Array, starts: Int32Array, n: number, offsets: Int32Array): number {
  let missing = 0;
  for (let i = 0; i < n; i++) {
    const code = codes[i];
    const length = code < 0 ? 0 : starts[code + 1] - starts[code];
    if (length === 0) missing++;
    offsets[i + 1] = offsets[i] + length;
  }
  return missing;
}

function placeMembers({ codes, starts, members, n, placed }: Members): void {
  let at = 0;
  for (let i = 0; i < n; i++) {
    const code = codes[i];
    if (code < 0) continue;
    for (let member = starts[code]; member < starts[code + 1]; member++) placed[at++] = members[member];
  }
}

export const columnKernels: ColumnKernels = {
  countKinds,
  firstFraction,
  renumberTexts,
  numbersOfCells,
  truthsOfCells,
  levelsOfCodes,
  setEnds,
  placeMembers,
};

import { sharedInt32 } from '../../table/Matrix.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_EMPTY, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { scalarText } from '../cells/rawText.ts';

export interface RowTexts {
  /** [n], the number of the value of each cell; -1 where there is none. */
  readonly codes: Int32Array;
  /** [numbers], index into `texts`; -1 is missing. */
  readonly textOf: Int32Array;
  /** Different texts in order of first appearance; may repeat. */
  readonly texts: readonly string[];
  /** [texts], rows of each. */
  readonly counts: Int32Array;
}

/** Every value of a column as the text that it was, numbers and dates included, whatever the cells were. */
export function rowTexts(cells: ColumnCells): RowTexts {
  const { kindCounts } = cells;
  const nOthers = kindCounts[CELL_NUMBER] + kindCounts[CELL_BOOLEAN] + kindCounts[CELL_DATE];
  return nOthers === 0 ? textsAlone(cells) : textsAndOthers(cells);
}

/** Where no cell is anything but text, empty or an error: the texts, missing words left out. */
function textsAlone({ texts: known }: ColumnCells): RowTexts {
  const texts: string[] = [];
  const counts = new Int32Array(known.original.length);
  const textOf = new Int32Array(known.original.length).fill(-1);
  for (let code = 0; code < textOf.length; code++) {
    if (known.isMissing[code]) continue;
    counts[texts.length] = known.counts[code];
    textOf[code] = texts.push(known.original[code]) - 1;
  }
  return { codes: known.codes, textOf, texts, counts: counts.subarray(0, texts.length) };
}

function textsAndOthers(cells: ColumnCells): RowTexts {
  const codes = sharedInt32(cells.n).fill(-1);
  const texts: string[] = [];
  const counts: number[] = [];
  const ofText = new Int32Array(cells.texts.original.length).fill(-1);
  const ofScalar = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  // Rows of one customer, day or code mostly follow one another.
  let lastKind: number = CELL_EMPTY;
  let lastValue = NaN;
  let lastCode = -1;
  for (let i = 0; i < cells.n; i++) {
    const kind = cells.kinds[i];
    if (kind === CELL_EMPTY || kind === CELL_ERROR) continue;
    if (kind === CELL_TEXT) {
      const text = cells.texts.codes[i];
      if (cells.texts.isMissing[text]) continue;
      if (ofText[text] < 0) {
        ofText[text] = texts.push(cells.texts.original[text]) - 1;
        counts.push(0);
      }
      codes[i] = ofText[text];
      counts[codes[i]]++;
      continue;
    }
    const value = cells.values[i];
    if (kind !== lastKind || value !== lastValue) {
      const known = ofScalar[kind % 3];
      let code = known.get(value);
      if (code === undefined) {
        code = texts.push(scalarText(kind, value, [])) - 1;
        counts.push(0);
        known.set(value, code);
      }
      lastKind = kind;
      lastValue = value;
      lastCode = code;
    }
    codes[i] = lastCode;
    counts[lastCode]++;
  }
  return { codes, textOf: Int32Array.from(texts.keys()), texts, counts: Int32Array.from(counts) };
}

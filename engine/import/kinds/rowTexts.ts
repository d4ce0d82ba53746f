import { CELL_BOOLEAN, CELL_DATE, CELL_EMPTY, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { scalarText } from '../cells/rawText.ts';

export interface RowTexts {
  /** [n], index into `texts`; -1 is missing. */
  readonly codes: Int32Array;
  /** Different texts in order of first appearance; may repeat. */
  readonly texts: readonly string[];
}

/** Every value of a column as text, numbers and dates included, whatever the cells were. */
export function rowTexts(cells: ColumnCells, pick: 'tidy' | 'original'): RowTexts {
  const { kindCounts } = cells;
  if (kindCounts[CELL_NUMBER] + kindCounts[CELL_BOOLEAN] + kindCounts[CELL_DATE] === 0) return textsAlone(cells, pick);
  const codes = new Int32Array(cells.n).fill(-1);
  const texts: string[] = [];
  const ofText = new Int32Array(cells.texts.tidy.length).fill(-1);
  const ofScalar = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  for (let i = 0; i < cells.n; i++) {
    const kind = cells.kinds[i];
    if (kind === CELL_EMPTY || kind === CELL_ERROR) continue;
    if (kind === CELL_TEXT) {
      const code = cells.texts.codes[i];
      if (cells.texts.isMissing[code]) continue;
      if (ofText[code] < 0) ofText[code] = texts.push(cells.texts[pick][code]) - 1;
      codes[i] = ofText[code];
      continue;
    }
    const known = ofScalar[kind % 3];
    let code = known.get(cells.values[i]);
    if (code === undefined) {
      code = texts.push(scalarText(kind, cells.values[i], [])) - 1;
      known.set(cells.values[i], code);
    }
    codes[i] = code;
  }
  return { codes, texts };
}

/** The same where no cell is anything but text, empty or an error: the codes of the texts, missing words left out. */
function textsAlone({ n, texts: known }: ColumnCells, pick: 'tidy' | 'original'): RowTexts {
  const texts: string[] = [];
  const ofText = new Int32Array(known.tidy.length);
  for (let code = 0; code < ofText.length; code++)
    ofText[code] = known.isMissing[code] ? -1 : texts.push(known[pick][code]) - 1;
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) codes[i] = known.codes[i] < 0 ? -1 : ofText[known.codes[i]];
  return { codes, texts };
}

import { buildLevels, countCodes, mergeSpellings } from '../import/kinds/levels.ts';
import { orderMembers } from '../import/pickRows.ts';
import type { CategoryColumn, Column, SetColumn } from '../table/Column.ts';

/** Columns that hold texts: their levels or members are changed, and every row with them. */
export type TextColumn = CategoryColumn | SetColumn;

export function isTextColumn(column: Column): column is TextColumn {
  return column.kind === 'category' || column.kind === 'text' || column.kind === 'set';
}

export function textsOf(column: TextColumn): readonly string[] {
  return column.kind === 'set' ? column.members : column.levels;
}

/** [texts]: the cells that hold each; members of a set count once per row that has them. */
export function textCounts(column: TextColumn): Int32Array {
  return countCodes(column.codes, textsOf(column).length);
}

/**
 * The same column under other texts; texts that become equal are one, and null is missing.
 * @param texts parallel to the levels or members
 */
export function withTexts(column: TextColumn, texts: readonly (string | null)[]): TextColumn {
  const known = texts.map(text => text ?? '');
  if (column.kind === 'set') return withMembers(column, texts, known);
  const codes = column.codes.map(code => (code >= 0 && texts[code] === null ? -1 : code));
  const used = countCodes(codes, texts.length);
  const levels = buildLevels(codes, known, false);
  return {
    ...column,
    ...onlyUsed(
      levels.codes,
      levels.levels,
      used.some(count => count === 0),
    ),
  };
}

/** Levels that no row has any more are left out. */
function onlyUsed(codes: Int32Array, levels: readonly string[], mayBeUnused: boolean) {
  if (!mayBeUnused) return { codes, levels };
  const counts = countCodes(codes, levels.length);
  const position = new Int32Array(levels.length).fill(-1);
  const kept: string[] = [];
  levels.forEach((level, code) => {
    if (counts[code] > 0) position[code] = kept.push(level) - 1;
  });
  return { codes: codes.map(code => (code < 0 ? -1 : position[code])), levels: kept };
}

function withMembers(column: SetColumn, texts: readonly (string | null)[], known: readonly string[]): SetColumn {
  const { levelOfText, levels } = mergeSpellings(known, textCounts(column), false);
  const nRows = column.offsets.length - 1;
  const offsets = new Int32Array(nRows + 1);
  const codes = new Int32Array(column.codes.length);
  const seenIn = new Int32Array(levels.length).fill(-1);
  let n = 0;
  for (let row = 0; row < nRows; row++) {
    for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) {
      const old = column.codes[i];
      const code = levelOfText[old];
      if (texts[old] === null || seenIn[code] === row) continue;
      seenIn[code] = row;
      codes[n++] = code;
    }
    offsets[row + 1] = n;
  }
  return orderMembers({ ...column, members: levels, offsets, codes: codes.slice(0, n) });
}

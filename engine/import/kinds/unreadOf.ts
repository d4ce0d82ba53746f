import type { ColumnCells } from '../cells/ColumnCells.ts';
import { scalarText } from '../cells/rawText.ts';
import { addRow, inOrder, mergeRows, rowsOfTexts, type TextRows } from '../cells/TextRows.ts';

/**
 * Values that were not understood, by their text, in order of first appearance; gaps are none.
 * @param isUnread whether the text of a code was not
 * @param positions of other cells that were not, ascending
 */
export function unreadOf(
  cells: ColumnCells,
  isUnread: (code: number) => boolean,
  positions: Int32Array,
): ReadonlyMap<string, TextRows> {
  const { kinds, values, texts } = cells;
  const tokens = texts.tidy.map((text, code) => (!texts.isMissing[code] && isUnread(code) ? text : null));
  const ofTexts = rowsOfTexts(texts, tokens);
  if (positions.length === 0) return ofTexts;
  const ofOthers = new Map<string, TextRows>();
  for (const i of positions) addRow(ofOthers, scalarText(kinds[i], values[i], []), i);
  return inOrder(mergeRows(ofTexts, ofOthers));
}

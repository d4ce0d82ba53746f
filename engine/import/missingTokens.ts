import type { MissingToken } from '#shared/results';
import { CELL_ERROR } from '../table/RawTable.ts';
import type { CellReader } from './cells/CellReader.ts';
import type { ColumnCells } from './cells/ColumnCells.ts';
import { addRow, FEW_ROWS, inOrder, mergeRows, rowsOfTexts, type TextRows } from './cells/TextRows.ts';

/** Different texts listed per column that were read as missing; the rest are counted together. */
const MOST_TOKENS = 20;

/**
 * Texts read as missing with their counts and the first rows that hold them, most frequent first; empty cells are no text.
 * @param sheetRow 1-based row of the sheet of a position in the column
 */
export function missingTokensOf(
  column: string,
  cells: ColumnCells,
  reader: CellReader,
  unread: ReadonlyMap<string, TextRows>,
  sheetRow: (position: number) => number,
): MissingToken[] {
  const words = cells.texts.tidy.map((token, code) => {
    if (!cells.texts.isMissing[code] || token === '') return null;
    return cells.texts.isCode[code] ? codeWords(token) : token;
  });
  const wordRows = rowsOfTexts(cells.texts, words);
  const hasErrors = cells.kindCounts[CELL_ERROR] > 0;
  const others = hasErrors ? inOrder(mergeRows(wordRows, errorRows(cells, reader))) : wordRows;
  const found = new Map<string, TextRows>();
  for (const [token, { count, rows }] of unread) found.set(token, { count, rows: [...rows] });
  for (const [token, { count, rows }] of others) {
    const known = found.get(token) ?? { count: 0, rows: [] };
    found.set(token, { count: known.count + count, rows: [...known.rows, ...rows].slice(0, FEW_ROWS) });
  }
  for (const [token, { count, rows }] of cells.coded) {
    const known = found.get(codeWords(token)) ?? { count: 0, rows: [] };
    const all = [...known.rows, ...rows].sort((a, b) => a - b);
    found.set(codeWords(token), { count: known.count + count, rows: all.slice(0, FEW_ROWS) });
  }
  const sorted = [...found]
    .sort((a, b) => b[1].count - a[1].count)
    .map(([token, { count, rows }]) => ({ column, token: token.slice(0, 60), count, rows: rows.map(sheetRow) }));
  const rest = sorted.slice(MOST_TOKENS);
  if (rest.length === 0) return sorted;
  const rows = rest.flatMap(token => token.rows).sort((a, b) => a - b);
  const count = rest.reduce((sum, token) => sum + token.count, 0);
  return [...sorted.slice(0, MOST_TOKENS), { column, token: '(other texts)', count, rows: rows.slice(0, FEW_ROWS) }];
}

function errorRows(cells: ColumnCells, reader: CellReader): Map<string, TextRows> {
  const found = new Map<string, TextRows>();
  for (let i = 0; i < cells.n; i++) if (cells.kinds[i] === CELL_ERROR) addRow(found, reader.errorText(cells, i), i);
  return found;
}

/** How a value that was declared to mean "missing" stands in the list of what was read as missing. */
function codeWords(token: string): string {
  return `${token} (code)`;
}

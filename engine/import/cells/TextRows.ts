import type { DistinctTexts } from './ColumnCells.ts';

/** How often a text was met, and the first few positions of the column that hold it, ascending. */
export interface TextRows {
  count: number;
  readonly rows: number[];
}

export const FEW_ROWS = 5;

export function addRow(found: Map<string, TextRows>, text: string, position: number): void {
  const known = found.get(text);
  if (!known) found.set(text, { count: 1, rows: [position] });
  else if (++known.count <= FEW_ROWS) known.rows.push(position);
}

/**
 * The same for the texts of a column, in order of first appearance; how often each is there is known, so no more rows are looked at
 * than hold the first few of all.
 * @param tokens what a text goes by, by its code; null where it is not looked for
 */
export function rowsOfTexts(
  { codes, counts }: Pick<DistinctTexts, 'codes' | 'counts'>,
  tokens: readonly (string | null)[],
): Map<string, TextRows> {
  const found = new Map<string, TextRows>();
  const ofCode: (TextRows | null)[] = tokens.map((token, code) => {
    if (token === null) return null;
    let known = found.get(token);
    if (!known) found.set(token, (known = { count: 0, rows: [] }));
    known.count += counts[code];
    return known;
  });
  let left = 0;
  for (const { count } of found.values()) left += Math.min(FEW_ROWS, count);
  for (let i = 0; left > 0 && i < codes.length; i++) {
    const known = codes[i] < 0 ? null : ofCode[codes[i]];
    if (known === null || known.rows.length === FEW_ROWS) continue;
    known.rows.push(i);
    left--;
  }
  return found;
}

/** Both together. */
export function mergeRows(a: ReadonlyMap<string, TextRows>, b: ReadonlyMap<string, TextRows>): Map<string, TextRows> {
  const found = new Map(a);
  for (const [text, { count, rows }] of b) {
    const known = found.get(text) ?? { count: 0, rows: [] };
    const all = [...known.rows, ...rows].sort((x, y) => x - y);
    found.set(text, { count: known.count + count, rows: all.slice(0, FEW_ROWS) });
  }
  return found;
}

/** By first appearance. */
export function inOrder(found: ReadonlyMap<string, TextRows>): Map<string, TextRows> {
  return new Map([...found].sort((a, b) => a[1].rows[0] - b[1].rows[0]));
}

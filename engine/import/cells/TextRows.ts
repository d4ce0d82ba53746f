/** How often a text was met, and the first few positions of the column that hold it. */
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

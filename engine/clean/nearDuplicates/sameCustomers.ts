import { pickRows } from '../../import/pickRows.ts';
import { isMissing } from '../../table/Column.ts';
import { cellValue } from '../../table/cellValue.ts';
import type { CleanTable } from '../defineCleanStep.ts';

export type SamePairs = readonly (readonly [string, string])[];

/** How a row is written in pairs: its identifier where it is the first with it, else its row in the sheet. */
export function rowNames(table: CleanTable): { nameOf(row: number): string; rowOf(name: string): number | undefined } {
  const at = table.roles.indexOf('identifier');
  const identifier = at < 0 ? undefined : table.columns[at];
  const byIdentifier = new Map<string, number>();
  const byRow = new Map<string, number>();
  for (let row = 0; row < table.nRows; row++) {
    byRow.set(`row ${table.sourceRows[row]}`, row);
    if (!identifier || isMissing(identifier, row)) continue;
    const text = String(cellValue(identifier, row));
    if (!byIdentifier.has(text)) byIdentifier.set(text, row);
  }
  return {
    nameOf(row) {
      const text = identifier ? String(cellValue(identifier, row)) : '';
      return byIdentifier.get(text) === row ? text : `row ${table.sourceRows[row]}`;
    },
    rowOf: name => byIdentifier.get(name) ?? byRow.get(name),
  };
}

/** The pairs that say something about another file: a row number there is another customer's, and only identifiers name the same ones. */
export function pairsElsewhere(table: CleanTable, pairs: SamePairs): SamePairs {
  if (pairs.length === 0) return pairs;
  const at = table.roles.indexOf('identifier');
  const identifier = at < 0 ? undefined : table.columns[at];
  const known = new Set<string>();
  for (let row = 0; identifier && row < table.nRows; row++)
    if (!isMissing(identifier, row)) known.add(String(cellValue(identifier, row)));
  return pairs.filter(pair => pair.every(name => known.has(name)));
}

/**
 * The row that each row is folded into, itself where it stays. Chains end in one row; a circle of pairs folds into the row that the first
 * of its pairs names.
 * @returns [nRows]
 */
export function foldedInto(table: CleanTable, pairs: SamePairs): Int32Array {
  const into = Int32Array.from({ length: table.nRows }, (_none, row) => row);
  if (pairs.length === 0) return into;
  const rootOf = (row: number) => {
    let root = row;
    while (into[root] !== root) root = into[root];
    return root;
  };
  const { rowOf } = rowNames(table);
  for (const [from, to] of pairs) {
    const [one, other] = [rowOf(from), rowOf(to)];
    if (one !== undefined && other !== undefined) into[rootOf(one)] = rootOf(other);
  }
  return into.map((_row, row) => rootOf(row));
}

/** Tells whether a person said of two rows that they are not one customer. */
export function knownDifferent(table: CleanTable, pairs: SamePairs): (a: number, b: number) => boolean {
  if (pairs.length === 0) return () => false;
  const { rowOf } = rowNames(table);
  const keyOf = (a: number, b: number) => Math.min(a, b) * table.nRows + Math.max(a, b);
  const known = new Set<number>();
  for (const [from, to] of pairs) {
    const [one, other] = [rowOf(from), rowOf(to)];
    if (one !== undefined && other !== undefined) known.add(keyOf(one, other));
  }
  return (a, b) => known.has(keyOf(a, b));
}

/** Values that a row lacks are taken from the first row folded into it that has them; with `removes`, the folded rows are left out. */
export function foldRows(table: CleanTable, into: Int32Array, removes: boolean): CleanTable {
  const folded: number[] = [];
  into.forEach((to, row) => to !== row && folded.push(row));
  if (folded.length === 0) return table;
  const kept = removes ? Int32Array.from(into.keys()).filter(row => into[row] === row) : Int32Array.from(into.keys());
  const columns = table.columns.map(column => {
    const source = Int32Array.from(into.keys());
    for (const row of folded)
      if (isMissing(column, source[into[row]]) && !isMissing(column, row)) source[into[row]] = row;
    return pickRows(
      column,
      kept.map(row => source[row]),
    );
  });
  return { ...table, nRows: kept.length, columns, sourceRows: kept.map(row => table.sourceRows[row]) };
}

import type { JoinAccount, JoinDuplicates, JoinStep } from '#shared/tables';
import { AppError } from '#shared/errors';
import { isMissingWord } from '../import/cells/ColumnCells.ts';
import { rawText } from '../import/cells/rawText.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';
import { CELL_EMPTY, CELL_NUMBER } from '../table/RawTable.ts';
import { CellBuilder } from './CellBuilder.ts';
import { columnAt } from './columnAt.ts';
import { joinKeys } from './joinKeys.ts';
import type { PlainTable } from './PlainTable.ts';
import { Texts } from './Texts.ts';

/** The table that is joined, with what only its own reading knows. */
export interface JoinedTable {
  readonly table: PlainTable;
  readonly name: string;
  /** Parallel to the columns: numbers by row where the column holds numbers, for sums; else null. */
  readonly numbers: readonly (Float64Array | null)[];
}
export interface Joined {
  readonly table: PlainTable;
  readonly account: JoinAccount;
  /** Rows, from 0, that found no partner: of the table so far, and of the joined one. */
  readonly unmatched: Int32Array;
  readonly tableUnmatched: Int32Array;
}

const MOST_SHOWN = 20;

/** What the keys of two tables say about each other. */
interface Matching {
  /** [left rows]: the group of right rows, -1 without a partner. */
  readonly groupOf: Int32Array;
  readonly groups: readonly Int32Array[];
  readonly leftKeys: readonly string[];
  readonly rightKeys: readonly string[];
  readonly isMet: Uint8Array;
}

/**
 * Adds the columns of another table to the rows that share a key with it (a left join): no row is added or multiplied.
 * @param missingWords words read as missing, which are no keys
 * @throws AppError `data.unknownColumn`, `join.duplicateKeys`, `join.noMatch`
 */
export function joinTable(
  left: PlainTable,
  right: JoinedTable,
  step: JoinStep,
  missingWords: ReadonlySet<string>,
): Joined {
  const joined = matchTables(left, right, step, missingWords);
  const { account } = joined;
  if (account.matched === 0) throw noMatch(left, right, step);
  if (account.repeated > 0 && step.duplicates === 'refuse') throw duplicateKeys(right, step, joined.matching);
  return joined;
}

/** The same without refusing: for looking at a join before it is made. */
export function matchTables(
  left: PlainTable,
  right: JoinedTable,
  step: JoinStep,
  missingWords: ReadonlySet<string>,
): Joined & { readonly matching: Matching } {
  const keyColumn = columnAt(left.names, step.key);
  const tableKey = columnAt(right.table.names, step.tableKey, right.name);
  const isMissing = (tidy: string) => isMissingWord(missingWords, tidy);
  const matching = match(
    joinKeys(left.columns[keyColumn], left.strings, isMissing),
    joinKeys(right.table.columns[tableKey], right.table.strings, isMissing),
  );
  const kept = keptRows(matching, step.unmatched);
  const names = addedNames(left.names, right, tableKey);
  const table = build(left, right, tableKey, kept, matching, names, step.duplicates);
  return { table, ...accountOf(left, right, step, matching, kept, names), matching };
}

function match(leftKeys: readonly string[], rightKeys: readonly string[]): Matching {
  const rowsOfKey = new Map<string, number[]>();
  rightKeys.forEach((key, row) => {
    if (key === '') return;
    const rows = rowsOfKey.get(key);
    if (rows) rows.push(row);
    else rowsOfKey.set(key, [row]);
  });
  const groupNumbers = new Map([...rowsOfKey.keys()].map((key, i) => [key, i]));
  const isMet = new Uint8Array(groupNumbers.size);
  const groupOf = Int32Array.from(leftKeys, key => {
    const group = key === '' ? undefined : groupNumbers.get(key);
    if (group === undefined) return -1;
    isMet[group] = 1;
    return group;
  });
  return { groupOf, groups: [...rowsOfKey.values()].map(rows => Int32Array.from(rows)), leftKeys, rightKeys, isMet };
}

function keptRows({ groupOf }: Matching, unmatched: JoinStep['unmatched']): Int32Array {
  const all = groupOf.map((_group, row) => row);
  return unmatched === 'keep' ? all : all.filter(row => groupOf[row] >= 0);
}

/** Names of the columns that are added, in the order of the joined table; null for its key. */
function addedNames(left: readonly string[], { table, name }: JoinedTable, tableKey: number): (string | null)[] {
  const taken = new Set(left.map(own => own.toLowerCase()));
  return table.names.map((own, i) => {
    if (i === tableKey) return null;
    let free = own;
    for (let n = 1; taken.has(free.toLowerCase()); n++) free = n === 1 ? `${own} (${name})` : `${own} (${name} ${n})`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function build(
  left: PlainTable,
  { table: right, numbers }: JoinedTable,
  tableKey: number,
  kept: Int32Array,
  { groupOf, groups }: Matching,
  names: readonly (string | null)[],
  duplicates: JoinDuplicates,
): PlainTable {
  const texts = new Texts();
  const leftNumbers = texts.adopt(left.strings);
  const rightNumbers = texts.adopt(right.strings);
  const own = left.columns.map(column => {
    const builder = new CellBuilder(kept.length);
    for (let i = 0; i < kept.length; i++) builder.copy(i, column, kept[i], leftNumbers);
    return builder;
  });
  const added = right.columns.flatMap((column, c) => {
    if (c === tableKey) return [];
    const builder = new CellBuilder(kept.length);
    const values = duplicates === 'sum' ? numbers[c] : null;
    for (let i = 0; i < kept.length; i++) {
      const group = groupOf[kept[i]];
      if (group < 0) continue;
      const rows = groups[group];
      if (rows.length > 1 && values) setSum(builder, i, rows, values);
      else builder.copy(i, column, pickRow(column.kinds, rows, duplicates), rightNumbers);
    }
    return [builder];
  });
  return {
    nRows: kept.length,
    names: [...left.names, ...names.filter(name => name !== null)],
    columns: [...own, ...added],
    strings: texts.strings,
    origins: kept.map(row => left.origins[row]),
  };
}

function setSum(builder: CellBuilder, row: number, rows: Int32Array, values: Float64Array): void {
  let sum = 0;
  let n = 0;
  for (const from of rows) {
    if (Number.isNaN(values[from])) continue;
    sum += values[from];
    n++;
  }
  if (n > 0) builder.set(row, CELL_NUMBER, sum);
}

/** The first row of the group, or the last; where they are summed, what is no number is taken from the first row that has it. */
function pickRow(kinds: Uint8Array, rows: Int32Array, duplicates: JoinDuplicates): number {
  if (duplicates === 'last') return rows[rows.length - 1];
  if (duplicates !== 'sum') return rows[0];
  return rows.find(row => kinds[row] !== CELL_EMPTY) ?? rows[0];
}

function accountOf(
  left: PlainTable,
  right: JoinedTable,
  step: JoinStep,
  { groupOf, groups, leftKeys, rightKeys, isMet }: Matching,
  kept: Int32Array,
  names: readonly (string | null)[],
): Omit<Joined, 'table'> {
  const rows = leftKeys.map((_key, row) => row);
  const unmatched = Int32Array.from(rows.filter(row => groupOf[row] < 0 && leftKeys[row] !== ''));
  const missingKey = leftKeys.filter(key => key === '').length;
  const firstUnmet = groups.filter((_rows, group) => isMet[group] === 0);
  const tableUnmatched = Int32Array.from(firstUnmet.flatMap(group => [...group])).sort();
  const repeatedGroups = groups.filter(group => group.length > 1);
  const text = (table: PlainTable, key: string, row: number) =>
    rawText(table, columnAt(table.names, key), row).slice(0, 60);
  return {
    unmatched,
    tableUnmatched,
    account: {
      how: 'join',
      table: step.table,
      name: right.name,
      key: step.key,
      tableKey: step.tableKey,
      rowsBefore: left.nRows,
      rowsAfter: kept.length,
      matched: left.nRows - unmatched.length - missingKey,
      unmatched: unmatched.length,
      missingKey,
      dropped: left.nRows - kept.length,
      tableRows: right.table.nRows,
      tableMatched: groups.length - firstUnmet.length,
      tableUnmatched: firstUnmet.length,
      tableMissingKey: rightKeys.filter(key => key === '').length,
      repeated: repeatedGroups.reduce((sum, group) => sum + group.length - 1, 0),
      repeatedKeys: repeatedGroups.length,
      unmatchedKeys: Array.from(unmatched.subarray(0, MOST_SHOWN), row => text(left, step.key, row)),
      tableUnmatchedKeys: firstUnmet.slice(0, MOST_SHOWN).map(([row]) => text(right.table, step.tableKey, row)),
      duplicates: step.duplicates,
      columnsAdded: names.filter(name => name !== null),
      renamed: names.flatMap((to, i) =>
        to !== null && to !== right.table.names[i] ? [{ from: right.table.names[i], to }] : [],
      ),
    },
  };
}

function duplicateKeys({ table, name }: JoinedTable, { tableKey }: JoinStep, { groups }: Matching): AppError {
  const repeated = groups.filter(group => group.length > 1);
  const [first] = repeated;
  const key = rawText(table, columnAt(table.names, tableKey), first[0]).slice(0, 60);
  return new AppError('join.duplicateKeys', { name, column: tableKey, key, rows: first.length, keys: repeated.length });
}

function noMatch(left: PlainTable, { table, name }: JoinedTable, { key, tableKey }: JoinStep): AppError {
  const example = (of: PlainTable, column: string) => {
    const position = columnAt(of.names, column);
    const row = of.columns[position].kinds.findIndex(kind => kind !== CELL_EMPTY);
    return row < 0 ? '' : rawText(of, position, row).slice(0, 60);
  };
  return new AppError('join.noMatch', {
    name,
    column: key,
    tableColumn: tableKey,
    example: example(left, key),
    tableExample: example(table, tableKey),
  });
}

/** Columns of two tables that are called the same, spelling aside: what a join by key can start from. */
export function sameNames(left: readonly string[], right: readonly string[]): [string, string][] {
  const known = new Map(right.map(name => [aliasOf(name), name]));
  return left.flatMap(name => {
    const partner = known.get(aliasOf(name));
    return partner === undefined ? [] : [[name, partner] as [string, string]];
  });
}

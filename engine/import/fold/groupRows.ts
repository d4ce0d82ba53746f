import type { ColumnRole } from '#shared/columns';
import type { Column } from '../../table/Column.ts';
import { conceptOf } from '../dictionary/conceptOf.ts';

/** Rows by customer, in order of first appearance; a row without a key is a customer of its own. */
export interface Groups {
  readonly keyColumn: string;
  readonly nGroups: number;
  /** Rows that have a key, and different keys. */
  readonly nKeyedRows: number;
  readonly nKeys: number;
  /** [nRows] */
  readonly groupOf: Int32Array;
  /** [nRows], rows sorted by group, in row order within each. */
  readonly rows: Int32Array;
  /** [nGroups + 1], group g has rows[starts[g]] … rows[starts[g + 1] - 1]. */
  readonly starts: Int32Array;
}

const KEY_CONCEPTS = ['customerId', 'nationalId', 'recordId'];

/** The column that names the customer: by the dictionary, else the first identifier. */
export function keyColumn(columns: readonly Column[], roles: readonly ColumnRole[]): Column | null {
  const identifiers = columns.filter((column, i) => roles[i] === 'identifier' && column.kind !== 'set');
  for (const id of KEY_CONCEPTS) {
    const found = identifiers.find(column => conceptOf(column.name)?.id === id);
    if (found) return found;
  }
  return identifiers.find(column => conceptOf(column.name) === null) ?? null;
}

/**
 * @param isUnique no value of the key comes twice
 * @returns null when no customer has more than one row
 */
export function groupRows(key: Column, nRows: number, isUnique: boolean): Groups | null {
  if (isUnique) return null;
  const groupOf = new Int32Array(nRows);
  const known = new Map<number, number>();
  let nGroups = 0;
  let nKeyedRows = 0;
  for (let row = 0; row < nRows; row++) {
    const value = keyValue(key, row);
    if (!Number.isNaN(value)) nKeyedRows++;
    let group = Number.isNaN(value) ? undefined : known.get(value);
    if (group === undefined) {
      group = nGroups++;
      if (!Number.isNaN(value)) known.set(value, group);
    }
    groupOf[row] = group;
  }
  if (nGroups === nRows) return null;
  const starts = new Int32Array(nGroups + 1);
  for (const group of groupOf) starts[group + 1]++;
  for (let group = 0; group < nGroups; group++) starts[group + 1] += starts[group];
  const rows = new Int32Array(nRows);
  const next = starts.slice();
  for (let row = 0; row < nRows; row++) rows[next[groupOf[row]]++] = row;
  return { keyColumn: key.name, nGroups, nKeyedRows, nKeys: known.size, groupOf, rows, starts };
}

function keyValue(key: Column, row: number): number {
  if (key.kind === 'number' || key.kind === 'date' || key.kind === 'boolean') return key.values[row];
  return key.kind === 'set' || key.codes[row] < 0 ? NaN : key.codes[row];
}

/** [nGroups], 1 where the rows of a customer that have a value in this column do not agree. */
export function differingGroups(column: Column, groups: Groups): Uint8Array {
  const first = new Int32Array(groups.nGroups).fill(-1);
  const differs = new Uint8Array(groups.nGroups);
  const same = sameValue(column);
  const { groupOf } = groups;
  const isThere = isPresent(column);
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row];
    if (differs[group] === 1 || !isThere(row)) continue;
    if (first[group] < 0) first[group] = row;
    else if (!same(first[group], row)) differs[group] = 1;
  }
  return differs;
}

export function isPresent(column: Column): (row: number) => boolean {
  if (column.kind === 'number' || column.kind === 'date') return row => !Number.isNaN(column.values[row]);
  if (column.kind === 'boolean') return row => column.values[row] !== 2;
  if (column.kind === 'set') return row => column.offsets[row] !== column.offsets[row + 1];
  return row => column.codes[row] >= 0;
}

function sameValue(column: Column): (a: number, b: number) => boolean {
  if (column.kind === 'number' || column.kind === 'date' || column.kind === 'boolean')
    return (a, b) => column.values[a] === column.values[b];
  if (column.kind !== 'set') return (a, b) => column.codes[a] === column.codes[b];
  const { offsets, codes } = column;
  return (a, b) => {
    const length = offsets[a + 1] - offsets[a];
    if (length !== offsets[b + 1] - offsets[b]) return false;
    for (let i = 0; i < length; i++) if (codes[offsets[a] + i] !== codes[offsets[b] + i]) return false;
    return true;
  };
}

import type { Column } from '../table/Column.ts';
import { sharedFloat64, sharedInt32 } from '../table/Matrix.ts';
import { orderLevels } from './kinds/levels.ts';

/** The same column with only these rows, in this order; levels that are left are ordered anew by how frequent they are. */
export function pickRows(column: Column, rows: Int32Array): Column {
  switch (column.kind) {
    case 'number':
    case 'date':
      return { ...column, values: picked(column.values, rows, sharedFloat64(rows.length)) };
    case 'boolean':
      return { ...column, values: picked(column.values, rows, new Uint8Array(rows.length)) };
    case 'set':
      return pickSets(column, rows);
    default:
      return {
        ...column,
        ...orderLevels(picked(column.codes, rows, new Int32Array(rows.length)), column.levels),
      };
  }
}

function picked<T extends Float64Array | Int32Array | Uint8Array>(values: T, rows: Int32Array, into: T): T {
  for (let i = 0; i < rows.length; i++) into[i] = values[rows[i]];
  return into;
}

function pickSets(column: Column & { kind: 'set' }, rows: Int32Array): Column {
  const offsets = sharedInt32(rows.length + 1);
  for (let i = 0; i < rows.length; i++)
    offsets[i + 1] = offsets[i] + column.offsets[rows[i] + 1] - column.offsets[rows[i]];
  const codes = new Int32Array(offsets[rows.length]);
  for (let i = 0; i < rows.length; i++)
    codes.set(column.codes.subarray(column.offsets[rows[i]], column.offsets[rows[i] + 1]), offsets[i]);
  return orderMembers({ ...column, offsets, codes });
}

/** Members most frequent first, those that no row has left out, codes ascending within each row. */
export function orderMembers(column: Column & { kind: 'set' }): Column & { kind: 'set' } {
  const ordered = orderLevels(column.codes, column.members);
  for (let row = 0; row + 1 < column.offsets.length; row++)
    ordered.codes.subarray(column.offsets[row], column.offsets[row + 1]).sort();
  return { ...column, members: ordered.levels, codes: ordered.codes };
}

import type { Column } from './Column.ts';
import { isSharedArray, sharedFloat64, sharedInt32, sharedUint8 } from './Matrix.ts';

/** The column with arrays that every thread sees without a copy of its own; itself where it has them already. */
export function sharedColumn(column: Column): Column {
  switch (column.kind) {
    case 'number':
    case 'date':
      return isSharedArray(column.values) ? column : { ...column, values: copyInto(sharedFloat64, column.values) };
    case 'boolean':
      return isSharedArray(column.values) ? column : { ...column, values: copyInto(sharedUint8, column.values) };
    case 'set':
      if (isSharedArray(column.offsets) && isSharedArray(column.codes)) return column;
      return {
        ...column,
        offsets: copyInto(sharedInt32, column.offsets),
        codes: copyInto(sharedInt32, column.codes),
      };
    default:
      return isSharedArray(column.codes) ? column : { ...column, codes: copyInto(sharedInt32, column.codes) };
  }
}

function copyInto<T extends Float64Array | Int32Array | Uint8Array>(make: (length: number) => T, values: T): T {
  const copy = make(values.length);
  copy.set(values);
  return copy;
}

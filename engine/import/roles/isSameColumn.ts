import type { Column } from '../../table/Column.ts';

/** Whether two columns hold the same values in every row, gaps included. */
export function isSameColumn(a: Column, b: Column): boolean {
  if (a.kind !== b.kind) return false;
  const [partsOfA, partsOfB] = [partsOf(a), partsOf(b)];
  return partsOfA.every((part, i) => isSame(part, partsOfB[i]));
}

/** All that a column holds besides its name. */
function partsOf(column: Column): ArrayLike<unknown>[] {
  if (column.kind === 'set') return [column.members, column.offsets, column.codes];
  return 'levels' in column ? [column.levels, column.codes] : [column.values];
}

function isSame(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

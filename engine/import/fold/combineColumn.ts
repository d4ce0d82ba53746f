import type { ColumnRole } from '#shared/columns';
import type { FoldReport } from '#shared/results';
import type { Column, SetColumn } from '../../table/Column.ts';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import { conceptOf } from '../dictionary/conceptOf.ts';
import { orderMembers, pickRows } from '../pickRows.ts';
import { isPresent, type Groups } from './groupRows.ts';

export type FoldHow = FoldReport['columns'][number]['how'];

/** Below this share of the customers with several rows, differing texts are slips of the pen rather than several values. */
const SEVERAL_VALUES = 0.05;

/**
 * How a column that differs within customers becomes one value: texts become a set; amounts of balance and volume are added up (an amount
 * repeated on several rows counts once); other numbers and yes/no take the largest; dates the latest; identifiers, free text and what
 * differs only now and then keep the first.
 */
export function foldHow(column: Column, role: ColumnRole, nDiffering: number, nMultiple: number): FoldHow {
  const concept = conceptOf(column.name);
  if (role === 'identifier' || concept?.id === 'birthDate') return 'first';
  if (column.kind !== 'category' && column.kind !== 'set')
    return { number: concept?.fold ?? 'max', date: 'latest', boolean: 'max', text: 'first' }[column.kind] as FoldHow;
  const isRare = nDiffering < SEVERAL_VALUES * nMultiple && concept?.kind !== 'set' && column.kind !== 'set';
  return isRare ? 'first' : 'set';
}

/** One value per customer. */
export function combineColumn(column: Column, groups: Groups, how: FoldHow): Column {
  if (how === 'set' && column.kind === 'category') return combineSets(asSet(column), groups);
  if (column.kind === 'set') return combineSets(column, groups);
  if (how !== 'first' && (column.kind === 'number' || column.kind === 'date')) {
    const values = sharedFloat64(groups.nGroups);
    const combine = how === 'sum' ? sumOfDifferent : largest;
    forEachGroup(groups, (group, rows) => (values[group] = combine(column.values, rows)));
    return { ...column, values };
  }
  if (how !== 'first' && column.kind === 'boolean') {
    const values = new Uint8Array(groups.nGroups).fill(2);
    forEachGroup(groups, (group, rows) => {
      for (const row of rows)
        if (column.values[row] !== 2 && (values[group] === 2 || column.values[row] > values[group]))
          values[group] = column.values[row];
    });
    return { ...column, values };
  }
  return pickRows(column, firstPresent(column, groups));
}

function forEachGroup({ nGroups, starts, rows }: Groups, visit: (group: number, rows: Int32Array) => void): void {
  for (let group = 0; group < nGroups; group++) visit(group, rows.subarray(starts[group], starts[group + 1]));
}

function firstPresent(column: Column, groups: Groups): Int32Array {
  const picked = new Int32Array(groups.nGroups);
  const isThere = isPresent(column);
  forEachGroup(groups, (group, rows) => (picked[group] = rows.find(isThere) ?? rows[0]));
  return picked;
}

function largest(values: Float64Array, rows: Int32Array): number {
  let most = NaN;
  for (const row of rows) if (!(values[row] <= most) && !Number.isNaN(values[row])) most = values[row];
  return most;
}

function sumOfDifferent(values: Float64Array, rows: Int32Array): number {
  if (rows.length === 1) return values[rows[0]];
  const seen = new Set<number>();
  let sum = 0;
  for (const row of rows) {
    const value = values[row];
    if (Number.isNaN(value) || seen.has(value)) continue;
    seen.add(value);
    sum += value;
  }
  return seen.size === 0 ? NaN : sum;
}

function asSet(column: Column & { kind: 'category' | 'text' }): SetColumn {
  const offsets = sharedInt32(column.codes.length + 1);
  for (let row = 0; row < column.codes.length; row++) offsets[row + 1] = offsets[row] + (column.codes[row] < 0 ? 0 : 1);
  return {
    kind: 'set',
    name: column.name,
    members: column.levels,
    offsets,
    codes: column.codes.filter(code => code >= 0),
    ...(column.hasPointNumbers && { hasPointNumbers: true }),
  };
}

function combineSets(column: SetColumn, groups: Groups): SetColumn {
  const offsets = sharedInt32(groups.nGroups + 1);
  const codes: number[] = [];
  forEachGroup(groups, (group, rows) => {
    const members = new Set<number>();
    for (const row of rows)
      for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) members.add(column.codes[i]);
    for (const member of members) codes.push(member);
    offsets[group + 1] = codes.length;
  });
  return orderMembers({
    kind: 'set',
    name: column.name,
    members: column.members,
    offsets,
    codes: Int32Array.from(codes),
    ...(column.hasPointNumbers && { hasPointNumbers: true }),
  });
}

import type { OutcomeList } from '#shared/feedback/choices';
import { defaultReading } from '#shared/reading';
import type { OutcomeRow, ReadOutcomes } from '#engine/feedback/readOutcomes';
import type { Imported } from '#engine/import/Imported';
import { dayNumber } from '#engine/table/cellValue';
import type { Column } from '#engine/table/Column';

export function someList(id: string, at: string, more: Partial<OutcomeList> = {}): OutcomeList {
  return {
    id,
    file: { name: `${id}.csv`, sha256: null },
    reading: defaultReading(),
    key: 'Id',
    outcome: 'Left',
    date: null,
    at,
    ...more,
  };
}

export function someOutcome(key: string, y: 0 | 1, day: string | null = null): OutcomeRow {
  const value = y ? 'Yes' : 'No';
  return { row: 1, key, text: key, y, value, day: day === null ? NaN : dayNumber(day) };
}

export function someRead(list: OutcomeList, ...latest: OutcomeRow[]): ReadOutcomes {
  return { list, nRows: latest.length, latest, replaced: [], unreadable: [] };
}

export function texts(name: string, values: readonly (string | null)[]): Column {
  const levels = [...new Set(values.filter(value => value !== null))];
  return { name, kind: 'category', codes: Int32Array.from(values, v => (v === null ? -1 : levels.indexOf(v))), levels };
}

/** Customers with these identifiers and other columns. */
export function someCustomers(
  identifiers: readonly Column[],
  others: readonly Column[] = [],
  referenceDay = NaN,
): Imported {
  const columns = [...identifiers, ...others];
  const [first] = identifiers;
  return {
    table: { nRows: 'codes' in first ? first.codes.length : 0, columns },
    roles: columns.map((_column, i) => (i < identifiers.length ? 'identifier' : 'feature')),
    referenceDay,
    report: { fold: null, notes: [], columns: columns.map(({ name }) => ({ name })) },
  } as unknown as Imported;
}

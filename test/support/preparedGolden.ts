import { readFileSync } from 'node:fs';
import type { Column, Table } from '#engine/table/Column';

export interface PrepareGolden {
  columns: Record<string, (number | null)[]>;
  city: (string | null)[];
  pep: number[];
  summaries: Record<string, Record<string, number>>;
  skewness: Record<string, number>;
  logged: Record<string, (number | null)[]>;
  knn: Record<string, number[]>;
  medianFilled: Record<string, number[]>;
  zscored: number[][];
  cityMode: string;
  cityLevels: string[];
  cityBlock: number[][];
  pepScaled: number[];
}

/** What numpy, pandas and scikit-learn gave on a small table with gaps (test/golden/make/prepare.py). */
export function preparedGolden(): PrepareGolden {
  const file = new URL('../golden/prepare.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: [PrepareGolden] }).cases[0];
}

export function numbers(name: string, values: readonly (number | null)[]): Column {
  return { kind: 'number', name, values: Float64Array.from(values, value => value ?? NaN) };
}

export function category(name: string, values: readonly (string | null)[]): Column {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const levels = [...counts].sort((a, b) => b[1] - a[1]).map(([level]) => level);
  return {
    kind: 'category',
    name,
    levels,
    codes: Int32Array.from(values, value => (value === null ? -1 : levels.indexOf(value))),
  };
}

export function flags(name: string, values: readonly (0 | 1 | null | number)[]): Column {
  return { kind: 'boolean', name, values: Uint8Array.from(values, value => value ?? 2) };
}

export function sets(name: string, values: readonly (readonly string[])[]): Column {
  const members = [...new Set(values.flat())];
  const offsets = new Int32Array(values.length + 1);
  values.forEach((own, row) => (offsets[row + 1] = offsets[row] + own.length));
  const codes = values.flatMap(own => own.map(member => members.indexOf(member)).sort((a, b) => a - b));
  return { kind: 'set', name, members, offsets, codes: Int32Array.from(codes) };
}

export function days(name: string, values: readonly (number | null)[]): Column {
  return { kind: 'date', name, values: Float64Array.from(values, value => value ?? NaN) };
}

export function tableOf(...columns: Column[]): Table {
  const [first] = columns;
  const nRows =
    first.kind === 'set'
      ? first.offsets.length - 1
      : first.kind === 'category' || first.kind === 'text'
        ? first.codes.length
        : (first as { values: ArrayLike<number> }).values.length;
  return { nRows, columns };
}

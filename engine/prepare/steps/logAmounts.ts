import { formatNumber, listSome } from '#shared/format';
import { choice, number } from '#shared/option';
import type { Column, NumberColumn } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineStep } from '../defineStep.ts';
import { byName, changed, replaceColumns } from '../workColumns.ts';

export interface LogState {
  readonly columns: readonly { readonly name: string; readonly hasNegative: boolean }[];
}

/**
 * Heavy-tailed amounts on a logarithmic scale: sign(x) · log(1 + |x|), so that a few very large customers do not decide every distance.
 * On its own it takes columns whose skewness is at least `minSkewness` and is nearer to 0 after the change.
 */
export const logAmounts = defineStep({
  id: 'logAmounts',
  title: 'Logarithm of amounts',
  help: 'Puts amounts with a long tail on a logarithmic scale, so that a few very large customers do not decide every distance.',
  sources: [],
  options: {
    mode: choice<'auto' | 'never' | 'all'>({
      title: 'Columns',
      help: 'Which columns of numbers are changed: those with a long tail, none, or all.',
      values: ['auto', 'never', 'all'],
      labels: { auto: 'Long-tailed ones', never: 'None', all: 'All numbers' },
      default: 'auto',
    }),
    minSkewness: number({
      title: 'Least skewness',
      help: 'A column counts as long-tailed from this skewness on (0 is symmetric, 2 is that of waiting times).',
      min: 0,
      max: 100,
      default: 2,
    }),
  },
  async fit(table, options) {
    const chosen = table.columns
      .filter((column): column is NumberColumn => column.kind === 'number')
      .filter(column => isChosen(column, options.mode, options.minSkewness));
    const state: LogState = {
      columns: chosen.map(({ name, values }) => ({ name, hasNegative: values.some(value => value < 0) })),
    };
    const names = chosen.map(column => `${column.name} (skewness ${formatNumber(skewness(column.values))})`);
    const effect =
      names.length === 0 ? 'No column was put on a logarithmic scale.' : `Logarithm of ${listSome(names, 8)}.`;
    return { state, effect, notes: [] };
  },
  async apply(table, state: LogState) {
    const known = byName(state.columns);
    return replaceColumns(table, part => {
      const found = known.get(part.column.name);
      if (!found || part.column.kind !== 'number') return part;
      return changed(part, logColumn(part.column), found.hasNegative ? 'sign(x) · log(1 + |x|)' : 'log(1 + x)');
    });
  },
});

function isChosen({ values }: NumberColumn, mode: 'auto' | 'never' | 'all', minSkewness: number): boolean {
  if (mode !== 'auto') return mode === 'all';
  const before = skewness(values);
  return before >= minSkewness && Math.abs(skewness(values.map(signedLog))) < before;
}

function signedLog(x: number): number {
  return x < 0 ? -Math.log1p(-x) : Math.log1p(x);
}

function logColumn(column: NumberColumn): Column {
  const values = sharedFloat64(column.values.length);
  for (let row = 0; row < values.length; row++) values[row] = signedLog(column.values[row]);
  return { ...column, values };
}

/**
 * Population skewness m3 / m2^1.5 of the values that are there; 0 where there is no spread.
 * @param values [n], NaN is missing
 */
export function skewness(values: Float64Array): number {
  let n = 0;
  let sum = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    n++;
    sum += value;
  }
  const mean = sum / n;
  let m2 = 0;
  let m3 = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    const d = value - mean;
    m2 += d * d;
    m3 += d * d * d;
  }
  const sd = Math.sqrt(m2 / n);
  const skew = m3 / n / (sd * sd * sd);
  return Number.isFinite(skew) ? skew : 0;
}

import { formatNumber, listSome } from '#shared/format';
import { choice, number } from '#shared/option';
import { breathe } from '../../import/breathe.ts';
import type { NumberColumn } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineStep, type WorkTable } from '../defineStep.ts';
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
      onlyFor: { choice: 'mode', values: ['auto'] },
    }),
  },
  async fit(table, options, { run }) {
    const chosen: Chosen[] = [];
    for (const column of table.columns) {
      if (column.kind !== 'number') continue;
      await breathe(run, table.nRows);
      const found = choose(column, options.mode, options.minSkewness);
      if (found) chosen.push(found);
    }
    const state: LogState = {
      columns: chosen.map(({ column: { name, values } }) => ({ name, hasNegative: hasNegative(values) })),
    };
    const names = chosen.map(({ column, before }) => `${column.name} (skewness ${formatNumber(before)})`);
    const effect =
      names.length === 0 ? 'No column was put on a logarithmic scale.' : `Logarithm of ${listSome(names, 8)}.`;
    // The logarithms by which it was decided are those that are used.
    const logs = new Map(chosen.map(({ column, logs: values }) => [column.name, values]));
    return { state, effect, notes: [], treated: withLogs(table, state, ({ name }) => logs.get(name)!) };
  },
  async apply(table, state: LogState) {
    return withLogs(table, state, ({ values }) => logsOf(values));
  },
});

interface Chosen {
  readonly column: NumberColumn;
  /** Skewness of the column as it is. */
  readonly before: number;
  readonly logs: Float64Array;
}

/** Null for a column that is left as it is. */
function choose(column: NumberColumn, mode: 'auto' | 'never' | 'all', minSkewness: number): Chosen | null {
  if (mode === 'never') return null;
  const before = skewness(column.values);
  if (mode === 'auto' && !(before >= minSkewness)) return null;
  const logs = logsOf(column.values);
  return mode === 'all' || Math.abs(skewness(logs)) < before ? { column, before, logs } : null;
}

function withLogs(table: WorkTable, state: LogState, logs: (column: NumberColumn) => Float64Array): WorkTable {
  const known = byName(state.columns);
  return replaceColumns(table, part => {
    const { column } = part;
    const found = known.get(column.name);
    if (!found || column.kind !== 'number') return part;
    const words = found.hasNegative ? 'sign(x) · log(1 + |x|)' : 'log(1 + x)';
    return changed(part, { ...column, values: logs(column) }, words);
  });
}

function logsOf(values: Float64Array): Float64Array {
  const logs = sharedFloat64(values.length);
  for (let row = 0; row < logs.length; row++) {
    const x = values[row];
    logs[row] = x < 0 ? -Math.log1p(-x) : Math.log1p(x);
  }
  return logs;
}

function hasNegative(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if (values[row] < 0) return true;
  return false;
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

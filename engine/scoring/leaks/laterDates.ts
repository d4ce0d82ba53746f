import type { Column, DateColumn } from '../../table/Column.ts';
import type { Hunt, Judged } from './judgeColumn.ts';

/** Customers with the event whose date must lie after the outcome before it is said, and their share. */
const FEWEST = 5;
const LEAK_SHARE = 0.05;

/** Whether a date of customers with the event lies after the day on which the event came, as "last payment" after the default. */
export function laterDates(column: Column, { rows, y, outcomeDays }: Hunt): Omit<Judged, 'isUsed'>[] {
  if (column.kind !== 'date') return [];
  return outcomeDays.flatMap(outcome => {
    if (outcome === column || outcome.kind !== 'date') return [];
    const { later, n } = countLater(column, outcome, rows, y);
    if (later < FEWEST) return [];
    const value = later / n;
    const severity = value >= LEAK_SHARE ? 'leak' : 'suspect';
    return [
      { column: column.name, kind: 'laterDate', severity, measure: 'later', value, n, with: outcome.name, detail: '' },
    ];
  });
}

function countLater(column: DateColumn, outcome: DateColumn, rows: Int32Array, y: Uint8Array) {
  let [later, n] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const [day, end] = [column.values[rows[i]], outcome.values[rows[i]]];
    if (y[i] === 0 || !(Math.abs(day - end) >= 0)) continue;
    n++;
    if (day > end) later++;
  }
  return { later, n };
}

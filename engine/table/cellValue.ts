import type { CellValue } from '#shared/columns';
import type { Column } from './Column.ts';

const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01 UTC as ISO 8601; the time of day only where there is one. */
export function isoDate(days: number): string {
  const text = new Date(Math.round(days * MS_PER_DAY)).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}

/** ISO 8601 day to days since 1970-01-01 UTC. */
export function dayNumber(iso: string): number {
  return Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / MS_PER_DAY;
}

/** One cell as people and files see it: dates as ISO text, sets joined by "; ", missing as null. */
export function cellValue(column: Column, row: number): CellValue {
  switch (column.kind) {
    case 'number':
      return Number.isNaN(column.values[row]) ? null : column.values[row];
    case 'date':
      return Number.isNaN(column.values[row]) ? null : isoDate(column.values[row]);
    case 'boolean':
      return column.values[row] === 2 ? null : column.values[row] === 1;
    case 'set': {
      const from = column.offsets[row];
      const to = column.offsets[row + 1];
      if (from === to) return null;
      let text = column.members[column.codes[from]];
      for (let i = from + 1; i < to; i++) text += `; ${column.members[column.codes[i]]}`;
      return text;
    }
    default:
      return column.codes[row] < 0 ? null : column.levels[column.codes[row]];
  }
}

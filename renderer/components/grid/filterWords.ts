import type { Filter } from '#shared/contract/dataset';
import { formatNumber, formatThings, listSome } from '#shared/format';
import { isoDay } from '../../text/sentences.ts';

/** A filter as a person reads it in the banner. */
export function filterWords(filter: Filter, kind?: string): string {
  if (filter.op === 'is') return `${filter.column} is ${listSome(filter.values, 3)}`;
  if (filter.op === 'between') return rangeWords(filter, kind);
  if (filter.op === 'missing') return `${filter.column} is missing`;
  if (filter.op === 'contains') return `${filter.column} contains “${filter.text}”`;
  return `${formatThings(filter.rows.length, 'customer')} picked`;
}

type Range = Extract<Filter, { op: 'between' }>;

function rangeWords({ column, low, high, lastBin }: Range, kind: string | undefined): string {
  const isDate = kind === 'date';
  const format = isDate ? isoDay : (value: number) => formatNumber(value, 6);
  if (high === null) {
    if (low === null) return `${column} is not missing`;
    return isDate ? `${column} from ${format(low)} on` : `${column} of ${format(low)} or more`;
  }
  // Below the beginning of a day is up to the day before it.
  const isWholeDays = isDate && !lastBin && Number.isInteger(high);
  const isUpTo = lastBin || isWholeDays;
  const end = format(isWholeDays ? high - 1 : high);
  if (low === null) return `${column} ${isUpTo ? 'up to' : 'below'} ${end}`;
  return `${column} from ${format(low)} ${isUpTo ? 'to' : 'to below'} ${end}`;
}

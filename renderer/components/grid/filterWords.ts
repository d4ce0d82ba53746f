import type { Filter } from '#shared/contract/dataset';
import { formatNumber, formatThings, listSome } from '#shared/format';
import { isoDay } from '../../text/sentences.ts';

/** A filter as a person reads it in the banner. */
export function filterWords(filter: Filter, kind?: string): string {
  const format = kind === 'date' ? isoDay : (value: number) => formatNumber(value, 6);
  if (filter.op === 'is') return `${filter.column} is ${listSome(filter.values, 3)}`;
  if (filter.op === 'between') {
    const { column, low, high, lastBin } = filter;
    // Below the beginning of a day is up to the day before it.
    if (kind === 'date' && !lastBin && Number.isInteger(high))
      return `${column} from ${format(low)} to ${format(high - 1)}`;
    return `${column} from ${format(low)} ${lastBin ? 'to' : 'to below'} ${format(high)}`;
  }
  if (filter.op === 'missing') return `${filter.column} is missing`;
  if (filter.op === 'contains') return `${filter.column} contains “${filter.text}”`;
  return `${formatThings(filter.rows.length, 'customer')} picked`;
}

import type { Filter } from '#shared/contract/dataset';
import { formatNumber, formatThings, listSome } from '#shared/format';
import { isoDay } from '../../text/sentences.ts';

/** A filter as a person reads it in the banner. */
export function filterWords(filter: Filter, kind?: string): string {
  const format = kind === 'date' ? isoDay : (value: number) => formatNumber(value, 6);
  if (filter.op === 'is') return `${filter.column} is ${listSome(filter.values, 3)}`;
  if (filter.op === 'between')
    return `${filter.column} from ${format(filter.low)} ${filter.lastBin ? 'to' : 'to below'} ${format(filter.high)}`;
  if (filter.op === 'missing') return `${filter.column} is missing`;
  if (filter.op === 'contains') return `${filter.column} contains “${filter.text}”`;
  return `${formatThings(filter.rows.length, 'customer')} picked`;
}

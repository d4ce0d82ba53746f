import { SEGMENT_COLUMN, TIER_COLUMN, type Filter } from '#shared/contract/dataset';
import { formatCount, listSome } from '#shared/format';
import { filterWords } from '../../components/grid/filterWords.ts';

/** What is selected, as short as it can be said: "Traders, Punjab, Age from 30 to below 40". @param kinds of columns, by name */
export function selectionWords(filters: readonly Filter[], kinds: ReadonlyMap<string, string>): string {
  return filters
    .map(filter => {
      if (filter.op === 'rows') return `${formatCount(filter.rows.length)} picked on the map`;
      if (filter.op !== 'is') return filterWords(filter, kinds.get(filter.column));
      if (filter.column === SEGMENT_COLUMN) return listSome(filter.values, 3);
      if (filter.column === TIER_COLUMN) return `${listSome(filter.values, 3)} risk`;
      return `${filter.column} ${listSome(filter.values, 3)}`;
    })
    .join(', ');
}

import type { CleanTable } from '#engine/clean/defineCleanStep';
import { cleanTable } from './cleanSteps.ts';
import { category, days, flags, numbers, sets } from './preparedGolden.ts';

/** Options under which each step has something to do on the table of `manyKinds`. */
export const CLEAN_SAMPLES: Readonly<Record<string, readonly [Record<string, unknown>, ...Record<string, unknown>[]]>> =
  {
    missingCodes: [
      { columns: ['amount', 'city', 'since', 'channels'], words: ['999', 'unknown', '1970-05-01', 'ATM'] },
      { columns: ['city'], words: ['Lahore'] },
    ],
    tidyText: [{ columns: ['city', 'name'], foldCase: 'upper' }, { foldCase: 'title' }],
  };

const CITIES = ['Lahore', 'lahore ', 'Karachi', 'unknown', null, 'Karachi', 'Lahore'];

/** A customer table with every kind of column; `isEmpty` leaves every cell without a value. */
export function manyKinds(n: number, isEmpty = false): CleanTable {
  const each = <T>(f: (i: number) => T | null) => Array.from({ length: n }, (_none, i) => (isEmpty ? null : f(i)));
  const columns = [
    category(
      'id',
      each(i => `C-${i}`),
    ),
    category(
      'name',
      each(i => (i % 11 === 3 ? null : `Person ${i % 97}`)),
    ),
    category(
      'city',
      each(i => CITIES[i % CITIES.length]),
    ),
    numbers(
      'amount',
      each(i => (i % 13 === 5 ? null : i % 17 === 4 ? 999 : ((i * 37) % 101) - 20)),
    ),
    numbers(
      'limit',
      each(i => (i % 9 === 8 ? 0 : i % 50)),
    ),
    flags(
      'active',
      each(i => (i % 7 === 2 ? null : i % 2)),
    ),
    days(
      'since',
      each(i => (i % 10 === 9 ? null : i % 10 === 3 ? 120 : 10_000 + (i % 400))),
    ),
    days(
      'born',
      each(i => 1000 + ((i * 7) % 5000)),
    ),
    sets(
      'channels',
      Array.from({ length: n }, (_none, i) => (isEmpty || i % 4 === 0 ? [] : i % 3 ? ['ATM'] : ['ATM', 'Web'])),
    ),
  ];
  return cleanTable(columns, [
    'identifier',
    'ignore',
    'feature',
    'feature',
    'feature',
    'flag',
    'date',
    'date',
    'feature',
  ]);
}

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
    mergeLevels: [
      { column: 'city', pairs: [['unknown', 'Lahore']] },
      { column: 'channels', pairs: [['ATM', 'Web']] },
    ],
    typeRepair: [
      { columns: ['name', 'amount'], kind: 'text' },
      { columns: ['city', 'active'], kind: 'number' },
      { columns: ['amount', 'city'], kind: 'date' },
      { columns: ['limit'], kind: 'boolean' },
    ],
    formula: [
      { name: 'ratio', formula: '[amount] / [limit]' },
      { name: 'city', formula: 'concat(lower(city), " ", id)' },
      { name: 'tenure', formula: 'yearsBetween(since, referenceDate())' },
      { name: 'both', formula: 'active and amount > 10 or isMissing(city)' },
    ],
    rules: [
      { kind: 'range', column: 'amount', lower: '0', upper: '60', action: 'clip' },
      { kind: 'range', column: 'since', lower: '1990-01-01', action: 'flag' },
      { kind: 'allowed', column: 'city', allowed: ['lahore', 'karachi'], action: 'missing' },
      { kind: 'unique', column: 'limit', action: 'remove' },
      { kind: 'expression', expression: '[amount] <= [limit]', action: 'flag' },
    ],
    duplicates: [
      { columns: ['limit', 'city'], keep: 'last' },
      { columns: ['limit'], action: 'flag' },
    ],
    nearDuplicates: [
      { names: ['name'], birthDate: 'born', documents: ['id'], addresses: ['city'] },
      {
        names: ['name', 'city'],
        contacts: ['limit'],
        window: 3,
        pairs: [
          ['C-7', 'C-3'],
          ['row 4', 'C-7'],
          ['C-3', 'row 4'],
        ],
      },
    ],
    outliers: [
      { columns: ['amount', 'limit'], iqrFactor: 0.5 },
      { columns: ['amount'], method: 'zscore', zThreshold: 1.5, action: 'missing' },
      { columns: ['amount', 'limit'], method: 'isolationForest', action: 'flag', nEstimators: 10, contamination: 0.05 },
      { columns: ['amount', 'limit'], method: 'isolationForest', action: 'drop', nEstimators: 5 },
    ],
    missingFlags: [{ columns: ['amount', 'channels', 'active'] }],
    tidyText: [{ columns: ['city', 'name'], foldCase: 'upper' }, { foldCase: 'title' }],
  };

const CITIES = ['Lahore', 'lahore ', 'Karachi', 'unknown', null, 'Karachi', 'Lahore'];

/** A customer table with every kind of column; `isEmpty` leaves every cell without a value. */
export function manyKinds(n: number, isEmpty = false): CleanTable {
  const each = <T>(f: (i: number) => T | null) => Array.from({ length: n }, (_none, i) => (isEmpty ? null : f(i)));
  const columns = [
    category(
      'id',
      each(i => `C-${i % 1000}`),
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

import { stream } from '#engine/random';
import { dayNumber } from '#engine/table/cellValue';
import type { CellGiven } from './rawTable.ts';

const PROVINCES = [
  'Punjab',
  'PUNJAB',
  'punjab ',
  'Sindh',
  ' sindh',
  'Sin  dh',
  'Sin dh',
  'KPK',
  'kpk',
  'NULL',
  'n/a',
  '',
];
const CHANNELS = ['ATM; Branch', 'atm;branch', 'Branch ; ATM', 'Mobile', 'mobile; ATM', 'Mobile; ATM; Mobile', 'none'];
const DATES = ['2001-02-03', '2001-02-30', '31/12/1999', '1/2/2003', '3/4/94', '1850-01-01', '-', 'unknown'];
const AMOUNTS: readonly CellGiven[] = [12.5, 0, -3, '1,234.50', '(50)', '45 %', 'see file', 'NULL', null, Infinity];
const MIXED: readonly CellGiven[] = [5, '5', 'five', 'FIVE', true, { day: dayNumber('2020-02-29') }, { error: '#N/A' }];

/** A sheet with everything that texts can do to an import: spellings that tie, repeated rows and headers, totals and notes, errors. */
export function dirtyRows(nRows: number, seed: number): CellGiven[][] {
  const random = stream(seed, 'dirty', 0);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)];
  const header = [
    'CustomerID',
    'Province',
    'SubscribedChannels',
    'DateofBirth',
    'AvgBalance',
    'Is PEP',
    'Mixed',
    'Remarks',
  ];
  const rows: CellGiven[][] = [['Customers of the branch'], [], header];
  for (let i = 0; i < nRows; i++) {
    const row = [
      100_000 + i,
      pick(PROVINCES),
      pick(CHANNELS),
      random.below(20) === 0 ? pick(DATES) : `19${40 + random.below(60)}-0${1 + random.below(9)}-1${random.below(9)}`,
      random.below(30) === 0 ? pick(AMOUNTS) : random.below(1_000_000) / 100,
      pick(['Yes', 'No', 'yes ', 'NO', null]),
      pick(MIXED),
      `remark ${random.below(nRows)}`,
    ];
    rows.push(row);
    if (i % 97 === 3) rows.push([...row]);
    if (i % 151 === 7) rows.push(pick([header, ['Total', null, 5], [], [' ', null]]));
  }
  return [...rows, ['Total', null, null, null, 7], ['Source: the branch']];
}

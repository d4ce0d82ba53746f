import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import type { Filter } from '#shared/contract/dataset';
import type { Table } from '#engine/table/Column';
import { cellValue, dayNumber, isoDate } from '#engine/table/cellValue';
import { selectRows } from '#engine/table/selectRows';

const table: Table = {
  nRows: 5,
  columns: [
    { kind: 'number', name: 'Balance', values: Float64Array.of(10, NaN, 30, 20, 30) },
    {
      kind: 'category',
      name: 'City',
      codes: Int32Array.of(0, 1, -1, 2, 0),
      levels: ['Lahore', 'Karachi', 'Abbottabad'],
    },
    { kind: 'boolean', name: 'PEP', values: Uint8Array.of(0, 1, 2, 1, 0) },
    {
      kind: 'set',
      name: 'Channels',
      members: ['ATM', 'Branch'],
      offsets: Int32Array.of(0, 2, 2, 3, 4, 4),
      codes: Int32Array.of(0, 1, 1, 0),
    },
    { kind: 'date', name: 'Since', values: Float64Array.of(0, 1, 2, NaN, 0.5) },
  ],
};
const rows = (filters: Filter[], sort: Parameters<typeof selectRows>[2] = null) =>
  Array.from(selectRows(table, filters, sort));

describe('selecting rows', () => {
  it.each<[string, Filter[], number[]]>([
    ['no filter', [], [0, 1, 2, 3, 4]],
    ['a level', [{ op: 'is', column: 'City', values: ['Lahore'] }], [0, 4]],
    ['a member of a set', [{ op: 'is', column: 'Channels', values: ['ATM'] }], [0, 3]],
    ['yes', [{ op: 'is', column: 'PEP', values: ['Yes'] }], [1, 3]],
    ['missing', [{ op: 'missing', column: 'Channels' }], [1, 4]],
    ['a bin', [{ op: 'between', column: 'Balance', low: 10, high: 30, lastBin: false }], [0, 3]],
    [
      'the last bin holds its upper edge',
      [{ op: 'between', column: 'Balance', low: 20, high: 30, lastBin: true }],
      [2, 3, 4],
    ],
    [
      'open above, without what is missing',
      [{ op: 'between', column: 'Balance', low: 20, high: null, lastBin: true }],
      [2, 3, 4],
    ],
    ['open below', [{ op: 'between', column: 'Balance', low: null, high: 20, lastBin: false }], [0]],
    ['open above, of yes and no', [{ op: 'between', column: 'PEP', low: 1, high: null, lastBin: true }], [1, 3]],
    ['text without case', [{ op: 'contains', column: 'City', text: 'LA' }], [0, 4]],
    [
      'two filters at once',
      [
        { op: 'is', column: 'City', values: ['Lahore'] },
        { op: 'rows', rows: [4, 99] },
      ],
      [4],
    ],
  ])('%s', (_name, filters, expected) => expect(rows(filters)).toEqual(expected));

  it('sorts with missing values last either way and ties in row order', () => {
    expect(rows([], { column: 'Balance', descending: false })).toEqual([0, 3, 2, 4, 1]);
    expect(rows([], { column: 'Balance', descending: true })).toEqual([2, 4, 3, 0, 1]);
    expect(rows([], { column: 'City', descending: false })).toEqual([3, 1, 0, 4, 2]);
    expect(rows([], { column: 'PEP', descending: true })).toEqual([1, 3, 0, 4, 2]);
  });

  it('names an unknown column and those there are', () => {
    expect(() => rows([{ op: 'missing', column: 'Town' }])).toThrow(
      new AppError('data.unknownColumn', { column: 'Town', columns: 'Balance, City, PEP, Channels, Since' }),
    );
    expect(() => rows([{ op: 'between', column: 'City', low: 0, high: 1, lastBin: false }])).toThrow(AppError);
  });
});

describe('cells', () => {
  it('cross the boundary as people read them', () => {
    expect(table.columns.map(column => cellValue(column, 0))).toEqual([
      10,
      'Lahore',
      false,
      'ATM; Branch',
      '1970-01-01',
    ]);
    expect(table.columns.map(column => cellValue(column, 1))).toEqual([null, 'Karachi', true, null, '1970-01-02']);
    expect(cellValue(table.columns[4], 4)).toBe('1970-01-01T12:00:00');
  });
  it('count days without a time zone', () => {
    expect([dayNumber('2000-03-01'), dayNumber('1969-12-31'), isoDate(11017)]).toEqual([11017, -1, '2000-03-01']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Segmented } from '#engine/segments/Segmented';
import { composition } from '#engine/segments/views/composition';
import { distribution } from '#engine/segments/views/distribution';
import { viewColumns } from '#engine/segments/views/viewColumns';
import { categories, dates, flags, numbers, sets } from './support/tables.ts';

function segmentedBy(labels: number[]): Segmented {
  const n = Math.max(...labels) + 1;
  const segments = Array.from({ length: n }, (_none, s) => ({ id: s + 1 }));
  return { labels: Int32Array.from(labels), segmentation: { segments } } as unknown as Segmented;
}
const two = segmentedBy([0, 0, 0, 1, 1]);

describe('composition', () => {
  it('counts levels, yes and no, and members by segment, and the missing beside them', () => {
    const columns = [
      categories('Job', ['a', 'b', 'a', null, 'b']),
      flags('Pep', [true, null, false, true, true]),
      sets('Channels', [['atm'], ['atm', 'app'], [], ['app'], ['app']]),
    ];
    const table = { nRows: 5, columns };
    expect(composition(table, two, 'Job')).toEqual({
      column: 'Job',
      levels: ['a', 'b'],
      counts: [
        [2, 1],
        [0, 1],
      ],
      segmentIds: [1, 2],
      missing: [0, 1],
    });
    expect(composition(table, two, 'Pep')).toMatchObject({
      levels: ['Yes', 'No'],
      counts: [
        [1, 1],
        [2, 0],
      ],
      missing: [1, 0],
    });
    expect(composition(table, two, 'Channels')).toMatchObject({
      levels: ['app', 'atm'],
      counts: [
        [1, 2],
        [2, 0],
      ],
      missing: [1, 0],
    });
  });

  it('beyond 30 levels the rest is Other, together with a level of that name', () => {
    const values = ['Other', 'Other', 'Other', ...Array.from({ length: 40 }, (_none, i) => `L${i}`)];
    const table = { nRows: 43, columns: [categories('City', values)] };
    const result = composition(table, segmentedBy(values.map((_v, i) => (i < 20 ? 0 : 1))), 'City');
    expect(result.levels).toHaveLength(31);
    expect(result.levels.filter(level => level === 'Other')).toHaveLength(1);
    expect(result.counts.flat().reduce((sum, n) => sum + n, 0)).toBe(43);
    expect(result.counts[0].at(-1)! + result.counts[1].at(-1)!).toBe(3 + 10);
  });

  it('refuses unknown columns and columns of numbers', () => {
    const table = { nRows: 5, columns: [numbers('Income', [1, 2, 3, 4, 5])] };
    expect(() => composition(table, two, 'Nope')).toThrow('data.unknownColumn');
    expect(() => composition(table, two, 'Income')).toThrow('option.invalid');
  });
});

describe('distribution', () => {
  const table = {
    nRows: 5,
    columns: [
      numbers('Income', [0, 5, null, 10, 7]),
      dates('Since', ['2020-01-01', '2020-01-11', null, '2020-01-02', '2020-01-03']),
    ],
  };

  it('bins by hand: the lower edge belongs to a bin, the last bin has both', () => {
    const result = distribution(table, two, 'Income', 2);
    expect(result).toMatchObject({
      scale: 'linear',
      edges: [0, 5, 10],
      counts: [
        [1, 1],
        [0, 2],
      ],
    });
    expect(result.book).toMatchObject({ n: 4, missing: 1, mean: 5.5, min: 0, max: 10, median: 6 });
    expect(result.summaries[0]).toMatchObject({ n: 2, missing: 1, mean: 2.5 });
    expect(result.meanIntervals[1].low).toBeLessThan(8.5);
  });

  it('dates are in days', () => {
    const day = Date.parse('2020-01-01T00:00:00Z') / 86_400_000;
    expect(distribution(table, two, 'Since', 5).edges).toEqual([0, 2, 4, 6, 8, 10].map(step => day + step));
  });

  it('heavy tails get edges by a factor, and every customer a bin', () => {
    const values = Array.from({ length: 200 }, (_none, i) => (i < 10 ? 0 : Math.exp(i / 20)));
    const heavy = { nRows: 200, columns: [numbers('Volume', values)] };
    const result = distribution(heavy, segmentedBy(values.map((_v, i) => i % 2)), 'Volume', 12);
    expect(result.scale).toBe('log');
    expect(result.edges).toHaveLength(13);
    expect(result.edges[0]).toBe(0);
    expect(result.edges.at(-1)).toBe(Math.max(...values));
    expect(result.edges).toEqual(result.edges.toSorted((a, b) => a - b));
    expect(result.counts.flat().reduce((sum, n) => sum + n, 0)).toBe(200);
    const inBin = (low: number, high: number) => values.filter(v => v >= low && v < high).length;
    expect(result.counts[0][3] + result.counts[1][3]).toBe(inBin(result.edges[3], result.edges[4]));
  });

  it('one value, and none at all, still draw', () => {
    const flat = {
      nRows: 5,
      columns: [numbers('Same', [4, 4, 4, 4, 4]), numbers('None', [null, null, null, null, null])],
    };
    expect(distribution(flat, two, 'Same', 4)).toMatchObject({ edges: [3.5, 4.5], counts: [[3], [2]] });
    expect(distribution(flat, two, 'None', 4)).toMatchObject({ edges: [0, 1], counts: [[0], [0]] });
  });
});

it('columns worth a picture: no identifiers, nothing ignored, no free text, nothing empty', () => {
  const names = Array.from({ length: 40 }, (_none, i) => `Name ${i}`);
  const columns = [
    numbers(
      'Id',
      names.map((_n, i) => i),
    ),
    categories('Name', names, 'text'),
    categories(
      'Job',
      names.map((_n, i) => `J${i % 3}`),
    ),
    flags(
      'Pep',
      names.map(() => true),
    ),
    flags(
      'Empty',
      names.map(() => null),
    ),
    numbers(
      'Income',
      names.map((_n, i) => i),
    ),
    numbers(
      'Hidden',
      names.map((_n, i) => i),
    ),
    dates(
      'Since',
      names.map(() => '2020-01-01'),
    ),
  ];
  const roles = ['identifier', 'feature', 'feature', 'flag', 'flag', 'feature', 'ignore', 'date'] as const;
  expect(viewColumns({ nRows: 40, columns }, roles)).toEqual({
    categorical: ['Job', 'Pep'],
    numeric: ['Income', 'Since'],
  });
});

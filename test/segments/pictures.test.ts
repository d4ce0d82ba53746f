import { describe, expect, it } from 'vitest';
import type { Segmented } from '#engine/segments/Segmented';
import { axisBins, orderOf } from '#engine/segments/views/axisBins';
import { composition } from '#engine/segments/views/composition';
import { curve } from '#engine/segments/views/curve';
import { distribution } from '#engine/segments/views/distribution';
import { hierarchies } from '#engine/segments/views/hierarchies';
import { areaOf, selectionOf } from '#engine/segments/views/mapSelection';
import { nested } from '#engine/segments/views/nested';
import { pictureColumns } from '#engine/segments/views/pictureColumns';
import { selectedLabels } from '#engine/segments/views/selectedLabels';
import { testRun } from '../support/testRun.ts';
import { standardized } from './support/prepared.ts';
import { categories, dates, flags, numbers, sets } from './support/tables.ts';

function segmentedBy(labels: number[]): Segmented {
  const segments = Array.from({ length: Math.max(...labels) + 1 }, (_none, s) => ({ id: s + 1 }));
  return { labels: Int32Array.from(labels), segmentation: { segments } } as unknown as Segmented;
}
const range = (n: number) => Array.from({ length: n }, (_none, i) => i);
const CITY_OF = ['Lahore', 'Multan', 'Karachi', 'Sukkur', 'Lahore', 'Karachi'];
const PROVINCE_OF = ['Punjab', 'Punjab', 'Sindh', 'Sindh', 'Punjab', 'Sindh'];

describe('a selection', () => {
  const table = {
    nRows: 5,
    columns: [categories('Job', ['a', 'b', 'a', null, 'b']), numbers('Income', [0, 5, 9, 10, 7])],
  };
  const two = segmentedBy([0, 0, 0, 1, 1]);
  const labels = selectedLabels(two, Int32Array.of(1, 3));

  it('is counted over the levels and the edges of the whole book', () => {
    expect(composition(table, two, 'Job', labels)).toEqual({
      column: 'Job',
      levels: ['a', 'b'],
      counts: [
        [0, 1],
        [0, 0],
      ],
      segmentIds: [1, 2],
      missing: [0, 1],
    });
    const whole = distribution(table, two, 'Income', 2);
    const part = distribution(table, two, 'Income', 2, labels);
    expect(part.edges).toEqual(whole.edges);
    expect(part.counts).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(part.book).toEqual(whole.book);
  });

  it('says how many it has, in which segments, and which points of the map they are', () => {
    expect(selectionOf(two, labels, testRun())).toEqual({ n: 2, of: 5, bySegment: [1, 1], onMap: [1, 3] });
  });
});

describe('boxes', () => {
  it('end at the last value within the fences; what lies beyond is counted', () => {
    const table = { nRows: 9, columns: [numbers('Income', [-50, 1, 2, 3, 4, 5, 6, 7, 90])] };
    // Quarters at 2 and 6, so fences at −4 and 12.
    expect(distribution(table, segmentedBy(range(9).map(() => 0)), 'Income', 4).boxes).toEqual([
      { low: 1, high: 7, below: 1, above: 1 },
    ]);
  });
  it('hold one value, and none', () => {
    const table = { nRows: 3, columns: [numbers('Income', [4, null, null])] };
    expect(distribution(table, segmentedBy([0, 0, 1]), 'Income', 4).boxes).toEqual([
      { low: 4, high: 4, below: 0, above: 0 },
      { low: Number.NaN, high: Number.NaN, below: 0, above: 0 },
    ]);
  });
});

describe('nested counts', () => {
  const columns = [
    categories('City', CITY_OF),
    categories('Province', PROVINCE_OF),
    sets(
      'Channels',
      CITY_OF.map(() => ['atm']),
    ),
    numbers('Age', [1, 2, 3, 4, 5, 6]),
  ];
  const table = { nRows: 6, columns };
  const segmented = segmentedBy([0, 0, 0, 1, 1, 1]);

  it('are by outer level, inner level and segment, largest first', () => {
    expect(nested(table, segmented, ['Province', 'City']).outer).toEqual([
      {
        level: 'Punjab',
        counts: [2, 1],
        inner: [
          { level: 'Lahore', counts: [1, 1] },
          { level: 'Multan', counts: [1, 0] },
        ],
      },
      {
        level: 'Sindh',
        counts: [1, 2],
        inner: [
          { level: 'Karachi', counts: [1, 1] },
          { level: 'Sukkur', counts: [0, 1] },
        ],
      },
    ]);
  });

  it('of a selection keep the tiles of the whole book', () => {
    const { outer } = nested(table, segmented, ['Province', 'City'], selectedLabels(segmented, Int32Array.of(5)));
    expect(outer.map(({ level, counts, inner }) => [level, counts, inner.map(tile => tile.counts)])).toEqual([
      [
        'Punjab',
        [0, 0],
        [
          [0, 0],
          [0, 0],
        ],
      ],
      [
        'Sindh',
        [0, 1],
        [
          [0, 1],
          [0, 0],
        ],
      ],
    ]);
  });

  it('stay below 2,000 tiles, lose nobody, and keep the missing apart', () => {
    const draw = (n: number, times: number) => range(20_000).map(i => (i % 97 === 0 ? null : `L${(i * times) % n}`));
    const wide = { nRows: 20_000, columns: [categories('A', draw(300, 7)), categories('B', draw(900, 13))] };
    const { outer } = nested(wide, segmentedBy(range(20_000).map(i => i % 20)), ['A', 'B']);
    expect(outer.length + outer.reduce((sum, level) => sum + level.inner.length, 0)).toBeLessThanOrEqual(2_000);
    expect(outer.flatMap(level => level.inner.flatMap(tile => tile.counts)).reduce((sum, n) => sum + n, 0)).toBe(
      20_000,
    );
    expect(outer.find(level => level.pooled)).toMatchObject({ level: null, pooled: 301 - 39 });
    expect(outer.filter(level => level.level === null && !level.pooled)).toHaveLength(1);
  });

  it('refuse sets and numbers', () => {
    for (const name of ['Channels', 'Age'])
      expect(() => nested(table, segmented, ['Province', name])).toThrow('option.invalid');
  });
});

describe('hierarchies', () => {
  const rows = range(600);
  const city = rows.map(i => CITY_OF[i % 6]);
  it('finds cities in provinces, also with a few in the wrong place, and nothing the other way round', () => {
    const province = rows.map(i => (i % 100 === 0 ? 'Sindh' : PROVINCE_OF[i % 6]));
    const found = hierarchies([categories('City', city), categories('Province', province)]);
    expect(found.map(({ outer, inner }) => [outer, inner])).toEqual([['Province', 'City']]);
    expect(found[0].share).toBeCloseTo(0.99, 2);
  });
  it('finds none where the outer level is nearly always the same, nor between columns that have nothing to do with one another', () => {
    const rare = rows.map(i => (i % 150 === 0 ? 'Sindh' : 'Punjab'));
    const other = rows.map(i => (i % 7 < 3 ? 'x' : 'y'));
    expect(hierarchies([categories('City', city), categories('Rare', rare), categories('Other', other)])).toEqual([]);
  });
  it('are proposed beside the columns that can be shown', () => {
    const table = {
      nRows: 600,
      columns: [
        categories(
          'Id',
          rows.map(i => `C${i}`),
          'text',
        ),
        categories('City', city),
        categories(
          'Province',
          rows.map(i => PROVINCE_OF[i % 6]),
        ),
        flags(
          'Pep',
          rows.map(i => i % 9 === 0),
        ),
        numbers('Age', rows),
        dates(
          'Since',
          rows.map(() => '2020-05-01'),
        ),
        categories(
          'Band',
          rows.map(i => ['18–25', '26–40', '41+'][i % 3]),
        ),
      ],
    };
    const roles = ['identifier', 'feature', 'feature', 'flag', 'feature', 'date', 'feature'] as const;
    expect(pictureColumns(table, roles, true)).toEqual({
      nestable: ['Segment', 'Risk tier', 'City', 'Province', 'Pep', 'Band'],
      hierarchies: [{ outer: 'Province', inner: 'City', share: 1, lambda: 1 }],
      ordered: ['Age', 'Since', 'Band'],
      measured: ['Pep', 'Age'],
    });
  });
});

describe('the axis of a curve', () => {
  const edges = (values: (number | null)[], bins: number) => {
    const axis = axisBins(numbers('x', values), bins);
    return [axis.kind, ...axis.bins.map(bin => bin.from), axis.bins.at(-1)?.to];
  };
  it('has round edges, and the last part its upper edge too', () => {
    expect(
      edges(
        range(60).map(i => 18 + i),
        8,
      ),
    ).toEqual(['bin', 10, 20, 30, 40, 50, 60, 70, 80]);
    const axis = axisBins(numbers('x', range(101)), 10);
    expect([0, 9, 10, 99, 100].map(row => axis.placeOf(row))).toEqual([0, 0, 1, 9, 9]);
  });
  it('takes few values one by one, and very uneven ones in parts of equal size', () => {
    expect(edges([3, 1, 2, null, 3], 5)).toEqual(['value', 1, 2, 3, 3]);
    const uneven = axisBins(
      numbers(
        'x',
        range(1_000).map(i => Math.exp(i / 100)),
      ),
      4,
    );
    const sizes = uneven.bins.map((_bin, place) => range(1_000).filter(row => uneven.placeOf(row) === place).length);
    expect(sizes).toEqual([250, 250, 250, 250]);
  });
  it('cuts dates at the first of months and years', () => {
    const axis = axisBins(dates('x', ['2015-03-10', '2019-12-31', '2020-01-01', null]), 6);
    const days = axis.bins.map(bin => new Date(bin.from * 86_400_000).toISOString().slice(0, 10));
    expect(days).toEqual(['2015-01-01', '2016-01-01', '2017-01-01', '2018-01-01', '2019-01-01', '2020-01-01']);
    expect([0, 1, 2, 3].map(row => axis.placeOf(row))).toEqual([0, 4, 5, -1]);
  });
  it('puts levels in order: as given, or by the number they begin with', () => {
    expect(orderOf(categories('Band', ['41+', '18–25', '26–40', '41+']))).toEqual(['18–25', '26–40', '41+']);
    expect(orderOf({ ...categories('Grade', ['low', 'high', 'mid']), order: ['low', 'mid', 'high'] })).toEqual([
      'low',
      'mid',
      'high',
    ]);
    expect(orderOf(categories('City', CITY_OF))).toBeNull();
    expect(() => axisBins(categories('City', CITY_OF), 5)).toThrow('option.invalid');
  });
  it('is empty where nothing is known', () => {
    expect(axisBins(numbers('x', [null, null]), 5).bins).toEqual([]);
    expect(axisBins(dates('x', [null]), 5).bins).toEqual([]);
  });
});

describe('curves', () => {
  const table = {
    nRows: 6,
    columns: [
      numbers('Age', [20, 20, 30, 30, 30, null]),
      numbers('Balance', [10, 30, 5, null, 7, 9]),
      flags('Left', [true, false, true, true, null, true]),
    ],
  };
  const segmented = segmentedBy([0, 0, 0, 1, 1, 1]);
  it('are means with n and interval by segment, and of the book', () => {
    const result = curve(table, segmented, { x: 'Age', y: 'Balance', bins: 4 });
    expect(result).toMatchObject({ measure: 'mean', kind: 'value', missing: 2 });
    expect(result.points.map(own => own.map(({ n, mean }) => [n, mean]))).toEqual([
      [
        [2, 20],
        [1, 5],
      ],
      [
        [0, Number.NaN],
        [1, 7],
      ],
    ]);
    expect(result.book.map(({ n, mean }) => [n, mean])).toEqual([
      [2, 20],
      [2, 6],
    ]);
    // Student's t for one degree of freedom, sd 14.142 of two values.
    expect(result.points[0][0].high).toBeCloseTo(20 + 12.7062047 * 10, 4);
  });
  it('of a flag are shares', () => {
    const result = curve(table, segmented, { x: 'Age', y: 'Left', bins: 4 });
    expect(result.measure).toBe('share');
    expect(result.book.map(({ n, mean }) => [n, mean])).toEqual([
      [2, 0.5],
      [2, 1],
    ]);
    expect(result.book[1].high).toBe(1);
  });
  it('of a selection count only its customers', () => {
    const labels = selectedLabels(segmented, Int32Array.of(2, 4, 5));
    const result = curve(table, segmented, { x: 'Age', y: 'Balance', bins: 4 }, labels);
    expect(result.book.map(({ n }) => n)).toEqual([0, 2]);
    expect(result.missing).toBe(1);
  });
  it('refuse what has no mean', () => {
    const withCity = { nRows: 6, columns: [...table.columns, categories('City', CITY_OF)] };
    expect(() => curve(withCity, segmented, { x: 'Age', y: 'City', bins: 4 })).toThrow('option.invalid');
  });
});

describe('an area of the map', () => {
  it('holds the customers whose points lie inside the line', () => {
    const prepared = standardized([numbers('a', [0, 1, 2, 3, 4]), numbers('b', [0, 1, 2, 3, 40])]);
    const pca = { nComponents: 2, nColumns: 2, mean: Float64Array.of(0, 0), components: Float64Array.of(1, 0, 0, 1) };
    const segmented = { pca } as unknown as Segmented;
    const [x, y] = [prepared.matrix.values[4], prepared.matrix.values[5]];
    const square = [
      [x - 0.1, y - 0.1],
      [x + 0.1, y - 0.1],
      [x + 0.1, y + 0.1],
      [x - 0.1, y + 0.1],
    ] as const;
    expect(areaOf(prepared, segmented, square, testRun())).toEqual({ n: 1, rows: [2] });
  });
});

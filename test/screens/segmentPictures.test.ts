import { describe, expect, it } from 'vitest';
import type { NestedCounts, SegmentCurve } from '#shared/pictures';
import { placeOnEdges } from '#shared/placeOnEdges';
import type { Composition, Distribution, ProfileTable, SegmentMap, Segmentation } from '#shared/results';
import { bySeparation } from '#shared/separation';
import { byDifference } from '../../renderer/screens/segments/byDifference.ts';
import { edgeTicks } from '../../renderer/charts/edgeTicks.ts';
import { compactTicks } from '../../renderer/charts/compactTicks.ts';
import { barsFigure } from '../../renderer/screens/segments/compositionBars.ts';
import { binFilter, binWords, curveTable, curveTakeaway } from '../../renderer/screens/segments/curveFigure.ts';
import { drawnPoints, MAX_POINTS } from '../../renderer/screens/segments/mapFigure.ts';
import { meanFigure } from '../../renderer/screens/segments/numberFigures.ts';
import { heatFigure } from '../../renderer/screens/segments/heatFigure.ts';
import { profileFigureTable } from '../../renderer/screens/segments/profileFigures.ts';
import { nestedFigure, nestedTable, nestedTakeaway } from '../../renderer/screens/segments/nestedFigure.ts';
import { radarFigure } from '../../renderer/screens/segments/radarFigure.ts';
import { selectionWords } from '../../renderer/screens/segments/selectionWords.ts';
import { spreadLabels } from '../../renderer/screens/segments/spreadLabels.ts';
import { takeaway } from '../../renderer/screens/segments/takeaway.ts';
import { treemapFigure } from '../../renderer/screens/segments/treemapFigure.ts';
import { TOKENS } from '../../renderer/theme/tokens.ts';

const tokens = TOKENS.light;
const segmentation = {
  nCustomers: 100,
  segments: [
    { id: 1, name: 'Savers', size: 60, share: 0.6 },
    { id: 2, name: 'Traders', size: 40, share: 0.4 },
  ],
} as unknown as Segmentation;
type Trace = Record<string, unknown[]> & { marker: { color: string[]; colors: string[] } };
const traceOf = (figure: { data: unknown[] }, i = 0) => figure.data[i] as Trace;

describe('one column by segment', () => {
  const composition: Composition = {
    column: 'Job',
    levels: ['a', 'b'],
    counts: [
      [50, 10],
      [10, 20],
    ],
    segmentIds: [1, 2],
    missing: [0, 10],
  };
  const marked: Composition = {
    ...composition,
    counts: [
      [0, 0],
      [10, 0],
    ],
    missing: [0, 0],
  };

  it('fades tiles by the share of their customers that is selected', () => {
    const whole = traceOf(treemapFigure(composition, segmentation, tokens, { width: 'wide' }));
    const part = traceOf(treemapFigure(composition, segmentation, tokens, { width: 'wide', marked }));
    const at = (id: string) => whole.ids.indexOf(id);
    expect(part.marker.colors[at('s2/0')]).toBe(whole.marker.colors[at('s2/0')]);
    expect(part.marker.colors[at('s1/0')]).not.toBe(whole.marker.colors[at('s1/0')]);
    expect(part.hovertemplate[at('s2')]).toContain('10 of them selected');
  });

  it('is bars of customers, of shares of the segment, and of shares of the value', () => {
    const lengths = (measure: 'count' | 'ofSegment' | 'ofLevel') =>
      [0, 1].map(s => traceOf(barsFigure(composition, segmentation, measure, tokens), s).x);
    expect(lengths('count')).toEqual([
      [50, 10, 0],
      [10, 20, 10],
    ]);
    expect(lengths('ofSegment')[1]).toEqual([25, 50, 25]);
    const [first, second] = lengths('ofLevel') as number[][];
    expect(first.map((length, i) => length + second[i])).toEqual([100, 100, 100]);
  });
});

describe('one column inside another', () => {
  const nested: NestedCounts = {
    columns: ['Province', 'City'],
    segmentIds: [1, 2],
    outer: [
      {
        level: 'Punjab',
        counts: [50, 10],
        inner: [
          { level: 'Lahore', counts: [45, 5] },
          { level: null, pooled: 7, counts: [5, 5] },
        ],
      },
      { level: null, counts: [10, 30], inner: [{ level: null, counts: [10, 30] }] },
    ],
  };
  it('takes the colour of the largest segment and says its share', () => {
    const trace = traceOf(nestedFigure(nested, segmentation, tokens));
    expect(trace.labels).toEqual(['All 100 customers', 'Punjab', 'Lahore', '7 others', 'missing', 'missing']);
    expect(trace.text[2]).toBe('50, 90 % in 1');
    expect(trace.values).toEqual([100, 60, 50, 10, 40, 40]);
    expect(trace.customdata).toEqual([
      null,
      { outer: 'Punjab' },
      { outer: 'Punjab', inner: 'Lahore' },
      null,
      { outer: null },
      { outer: null, inner: null },
    ]);
  });
  it('has a title that says what is seen, and rows that can be picked where tiles can', () => {
    expect(nestedTakeaway(nested, segmentation)).toBe('Province “Punjab”: 83.3 % are in “Savers”, 60.0 % of the book');
    const table = nestedTable(nested, segmentation);
    expect(table.rows[0]).toEqual(['Punjab', 'Lahore', 50, 'Savers', 0.9, 45, 5]);
    expect(table.picks).toEqual([{ outer: 'Punjab', inner: 'Lahore' }, null, { outer: null, inner: null }]);
  });
});

describe('a curve', () => {
  const point = (n: number, mean: number) => ({ n, mean, low: mean - 1, high: mean + 1 });
  const curve: SegmentCurve = {
    x: 'Age',
    y: 'Balance',
    measure: 'mean',
    kind: 'bin',
    isDate: false,
    bins: [
      { from: 20, to: 30, label: null },
      { from: 30, to: 40, label: null },
    ],
    segmentIds: [1, 2],
    points: [
      [point(30, 10), point(3, 900)],
      [point(30, 20), point(0, Number.NaN)],
    ],
    book: [point(60, 15.5), point(3, 30)],
    missing: 0,
  };
  it('names the widest gap that enough customers stand behind', () => {
    expect(curveTakeaway(curve, segmentation)).toBe(
      'At Age 20 to 30, Balance averages 10 in “Savers”, 15.5 in the book',
    );
    expect(curveTable(curve, segmentation).rows).toHaveLength(3);
  });
  it('filters by the place on the axis', () => {
    expect(binFilter(curve, 1)).toEqual({ op: 'between', column: 'Age', low: 30, high: 40, lastBin: true });
    const levels: SegmentCurve = { ...curve, kind: 'level', bins: [{ from: 0, to: 0, label: '18–25' }] };
    expect(binFilter(levels, 0)).toEqual({ op: 'is', column: 'Age', values: ['18–25'] });
    const day = (text: string) => Date.parse(text) / 86_400_000;
    const years: SegmentCurve = {
      ...curve,
      isDate: true,
      bins: [{ from: day('1980-01-01'), to: day('1990-01-01'), label: null }],
    };
    expect(binWords(years, 0)).toBe('1980 to 1989');
  });
});

describe('names at the ends of arrows', () => {
  it('never lie over one another, and stay near their ends', () => {
    const ends = [0.1, 0.11, 0.12, 0.5, -0.4].map((y, i) => ({ name: `feature ${i}`, x: i === 4 ? -1 : 1, y }));
    const labels = spreadLabels(ends, { width: 2, height: 2 });
    const right = labels.filter(label => label.side === 'left').map(label => label.y);
    right.slice(1).forEach((y, i) => expect(y - right[i]).toBeGreaterThanOrEqual(0.11 - 1e-9));
    expect(right[1]).toBeCloseTo(0.11, 6);
    expect(labels.find(label => label.side === 'right')?.y).toBeCloseTo(-0.4, 9);
  });
});

describe('the map', () => {
  it('draws at most so many points, a selection among them however small', () => {
    const n = 20_000;
    const map = { x: Array.from({ length: n }, () => 0), y: [], of: 1_000_000 } as unknown as SegmentMap;
    expect(drawnPoints(map)).toHaveLength(MAX_POINTS);
    const drawn = drawnPoints(map, { n: 2, of: n, bySegment: [2], onMap: [7, 13] });
    expect(drawn).toHaveLength(MAX_POINTS);
    expect(drawn).toEqual(expect.arrayContaining([7, 13]));
  });
});

describe('the traits that separate', () => {
  it('come by their squared differences, weighted by size; yes and no are said once', () => {
    const row = (column: string, level: string | null, book: number, effects: number[]) => ({
      column,
      level,
      book,
      effects,
    });
    const rows = [
      row('Pep', 'Yes', 0.1, [0, 1]),
      row('Pep', 'No', 0.9, [0, -1]),
      row('Age', null, 40, [1, 0]),
      row('Flat', null, 1, [0, 0]),
    ];
    const profile = { rows, segmentIds: [1, 2] } as unknown as ProfileTable;
    expect(bySeparation(profile, [0.6, 0.4]).map(({ column, level }) => [column, level])).toEqual([
      ['Age', null],
      ['Pep', 'Yes'],
      ['Flat', null],
    ]);
  });
});

it('tiles of the eighth segment are hatched as it is everywhere, for the first has its colour too', () => {
  const ids = Array.from({ length: 8 }, (_n, i) => i + 1);
  const eight = {
    nCustomers: 80,
    segments: ids.map(id => ({ id, name: `S${id}`, size: 10, share: 1 / 8 })),
  } as unknown as Segmentation;
  const composition = {
    column: 'Job',
    levels: ['a'],
    counts: ids.map(() => [8]),
    segmentIds: ids,
    missing: ids.map(() => 2),
  };
  const counts = (own: number) => ids.map(id => (id === own ? 10 : 0));
  const outer = ids.map(id => ({ level: `o${id}`, counts: counts(id), inner: [{ level: 'i', counts: counts(id) }] }));
  const nested = { columns: ['Outer', 'Inner'], segmentIds: ids, outer } as unknown as NestedCounts;
  const hatches = (figure: { data: unknown[] }) => {
    const { ids: tiles, marker } = figure.data[0] as { ids: string[]; marker: { pattern: { shape: string[] } } };
    return (...wanted: string[]) => wanted.map(id => marker.pattern.shape[tiles.indexOf(id)]);
  };
  const flat = hatches(treemapFigure(composition, eight, tokens, { width: 'wide' }));
  expect(flat('book', 's1', 's1/0', 's8', 's8/0', 's8/missing')).toEqual(['', '', '', '/', '/', '']);
  expect(hatches(nestedFigure(nested, eight, tokens))('book', '0', '0/0', '7', '7/0')).toEqual(['', '', '', '/', '/']);
});

it('a difference that is not known leads nothing and spoils nothing', () => {
  const row = (column: string, effects: number[]): ProfileTable['rows'][number] => {
    return { column, level: null, measure: 'share', unit: 'percent', book: 0.5, values: [0.9, 0.1], effects };
  };
  const traits = [row('Active', [Number.NaN, -1.4]), row('Card', [0.3, -0.3])];
  const profile: ProfileTable = { rows: traits, segmentIds: [1, 2] };
  const segmentation = {
    segments: [
      { id: 1, name: 'Firms', size: 5 },
      { id: 2, name: 'Students', size: 5 },
    ],
  } as unknown as Segmentation;
  expect(byDifference(['Card', 'Active'], profile)).toEqual(['Active', 'Card']);
  expect(takeaway('Active', profile, segmentation)).toBe('Active: 10.0 % of “Students”, 50.0 % of the book');
  const [, , ...cells] = heatFigure({ profile, segmentation, traits }, TOKENS.light).layout.annotations!.toReversed();
  expect(cells.map(cell => cell.text)).toEqual(['10.0 %', '–']);
  expect(profileFigureTable({ profile, segmentation, traits }).rows[0]).toEqual([
    'Active',
    'Firms',
    '–',
    '50.0 %',
    null,
  ]);
  const radar = radarFigure({ profile, segmentation, traits }, [1, 2], TOKENS.light);
  expect(radar.layout.polar?.radialaxis?.range).toEqual([-1.4 * 1.05, 1.4 * 1.05]);
});

it('ticks are round and written as the values beside the marks', () => {
  expect(compactTicks(0, 76.9e6)).toEqual({
    tickvals: [0, 20e6, 40e6, 60e6],
    ticktext: ['0', '20 M', '40 M', '60 M'],
  });
  expect(compactTicks(-0.3, 1.1e9).ticktext).toEqual(['0', '200 M', '400 M', '600 M', '800 M', '1 bn']);
  expect(compactTicks(-0.25, 0.25).ticktext).toEqual(['-0.2', '-0.1', '0', '0.1', '0.2']);
  // nobody is half a customer
  expect(compactTicks(0, 3, 1).tickvals).toEqual([0, 1, 2, 3]);
  expect(compactTicks(5, 5).tickvals.length).toBeGreaterThan(0);
});

it('a value lies where it belongs among bins drawn equally wide', () => {
  expect([0, 5, 10, 55, 100].map(value => placeOnEdges([0, 10, 100], value))).toEqual([0, 0.5, 1, 1.5, 2]);
});

it('a selection in words', () => {
  expect(
    selectionWords(
      [
        { op: 'is', column: 'Segment', values: ['Traders'] },
        { op: 'is', column: 'Province', values: ['Punjab'] },
        { op: 'is', column: 'Risk tier', values: ['High'] },
        { op: 'between', column: 'Since', low: 0, high: 365, lastBin: false },
        { op: 'rows', rows: [1, 2, 3] },
      ],
      new Map([['Since', 'date']]),
    ),
  ).toBe('Traders, Province Punjab, High risk, Since from 1970-01-01 to 1970-12-31, 3 picked on the map');
});

it('marks bins that grow by a factor at round values that keep apart, and even ones as any axis', () => {
  // 0, then 0.78 times e^(i · 0.255) up to 358, as the transactions of a card book have them.
  const edges = [0, ...Array.from({ length: 25 }, (_none, i) => 0.784 * Math.exp((i * Math.log(358 / 0.784)) / 24))];
  const grown = edgeTicks(edges, 16);
  expect(grown.ticktext).toEqual(['0', '1', '2', '5', '10', '20', '50', '100', '200']);
  expect(edgeTicks(edges, 3).ticktext).toEqual(['0', '10', '100']);
  // 100 lies in the bin from 78.6 up: a place between its edges, not at one.
  expect(grown.tickvals[7]).toBeGreaterThan(placeOnEdges(edges, edges[18]));
  const even = edgeTicks([0, 15, 30, 45, 60], 16);
  expect([even.tickvals, even.ticktext]).toEqual([
    [0, 10 / 15, 20 / 15, 2, 40 / 15, 50 / 15, 4],
    ['0', '10', '20', '30', '40', '50', '60'],
  ]);
});

it('means of years are marks on an axis of their own, for bars from the year 0 are all alike', () => {
  const distribution = (column: string, means: readonly number[]) =>
    ({
      column,
      segmentIds: [1, 2],
      summaries: means.map(mean => ({ mean, median: mean, n: 10, missing: 0 })),
      meanIntervals: means.map(mean => ({ low: mean - 1, high: mean + 1 })),
      book: { mean: (means[0] + means[1]) / 2 },
    }) as unknown as Distribution;
  const years = meanFigure(distribution('Year_Birth', [1962.5, 1970]), segmentation, false, tokens);
  expect(years.data[0]).toMatchObject({ type: 'scatter' });
  // From 1961.5 to 1971.
  expect(years.layout.xaxis).toMatchObject({ ticktext: ['1962', '1964', '1966', '1968', '1970'] });
  const amounts = meanFigure(distribution('Visits', [1962.5, 1970]), segmentation, false, tokens);
  expect(amounts.data[0]).toMatchObject({ type: 'bar' });
  expect(amounts.layout.xaxis).toMatchObject({ ticktext: ['0', '500', '1 k', '1.5 k'] });
});

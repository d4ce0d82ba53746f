import { describe, expect, it } from 'vitest';
import { makeReference } from '#engine/monitor/makeReference';
import { numberDistribution } from '#engine/monitor/numberDistribution';
import { stream } from '#engine/random';
import type { Column } from '#engine/table/Column';
import type { NumberDistribution } from '#shared/monitor/reference';
import { testRun } from '../support/testRun.ts';

const run = testRun();
const numbers = (name: string, values: readonly number[]): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
});
const reference = (columns: readonly Column[], nRows: number) =>
  makeReference(
    {
      table: { nRows, columns },
      columns: columns.map(({ name }) => name),
      referenceDay: NaN,
      scores: [],
      segments: null,
    },
    run,
  );

function binCounts({ at, between, binStarts, points }: NumberDistribution): number[] {
  const ends = [...binStarts, points.length];
  return ends.map((end, bin) => {
    let n = 0;
    for (let i = bin === 0 ? 0 : ends[bin - 1]; i < end; i++) n += at[i] + between[i + 1];
    return n;
  });
}

describe('how development customers are spread over a number', () => {
  it('gives every one of few values a point and a bin', async () => {
    const { points, at, between, binStarts, nMissing, mean, sd } = await numberDistribution(
      Float64Array.from([2, 1, NaN, 2, 4, 1, 1, -0, 0]),
      20,
      run,
    );
    expect({ points, at, nMissing }).toEqual({ points: [0, 1, 2, 4], at: [2, 3, 2, 1], nMissing: 1 });
    expect(between).toEqual([0, 0, 0, 0, 0]);
    expect(binStarts).toEqual([1, 2, 3]);
    expect(mean).toBe(11 / 8);
    expect(sd).toBeCloseTo(Math.sqrt((3 * 0.375 ** 2 + 2 * 0.625 ** 2 + 2.625 ** 2 + 2 * 1.375 ** 2) / 7), 12);
  });

  it('counts every customer once, and cuts about tenths', async () => {
    const draw = stream(1, 'spread');
    const values = Float64Array.from({ length: 5_000 }, () => draw.normal());
    const found = await numberDistribution(values, 60, run);
    expect(found.points.length).toBeGreaterThan(50);
    expect(found.points.length).toBeLessThanOrEqual(60);
    const sizes = binCounts(found);
    expect(sizes).toEqual(Array.from({ length: 10 }, () => 500));
    const below = found.points.map((_point, i) => found.between.slice(0, i + 1).concat(found.at.slice(0, i)));
    found.points.forEach((point, i) =>
      expect(below[i].reduce((sum, n) => sum + n, 0)).toBe(values.filter(value => value < point).length),
    );
  });

  it('gives a value that many share a bin of its own', async () => {
    const values = Float64Array.from({ length: 1_000 }, (_none, i) => (i < 400 ? 0 : i));
    const found = await numberDistribution(values, 40, run);
    expect(binCounts(found)).toEqual([400, 100, 100, 100, 100, 100, 100]);
    expect(found.points[found.binStarts[0]]).toBe(400);
  });

  it('holds nothing where every value is missing, and one point where all are equal', async () => {
    expect(await numberDistribution(Float64Array.from([NaN, Infinity, NaN]), 20, run)).toMatchObject({
      points: [],
      at: [],
      between: [0],
      binStarts: [],
      nMissing: 3,
      mean: null,
      sd: null,
    });
    expect(await numberDistribution(Float64Array.from([7, 7]), 20, run)).toMatchObject({
      points: [7],
      at: [2],
      between: [0, 0],
      binStarts: [],
      sd: 0,
    });
  });
});

describe('a reference', () => {
  it('is the same after a way through JSON, and within its bounds for many columns', async () => {
    const draw = stream(2, 'reference');
    const columns: Column[] = Array.from({ length: 80 }, (_none, c) =>
      numbers(
        `A column with a name ${c}`,
        Array.from({ length: 1_000 }, () => 1e9 * draw.normal()),
      ),
    );
    const levels = Array.from({ length: 300 }, (_none, i) => `Level number ${i}`);
    for (let c = 0; c < 20; c++)
      columns.push({
        kind: 'category',
        name: `Category ${c}`,
        levels,
        codes: Int32Array.from({ length: 1_000 }, () => draw.below(300)),
      });
    const made = await reference(columns, 1_000);
    const text = JSON.stringify(made);
    expect(JSON.parse(text)).toEqual(made);
    expect(text.length).toBeLessThan(200_000);
  });

  it('counts levels, gaps, what is in a set, and what it does not list', async () => {
    const made = await reference(
      [
        { kind: 'boolean', name: 'Active', values: Uint8Array.from([1, 0, 2, 1]) },
        {
          kind: 'set',
          name: 'Products',
          members: ['Loan', 'Card'],
          offsets: Int32Array.from([0, 2, 3, 3, 5]),
          codes: Int32Array.from([0, 1, 0, 0, 1]),
        },
        { kind: 'text', name: 'Remark', levels: ['a'], codes: Int32Array.from([0, 0, 0, 0]) },
        { kind: 'date', name: 'Since', values: Float64Array.from([1, 2, 3, 4]) },
      ],
      4,
    );
    expect(made.columns.map(({ column, distribution }) => [column, distribution])).toEqual([
      ['Active', { kind: 'levels', levels: ['Yes', 'No'], counts: [2, 1], nOtherLevels: 0, nOthers: 0, nMissing: 1 }],
      [
        'Products',
        { kind: 'levels', levels: ['Card; Loan', 'Loan'], counts: [2, 1], nOtherLevels: 0, nOthers: 0, nMissing: 1 },
      ],
    ]);
  });

  it('watches dates as years before the reference date', async () => {
    const { columns } = await makeReference(
      {
        table: { nRows: 2, columns: [{ kind: 'date', name: 'Since', values: Float64Array.from([0, 365.25]) }] },
        columns: ['Since'],
        referenceDay: 730.5,
        scores: [],
        segments: null,
      },
      run,
    );
    expect(columns[0].transform).toBe('years before the reference date');
    expect(columns[0].distribution).toMatchObject({ points: [1, 2], at: [1, 1] });
  });
});

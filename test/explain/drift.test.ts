import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chiSquareTest, upperGamma } from '#engine/explain/chiSquare';
import { driftColumns, driftOf } from '#engine/explain/drift';
import { periodColumns, periodsOf, placeOf } from '#engine/explain/periods';
import type { Column } from '#engine/table/Column';
import { categories, dates, numbers } from '../segments/support/tables.ts';

interface GoldenCase {
  counts: number[][];
  statistic: number;
  degrees: number;
  p: number;
  v: number;
}
const golden = JSON.parse(readFileSync(new URL('../golden/chiSquare.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};
const range = <T>(n: number, value: (i: number) => T) => Array.from({ length: n }, (_none, i) => value(i));
const tableOf = (column: Column, nRows: number) => ({ nRows, columns: [column] });

describe('the chi-square test', () => {
  it.each(golden.cases)('equals that of scipy, $degrees degrees of freedom', given => {
    const found = chiSquareTest(given.counts)!;
    expect(found.statistic).toBeCloseTo(given.statistic, 9);
    expect(found.degrees).toBe(given.degrees);
    expect(found.v).toBeCloseTo(given.v, 12);
    expect(found.p / given.p).toBeCloseTo(1, 9);
  });

  it('by hand, and where there is nothing to test', () => {
    // 10, 20 / 20, 10: expected 15 each, 4 · 25 / 15 = 6.6667; V = √(6.6667 / 60) = 1/3; one degree: p = 0.009823
    const found = chiSquareTest([
      [10, 20],
      [20, 10],
    ])!;
    expect(found).toMatchObject({ degrees: 1, n: 60, thinCells: 0, cells: 4 });
    expect(found.statistic).toBeCloseTo(20 / 3, 12);
    expect(found.v).toBeCloseTo(1 / 3, 12);
    expect(found.p).toBeCloseTo(0.0098233, 6);
    expect(upperGamma(1, 3)).toBeCloseTo(Math.exp(-3), 14);
    expect(chiSquareTest([[5, 5]])).toBeNull();
    expect(
      chiSquareTest([
        [5, 0],
        [7, 0],
      ]),
    ).toBeNull();
  });
});

describe('periods', () => {
  it('are those of a column of months though it is no input, and of numbers such as 202403', () => {
    const table = {
      nRows: 3,
      columns: [
        categories('Period', ['2024Q1', '2024Q2', '2024Q1']),
        categories('City', ['2024Q1', '2024Q2', '2024Q1']),
      ],
    };
    expect(periodColumns(table, ['ignore', 'ignore'])).toEqual(['Period']);
    expect(labelsOf(numbers('Reporting month', [202_312, 202_402, 202_312]))).toEqual([
      '2023-12',
      '2024-01',
      '2024-02',
    ]);
  });
  it('are not counts of what happens in one', () => {
    const names = ['NumWebVisitsMonth', 'calls per month', 'Month number', 'statementMonth'];
    const table = { nRows: 3, columns: names.map(name => numbers(name, [1, 5, 7])) };
    expect(
      periodColumns(
        table,
        names.map(() => 'feature'),
      ),
    ).toEqual(['Month number', 'statementMonth']);
  });
  const labelsOf = (column: Column) => periodsOf(column)?.labels;
  it('of dates are months, quarters, years or several years: at most 24', () => {
    expect(labelsOf(dates('d', ['2023-11-05', '2024-01-31', null]))).toEqual(['2023-11', '2023-12', '2024-01']);
    expect(periodsOf(dates('d', ['2023-11-05', '2024-01-31', null]))?.codes).toEqual(Int32Array.of(0, 2, -1));
    const quarters = labelsOf(dates('d', ['2020-02-05', '2024-01-31']))!;
    expect([quarters.length, quarters[0], quarters[quarters.length - 1]]).toEqual([17, '2020 Q1', '2024 Q1']);
    expect(labelsOf(dates('d', ['2010-02-05', '2024-01-31']))).toHaveLength(15);
    expect(labelsOf(dates('d', ['1941-02-05', '2006-01-31']))?.slice(0, 2)).toEqual(['1940–1944', '1945–1949']);
    expect(labelsOf(dates('d', ['0900-02-05', '2024-01-31']))!.length).toBeLessThanOrEqual(24);
    expect(labelsOf(dates('d', [null, null]))).toBeUndefined();
  });

  it('of texts stand in the order of time', () => {
    expect(labelsOf(categories('Quarter', ['Q2 2023', 'Q4 2022', 'Q1 2023']))).toEqual([
      'Q4 2022',
      'Q1 2023',
      'Q2 2023',
    ]);
    expect(labelsOf(categories('month', ['mar', 'jan', 'dec']))).toEqual(['jan', 'mar', 'dec']);
    expect(['2023-04', '2023', '04/2023', 'Apr 2023', 'soon'].map(placeOf)).toEqual([
      2023 * 12 + 3,
      2023 * 12,
      2023 * 12 + 3,
      2023 * 12 + 3,
      null,
    ]);
  });

  it('are found by kind, name and role, the joining date first and births last', () => {
    const columns = [
      dates('DateOfBirth', ['1980-01-01', '1990-01-01']),
      numbers('Year', [2022, 2023]),
      numbers('Income', [2022, 2023]),
      dates('LastSeen', ['2022-01-01', '2023-01-01']),
      dates('CustomerSince', ['2022-01-01', '2023-01-01']),
      categories('Quarter', ['Q1', 'Q2']),
      categories('Month', ['soon', 'late']),
      numbers('yearly_volume', [2022, 2.5]),
      dates('Opened', ['2022-01-01', '2022-01-01']),
    ];
    const roles = columns.map(() => 'feature' as const);
    const found = driftColumns({ nRows: 2, columns }, roles);
    expect(found).toEqual(['CustomerSince', 'LastSeen', 'Year', 'Quarter', 'DateOfBirth']);
    expect(
      driftColumns(
        { nRows: 2, columns },
        columns.map(() => 'protected' as const),
      ),
    ).toEqual([]);
  });
});

describe('drift', () => {
  // 2022: 60 of 100 in the first segment, 2023: 50, 2024: 20.
  const first = [60, 50, 20];
  const years = range(300, i => `${2022 + Math.floor(i / 100)}-05-0${(i % 9) + 1}`);
  const labels = Int32Array.from(range(300, i => (i % 100 < first[Math.floor(i / 100)] ? 0 : 1)));

  it('says which segment changed most, with counts, shares and the test', () => {
    const column = dates('CustomerSince', [...years.slice(0, 299), null]);
    const found = driftOf(tableOf(column, 300), 'CustomerSince', labels, ['Traders', 'Savers'])!;
    // Months: 25 from May 2022 to May 2024 are too many, so quarters.
    expect(found.grain).toBe('quarter');
    expect(found.missing).toBe(1);
    expect(found.totals.filter(total => total > 0)).toEqual([100, 100, 99]);
    expect(found.counts[0]).toEqual([60, 40]);
    expect(found.shares[0][0].value).toBe(0.6);
    expect(found.sentence).toMatch(
      /^“Traders” shrank from 60\.0 % to 20\.2 % of new customers between 2022 Q2 and 2024 Q2 \(chi-square \d+\.\d with 2 degrees of freedom, p < 0\.001, Cramér’s V 0\.3\d\)\.$/,
    );
  });

  it('does not speak of a change that may be chance, nor of few customers', () => {
    const even = Int32Array.from(range(300, i => i % 2));
    const column = numbers(
      'Year',
      range(300, i => 2022 + Math.floor(i / 100)),
    );
    expect(driftOf(tableOf(column, 300), 'Year', even, ['a', 'b'])!.sentence).toContain('does not differ clearly');
    const few = driftOf(
      tableOf(numbers('Year', [2022, 2023, 2022, 2023, 2024]), 5),
      'Year',
      Int32Array.of(0, 1, 0, 1, 1),
      ['a', 'b'],
    )!;
    expect(few.sentence).toContain('too few to speak of a change');
    expect(few.counts).toEqual([
      [2, 0],
      [0, 2],
      [0, 1],
    ]);
    expect(driftOf(tableOf(numbers('Income', [0.5, 1.5]), 2), 'Income', Int32Array.of(0, 1), ['a', 'b'])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { cellText, plainCell } from '../../renderer/components/grid/cellText.ts';
import { filterWords } from '../../renderer/components/grid/filterWords.ts';
import { rangeFilter } from '../../renderer/components/grid/rangeFilter.ts';
import { arrangeColumns, columnEdges, columnsBetween } from '../../renderer/components/grid/gridShape.ts';
import { nextSort } from '../../renderer/components/grid/GridHead.tsx';
import { byDifference } from '../../renderer/screens/segments/byDifference.ts';
import { drawnPoints, MAX_POINTS } from '../../renderer/screens/segments/mapFigure.ts';
import type { ProfileTable, SegmentMap } from '#shared/results';

describe('cells', () => {
  it('are shown as people read them, identifiers as they are', () => {
    expect(cellText(1234567.5, 'number')).toBe('1,234,567.5');
    expect(cellText(15442.29, 'number')).toBe('15,442.29');
    expect(cellText(-987654321.128, 'number')).toBe('-987,654,321.13');
    expect(cellText(1234567890123456, 'number')).toBe('1.23457e+15');
    expect(cellText(0.12345678, 'number')).toBe('0.123457');
    expect(cellText(101786027, 'number', 'identifier')).toBe('101786027');
    expect(cellText(5.35408, 'number', 'result')).toBe('5.4');
    for (const name of ['Year_Birth', 'birthYear', 'Year of entry', 'YEAR'])
      expect(cellText(1957, 'number', 'protected', name)).toBe('1957');
    expect(cellText(1957, 'number', 'feature', 'Sales per year')).toBe('1,957');
    expect(cellText(19570, 'number', 'feature', 'Year')).toBe('19,570');
    expect(cellText(true, 'boolean')).toBe('yes');
    expect(cellText('2024-11-21', 'text')).toBe('2024-11-21');
  });

  it('are copied so that a spreadsheet neither runs nor splits them', () => {
    expect(plainCell('=HYPERLINK("x")')).toBe(`'=HYPERLINK("x")`);
    expect(plainCell('@SUM(A1)')).toBe(`'@SUM(A1)`);
    expect(plainCell('a\tb\nc')).toBe('a b c');
    expect(plainCell(-5)).toBe('-5');
    expect(plainCell(null)).toBe('');
  });
});

describe('filters in words', () => {
  it('name the column, the condition and the value', () => {
    expect(filterWords({ op: 'is', column: 'City', values: ['Lahore'] })).toBe('City is Lahore');
    expect(filterWords({ op: 'missing', column: 'City' })).toBe('City is missing');
    expect(filterWords({ op: 'rows', rows: [7] })).toBe('1 customer picked');
    const between = { op: 'between', column: 'Balance', low: 0, high: 2500000 } as const;
    expect(filterWords({ ...between, lastBin: false })).toBe('Balance from 0 to below 2,500,000');
    expect(filterWords({ ...between, lastBin: true })).toBe('Balance from 0 to 2,500,000');
    // 19,723 days after 1970-01-01 is 2024-01-01.
    expect(filterWords({ ...between, low: 0, high: 19723, lastBin: true }, 'date')).toBe(
      'Balance from 1970-01-01 to 2024-01-01',
    );
  });
});

describe('a filter between two ends', () => {
  const between = (kind: string, from: string, to: string) => rangeFilter({ name: 'Savings', kind }, from, to);
  it('reads numbers with thousands and days', () => {
    const filter = { op: 'between', column: 'Savings', lastBin: true };
    expect(between('number', '1,000', ' 30,000.5 ').filter).toEqual({ ...filter, low: 1000, high: 30000.5 });
    // 19,723 days after 1970-01-01 is 2024-01-01, all of which lies in the range, 17:30 too.
    const days = between('date', '1970-01-02', '2024-01-01').filter!;
    expect(days).toEqual({ ...filter, low: 1, high: 19724, lastBin: false });
    expect(filterWords(days, 'date')).toBe('Savings from 1970-01-02 to 2024-01-01');
  });
  it('may be open at one of them, and says so in words', () => {
    const open = (kind: string, from: string, to: string) => {
      const { filter, fault } = between(kind, from, to);
      expect(fault).toBeNull();
      return [filter, filterWords(filter!, kind)];
    };
    const filter = { op: 'between', column: 'Savings', low: null, high: null, lastBin: true };
    expect(open('number', '1,000', '')).toEqual([{ ...filter, low: 1000 }, 'Savings of 1,000 or more']);
    expect(open('number', ' ', '-5')).toEqual([{ ...filter, high: -5 }, 'Savings up to -5']);
    expect(open('date', '2024-01-01', '')).toEqual([{ ...filter, low: 19723 }, 'Savings from 2024-01-01 on']);
    const until = { ...filter, high: 19724, lastBin: false };
    expect(open('date', '', '2024-01-01')).toEqual([until, 'Savings up to 2024-01-01']);
    expect(filterWords({ ...until, op: 'between' }, 'number')).toBe('Savings below 19,724');
  });
  it('says in a sentence what is wrong, and nothing while it is being typed', () => {
    expect(between('number', '30.000,5', '').fault).toBe(
      'Savings needs a number such as 30,000 or 12.5; “30.000,5” is none.',
    );
    expect(between('date', '2024-02-31', '').fault).toBe(
      'Savings needs a day such as 2024-12-31; “2024-02-31” is none.',
    );
    expect(between('number', '0x10', '').fault).toContain('“0x10” is none');
    expect(between('number', '5', '4').fault).toBe('5 is above 4.');
    expect(between('text', 'a', '').fault).toBe('Only numbers and dates lie between two ends.');
    expect(between('number', '', ' ')).toEqual({ filter: null, fault: null });
  });
});

describe('columns of the grid', () => {
  it('begin with the identifier and keep the order of the file after it', () => {
    const column = (name: string, role: string) => ({ name, kind: 'number', role });
    const columns = arrangeColumns([column('a', 'feature'), column('id', 'identifier'), column('b', 'flag')]);
    expect(columns.map(({ name }) => name)).toEqual(['id', 'a', 'b']);
    // Row numbers take 64 pixels, the first column 140, and a width chosen by hand holds.
    const edges = columnEdges(columns, { a: 50 });
    expect([...edges]).toEqual([64, 204, 254, 350]);
    expect(columnsBetween(edges, 204, 230)).toEqual([1, 2]);
    expect(arrangeColumns([])).toEqual([]);
    expect(columnsBetween(columnEdges([], {}), 0, 100)).toEqual([1, 0]);
  });

  it('sort up, then down, then as in the file', () => {
    const up = nextSort('a', null);
    expect(up).toEqual({ column: 'a', descending: false });
    const down = nextSort('a', up);
    expect(down).toEqual({ column: 'a', descending: true });
    expect(nextSort('a', down)).toBeNull();
    expect(nextSort('b', down)).toEqual({ column: 'b', descending: false });
  });
});

describe('charts', () => {
  it('put the column first in which segments differ most, over all levels and segments', () => {
    const row = (column: string, effects: number[]): ProfileTable['rows'][number] => ({
      column,
      level: null,
      measure: 'mean',
      unit: 'number',
      book: 0,
      values: [0, 0],
      effects,
    });
    const profile = { segmentIds: [1, 2], rows: [row('a', [0.5, -0.5]), row('b', [1.2, 0]), row('c', [-0.7, 0.1])] };
    expect(byDifference(['a', 'b', 'c', 'd'], profile)).toEqual(['b', 'a', 'c', 'd']);
    expect(byDifference(['a', 'b'], undefined)).toEqual(['a', 'b']);
  });

  it('draw at most so many points of the map, spread over all of them', () => {
    const map = (n: number) => ({ x: Array.from({ length: n }, (_, i) => i) }) as SegmentMap;
    expect(drawnPoints(map(3))).toEqual([0, 1, 2]);
    const many = drawnPoints(map(10_000));
    expect(many).toHaveLength(MAX_POINTS);
    expect(new Set(many).size).toBe(MAX_POINTS);
    expect(many.at(-1)).toBeGreaterThan(9_990);
  });
});

import { describe, expect, test } from 'vitest';
import { isSerial, serialToDay } from '#engine/import/cells/excelSerial';
import { parseBoolean } from '#engine/import/cells/parseBoolean';
import { hasShortYear, orderVote, parseCompactDay, parseDate } from '#engine/import/cells/parseDate';
import { decimalVote, parseNumber } from '#engine/import/cells/parseNumber';
import { tidyText } from '#engine/import/cells/tidyText';
import { dayNumber } from '#engine/table/cellValue';

describe('parseNumber', () => {
  test.each([
    ['12', 12],
    ['-3.5', -3.5],
    ['.5', 0.5],
    ['1e-05', 0.00001],
    ['1,234', 1234],
    ['1,234,567.89', 1234567.89],
    ['12,34,567', 1234567],
    ['(1,250)', -1250],
    ['250-', -250],
    ['−7', -7],
    ['45%', 0.45],
    // 75.9 times 0.01 would be 0.7590000000000001.
    ['75.9 %', 0.759],
    ['-82.2%', -0.822],
    ['(10 %)', -0.1],
    ['Rs. 1,200', 1200],
    ['PKR 1 200.50', 1200.5],
    ['$3,000', 3000],
    ['€12', 12],
    ["1'234'567", 1234567],
    ['1 234', 1234],
    ['(0)', 0],
  ])('%s with a decimal point', (text, value) => expect(parseNumber(text, '.')).toBe(value));

  test.each([
    ['1.234,50', 1234.5],
    ['12,5', 12.5],
    ['1.234', 1234],
    ['7', 7],
    ['-0,25', -0.25],
  ])('%s with a decimal comma', (text, value) => expect(parseNumber(text, ',')).toBe(value));

  test.each([
    '',
    '-',
    'abc',
    '12a',
    'A11',
    '1,23',
    '1,2345',
    '12,34',
    '1.2.3',
    '1 2',
    '12E3',
    '1-2',
    '()',
    '%',
    '$',
    '10:30',
    '2024-01-05',
  ])('%s is no number', text => expect(parseNumber(text, '.')).toBeNaN());

  test('which mark a text shows', () => {
    expect(['1,5', '1.234,5', '1.234.567', '0,125'].map(decimalVote)).toEqual([',', ',', ',', ',']);
    expect(['1.5', '1,234.5', '1,234,567', '0.125', '1234.567'].map(decimalVote)).toEqual(['.', '.', '.', '.', '.']);
    expect(['1,234', '1.234', '12', 'abc', 'a,b'].map(decimalVote)).toEqual([null, null, null, null, null]);
  });
});

describe('parseDate', () => {
  const day = (iso: string) => dayNumber(iso);

  test.each([
    ['2024-03-01', '2024-03-01'],
    ['2024/3/1', '2024-03-01'],
    ['2024.03.01', '2024-03-01'],
    ['1/3/2024', '2024-03-01'],
    ['01-03-2024', '2024-03-01'],
    ['1.3.24', '2024-03-01'],
    ['1 Mar 2024', '2024-03-01'],
    ['01-MAR-24', '2024-03-01'],
    ['March 1, 2024', '2024-03-01'],
    ['1 Sept. 2024', '2024-09-01'],
    ['1 mars 2024', '2024-03-01'],
    ['1 Januar 2024', '2024-01-01'],
    ['29/2/2024', '2024-02-29'],
    ['4/4/57', '1957-04-04'],
    ['4/4/29', '2029-04-04'],
    ['1/1/1800', '1800-01-01'],
  ])('%s, day first', (text, iso) => expect(parseDate(text, 'dmy')).toBe(day(iso)));

  test('month first', () => expect(parseDate('3/1/2024', 'mdy')).toBe(day('2024-03-01')));

  test('the time of day is the fraction', () => {
    expect(parseDate('2010-12-01 08:30:00', 'dmy')).toBeCloseTo(day('2010-12-01') + 8.5 / 24, 10);
    expect(parseDate('1/12/2010 6:00 PM', 'dmy')).toBe(day('2010-12-01') + 0.75);
    expect(parseDate('2010-12-01T12:00:00Z', 'dmy')).toBe(day('2010-12-01') + 0.5);
    expect(parseDate('2010-12-01 00:00:00.864', 'dmy')).toBe(day('2010-12-01') + 0.864 / 86_400);
    expect(parseDate('2010-12-01T12:00:59.5Z', 'dmy')).toBe(day('2010-12-01') + 43_259.5 / 86_400);
  });

  test.each([
    '29/2/2023',
    '31/4/2024',
    '2024-13-01',
    '1/13/2024',
    '2024-02-30',
    '12',
    'May',
    '1/2',
    '25:00',
    '2024-01-01 25:00',
    '1 Foo 2024',
    // November in Finnish, and things that are no months.
    '1-marras-2024',
    '18 Octavia 90',
    '20 Marlboro 20',
    '12 Mayfair 2024',
    'C-12-2020',
  ])('%s is no date', text => expect(parseDate(text, 'dmy')).toBeNaN());

  test('what shows the order', () => {
    expect(orderVote('13/1/2024')).toBe('dmy');
    expect(orderVote('1/13/2024')).toBe('mdy');
    expect(orderVote('1/2/2024')).toBeNull();
    expect(orderVote('2024-13-01')).toBeNull();
  });

  test('years of two digits', () => {
    expect(hasShortYear('1/2/94')).toBe(true);
    expect(hasShortYear('1/2/1994')).toBe(false);
  });

  test('days as one number', () => {
    expect(parseCompactDay(20241231)).toBe(day('2024-12-31'));
    expect(parseCompactDay(20241301)).toBeNaN();
    expect(parseCompactDay(45000)).toBeNaN();
  });
});

describe('Excel serials', () => {
  test('1900 system with the day that never was', () => {
    expect(serialToDay(1, 1900)).toBe(dayNumber('1900-01-01'));
    expect(serialToDay(59, 1900)).toBe(dayNumber('1900-02-28'));
    expect(serialToDay(60, 1900)).toBe(dayNumber('1900-02-28'));
    expect(serialToDay(61, 1900)).toBe(dayNumber('1900-03-01'));
    expect(serialToDay(45_657, 1900)).toBe(dayNumber('2024-12-31'));
    expect(serialToDay(45_657.5, 1900)).toBe(dayNumber('2024-12-31') + 0.5);
  });

  test('1904 system', () => expect(serialToDay(44_195, 1904)).toBe(dayNumber('2024-12-31')));

  test('bounds', () => expect([0, 1, 73_050, 73_051].map(isSerial)).toEqual([false, true, true, false]));
});

test('yes and no', () => {
  expect(['Y', 'no', 'TRUE', 'False'].map(text => parseBoolean(text, false))).toEqual([1, 0, 1, 0]);
  expect(parseBoolean('F', false)).toBeNull();
  expect(parseBoolean('F', true)).toBe(0);
  expect(parseBoolean('maybe', true)).toBeNull();
});

test('tidy text', () => {
  expect(tidyText('  Khyber  Pakhtunkhwa\n ')).toBe('Khyber Pakhtunkhwa');
  expect(tidyText('a b')).toBe('a b');
  expect(tidyText('plain text')).toBe('plain text');
});

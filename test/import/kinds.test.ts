import { describe, expect, test } from 'vitest';
import { dayNumber } from '#engine/table/cellValue';
import type { CellGiven } from '../support/rawTable.ts';
import { columnOf, importRows, kindsOf, reportOf, valuesOf } from '../support/importRows.ts';

/** A table with a customer number, so that equal rows stay, and one column under test. */
const oneColumn = (name: string, cells: readonly CellGiven[], recipe = {}, raw = {}) =>
  importRows([['CustomerID', name], ...cells.map((cell, i) => [i + 1, cell])], recipe, raw);

describe('numbers', () => {
  test('numbers, texts with thousands, brackets and currency are one column', async () => {
    const imported = await oneColumn('Turnover', [1, '1,200', '(50)', 'Rs. 7', null, 'NULL', '-']);
    expect(reportOf(imported, 'Turnover')).toMatchObject({
      kind: 'number',
      kindEvidence:
        '1 number, 3 texts read as numbers (the comma parts thousands: 1 value with three digits after it, none decides otherwise)',
      missing: 3,
    });
    expect(valuesOf(imported, 'Turnover')).toEqual([1, 1200, -50, 7, null, null, null]);
    expect(imported.report.missingTokens).toEqual([
      { column: 'Turnover', token: 'NULL', count: 1, rows: [7] },
      { column: 'Turnover', token: '-', count: 1, rows: [8] },
    ]);
  });

  test('a decimal comma is seen in the column and noted', async () => {
    const imported = await oneColumn('Turnover', ['1.234,5', '1.500', '12,25', '7']);
    expect(valuesOf(imported, 'Turnover')).toEqual([1234.5, 1500, 12.25, 7]);
    expect(reportOf(imported, 'Turnover').notes).toEqual([
      { code: 'read.decimalComma', args: { column: 'Turnover', n: 2 } },
    ]);
  });

  test('amounts with different currency signs, and shares beside plain numbers, are read and said', async () => {
    const money = await oneColumn('Savings', ['€ 100', '$ 200', 'USD 5', 'Rs. 30', '40', 50]);
    expect(valuesOf(money, 'Savings')).toEqual([100, 200, 5, 30, 40, 50]);
    expect(reportOf(money, 'Savings').notes).toEqual([
      {
        code: 'read.mixedCurrencies',
        args: { column: 'Savings', parts: '1 with €, 1 with $, 1 with USD, 1 with Rs. and 2 with none' },
      },
    ]);
    const shares = await oneColumn('Rate', ['18 %', '7%', '18', 7.5]);
    expect(valuesOf(shares, 'Rate')).toEqual([0.18, 0.07, 18, 7.5]);
    expect(reportOf(shares, 'Rate').notes).toEqual([
      { code: 'read.mixedPercent', args: { column: 'Rate', percent: 2, plain: 2 } },
    ]);
    for (const [cells, isPercent] of [
      [['18 %', '7.5%', null, 'n/a'], true],
      [['18 %', '7%', '18'], undefined],
      [['18 %', 0.07], undefined],
      [['18', '7'], undefined],
    ] as const) {
      const { table } = await oneColumn('Rate', cells);
      const rate = table.columns.find(({ name }) => name === 'Rate');
      expect([rate?.kind, rate && 'isPercent' in rate ? rate.isPercent : undefined]).toEqual(['number', isPercent]);
    }
    for (const alike of [
      ['€ 1', '€ 2', 'EUR 3', '4 eur'],
      ['£ 1', 'GBP 2'],
      ['$ 1', '(USD 2)'],
      ['Rs 1', 'Rs. 2', 'PKR 3', '₨ 4'],
      ['Rs. 1', 'INR 2', '₹ 3'],
      ['¥ 1', 'JPY 2'],
      ['1 %', '2 %'],
      ['1', 2],
    ])
      expect(reportOf(await oneColumn('Alike', alike), 'Alike').notes).toEqual([]);
    for (const [cells, parts] of [
      [['EUR 1', '€ 2', '£ 3'], '1 with EUR, 1 with € and 1 with £'],
      [['rs 1', 'PKR 2', 'Rs. 3', 'INR 4'], '2 with rs, 1 with PKR and 1 with INR'],
      [['¥ 1', 'JPY 2', 'CNY 3'], '1 with ¥, 1 with JPY and 1 with CNY'],
      [['Rs 1', '£ 2', '(£ 3)', '1 200 £'], '3 with £ and 1 with Rs'],
    ] as const)
      expect(reportOf(await oneColumn('Mixed', cells), 'Mixed').notes).toEqual([
        { code: 'read.mixedCurrencies', args: { column: 'Mixed', parts } },
      ]);
  });

  test('a few codes among numbers are said, for as numbers they lose their zeros and their last digits', async () => {
    const numbers: CellGiven[] = Array.from({ length: 200 }, (_none, i) => i * 3 + 1000);
    const zeros = await oneColumn('Part', [...numbers, '00417', '0012']);
    expect(valuesOf(zeros, 'Part').slice(-2)).toEqual([417, 12]);
    expect(reportOf(zeros, 'Part').notes).toContainEqual({
      code: 'read.codesAsNumbers',
      args: { column: 'Part', n: 2, example: '00417', value: 417 },
    });
    const long = await oneColumn('Part', [...numbers, '5637644610198276886']);
    expect(reportOf(long, 'Part').notes.map(({ code }) => code)).toContain('read.codesAsNumbers');
    expect(reportOf(await oneColumn('Part', numbers), 'Part').notes.map(({ code }) => code)).not.toContain(
      'read.codesAsNumbers',
    );
  });

  test('telephone numbers keep their plus; amounts with a plus are numbers', async () => {
    const phones = ['+48 601 234 567', '+49 920 444 309', '+1 212 555 010 123', '+44 789 012 345'];
    expect(valuesOf(await oneColumn('Reach', phones), 'Reach')).toEqual(phones);
    expect(valuesOf(await oneColumn('Sum', ['+1 200', '-3 000', '+1 234 567']), 'Sum')).toEqual([1200, -3000, 1_234_567]); // prettier-ignore
  });

  test('below two in a hundred that cannot be read become missing and are shown', async () => {
    const cells: CellGiven[] = Array.from({ length: 99 }, (_none, i) => i * 3);
    const imported = await oneColumn('Turnover', [...cells, 'see file']);
    expect(reportOf(imported, 'Turnover')).toMatchObject({ kind: 'number', missing: 1 });
    expect(reportOf(imported, 'Turnover').kindEvidence).toContain(
      '1 value is not of this kind or not possible, and missing',
    );
    expect(imported.report.missingTokens).toContainEqual({
      column: 'Turnover',
      token: 'see file',
      count: 1,
      rows: [101],
    });
  });

  test('three in a hundred make it a category or text', async () => {
    const cells: CellGiven[] = Array.from({ length: 97 }, (_none, i) => i % 7);
    expect(kindsOf(await oneColumn('Turnover', [...cells, 'a', 'b', 'c']))).toMatchObject({ Turnover: 'category' });
  });

  test('a column the dictionary knows is not lost for a word that stands for gaps', async () => {
    const cells: CellGiven[] = [100, 200, 'not available', 300, 'not available', 400, 'withheld', 500];
    const imported = await oneColumn('ActualVolume', cells);
    expect(valuesOf(imported, 'ActualVolume')).toEqual([100, 200, null, 300, null, 400, null, 500]);
    expect(imported.report.missingTokens).toEqual([
      { column: 'ActualVolume', token: 'not available', count: 2, rows: [4, 6] },
      { column: 'ActualVolume', token: 'withheld', count: 1, rows: [8] },
    ]);
    expect(kindsOf(await oneColumn('Turnover', cells)).Turnover).toBe('category');
    const births = await oneColumn('DateofBirth', ['1980-01-01', 'unknown', '1990-02-02']);
    expect(valuesOf(births, 'DateofBirth')).toEqual(['1980-01-01', null, '1990-02-02']);
  });

  test('an identifier keeps every value', async () => {
    const cells: CellGiven[] = Array.from({ length: 99 }, (_none, i) => 536_000 + i);
    for (const name of ['InvoiceNo', 'Docket number']) {
      const imported = await oneColumn(name, [...cells, 'C536379']);
      expect(reportOf(imported, name)).toMatchObject({ kind: 'text', role: 'identifier', missing: 0 });
      expect(valuesOf(imported, name)[99]).toBe('C536379');
    }
  });

  test('codes with zeros in front stay codes', async () => {
    const imported = await oneColumn('Branch', ['007', '011', '007', '120', '011', '120']);
    expect(kindsOf(imported).Branch).toBe('category');
    expect(valuesOf(imported, 'Branch')).toEqual(['007', '011', '007', '120', '011', '120']);
  });

  test('more digits than a number keeps are a code', async () => {
    const imported = await oneColumn('CardNo', ['1234567890123456', '1234567890123457', '1234567890123458']);
    expect(valuesOf(imported, 'CardNo')).toEqual(['1234567890123456', '1234567890123457', '1234567890123458']);
    expect(reportOf(imported, 'CardNo').role).toBe('identifier');
  });

  test('errors are missing, counted and noted', async () => {
    const imported = await oneColumn('Turnover', [1, { error: '#N/A' }, 3, { error: '#N/A' }, { error: '#DIV/0!' }]);
    expect(valuesOf(imported, 'Turnover')).toEqual([1, null, 3, null, null]);
    expect(imported.report.missingTokens).toEqual([
      { column: 'Turnover', token: '#N/A', count: 2, rows: [3, 5] },
      { column: 'Turnover', token: '#DIV/0!', count: 1, rows: [6] },
    ]);
    expect(imported.report.notes).toContainEqual({ code: 'read.errorValues', args: { n: 3 } });
  });

  test('numbers that are codes by the dictionary are categories', async () => {
    const imported = await importRows([
      ['ID', 'SEX', 'EDUCATION'],
      [1, 1, 2],
      [2, 2, 1],
      [3, 2, 2],
    ]);
    expect(kindsOf(imported)).toMatchObject({ SEX: 'category', EDUCATION: 'category' });
    expect(columnOf(imported, 'EDUCATION')).toMatchObject({ levels: ['2', '1'] });
  });
});

describe('dates', () => {
  const day = (iso: string) => ({ day: dayNumber(iso) });

  test('cells with a date format', async () => {
    const imported = await oneColumn('CustomerSince', [day('2020-01-05'), day('2021-02-03'), 'NULL']);
    expect(reportOf(imported, 'CustomerSince')).toMatchObject({
      kind: 'date',
      kindEvidence: '2 cells hold dates',
    });
    expect(valuesOf(imported, 'CustomerSince')).toEqual(['2020-01-05', '2021-02-03', null]);
  });

  test('serials under a name that says date, in both date systems', async () => {
    const serials = await oneColumn('DateofBirth', [29_221, 32_874, 36_526]);
    expect(valuesOf(serials, 'DateofBirth')).toEqual(['1980-01-01', '1990-01-01', '2000-01-01']);
    expect(reportOf(serials, 'DateofBirth').kindEvidence).toBe(
      'the name says date, and 3 numbers read as Excel day numbers',
    );
    const mac = await oneColumn('IncorporatedSince', [44_195, 43_830], {}, { dateSystem: 1904 });
    expect(valuesOf(mac, 'IncorporatedSince')).toEqual(['2024-12-31', '2024-01-01']);
  });

  test('date cells, serials and texts in one column', async () => {
    const imported = await oneColumn('CustomerSince', [
      day('2020-01-05'),
      day('2020-01-06'),
      43_831,
      '2020-01-02',
      'NULL',
    ]);
    expect(valuesOf(imported, 'CustomerSince')).toEqual(['2020-01-05', '2020-01-06', '2020-01-01', '2020-01-02', null]);
  });

  test('the same numbers without such a name stay numbers', async () => {
    expect(kindsOf(await oneColumn('Turnover', [29_221, 32_874]))).toMatchObject({ Turnover: 'number' });
    expect(kindsOf(await oneColumn('Days since last order', [29_221, 32_874]))).toMatchObject({
      'Days since last order': 'number',
    });
    expect(kindsOf(await oneColumn('CustomerSince', [3, 14, 120, 60]))).toMatchObject({ CustomerSince: 'number' });
  });

  test('years and days as one number', async () => {
    expect(valuesOf(await oneColumn('CustomerSince', [2015, 1999]), 'CustomerSince')).toEqual([
      '2015-01-01',
      '1999-01-01',
    ]);
    expect(valuesOf(await oneColumn('opening date', [20150317, 19991231]), 'opening date')).toEqual([
      '2015-03-17',
      '1999-12-31',
    ]);
  });

  test('the column shows whether the day or the month comes first', async () => {
    const dmy = await oneColumn('Seen on date', ['04/09/2012', '28/03/2014', '05/01/2013']);
    expect(valuesOf(dmy, 'Seen on date')).toEqual(['2012-09-04', '2014-03-28', '2013-01-05']);
    expect(reportOf(dmy, 'Seen on date').kindEvidence).toBe(
      '3 texts read as dates (day first: 1 date has a first part above 12, none a second)',
    );
    const mdy = await oneColumn('Seen on date', ['04/09/2012', '03/28/2014', '05/01/2013']);
    expect(valuesOf(mdy, 'Seen on date')).toEqual(['2012-04-09', '2014-03-28', '2013-05-01']);
    const open = await oneColumn('Seen on date', ['04/09/2012', '05/01/2013']);
    expect(valuesOf(open, 'Seen on date')).toEqual(['2012-09-04', '2013-01-05']);
    expect(reportOf(open, 'Seen on date').kindEvidence).toContain('day first taken, no date has a part above 12');
    expect(reportOf(open, 'Seen on date').notes).toEqual([
      { code: 'read.dateOrderOpen', args: { column: 'Seen on date', n: 2, order: 'day first' } },
    ]);
  });

  test('births before 1900 are placeholders; two-digit years never lie after the reference date', async () => {
    const imported = await importRows([
      ['CustomerID', 'CustomerDOB', 'TransactionDate'],
      ['C1', '13/1/94', '2/8/16'],
      ['C2', '1/1/1800', '2/8/16'],
      ['C3', '4/4/25', '21/10/16'],
    ]);
    expect(valuesOf(imported, 'CustomerDOB')).toEqual(['1994-01-13', null, '1925-04-04']);
    expect(imported.report.missingTokens).toEqual([{ column: 'CustomerDOB', token: '1/1/1800', count: 1, rows: [3] }]);
    expect(imported.report.referenceDate).toBe('2016-10-21');
  });
});

describe('yes and no', () => {
  test('words, truth cells and 0/1 in a flag', async () => {
    expect(valuesOf(await oneColumn('Is PEP', ['Y', 'n', null]), 'Is PEP')).toEqual([true, false, null]);
    expect(valuesOf(await oneColumn('CTRMatch', [0, 1, '1']), 'CTRMatch')).toEqual([false, true, true]);
    expect(valuesOf(await oneColumn('Churn', ['False', 'True', true]), 'Churn')).toEqual([false, true, true]);
    expect(kindsOf(await oneColumn('Turnover', [0, 1, 1]))).toMatchObject({ Turnover: 'number' });
  });

  test('F alone is no answer', async () => {
    expect(kindsOf(await oneColumn('Mark', ['F', 'F', 'M']))).toMatchObject({ Mark: 'category' });
    expect(kindsOf(await oneColumn('Mark', ['F', 'T', 'T']))).toMatchObject({ Mark: 'boolean' });
  });
});

describe('categories, sets and text', () => {
  test('case and spaces are merged under the most frequent spelling', async () => {
    const imported = await oneColumn('Province', [
      'PUNJAB ',
      'Punjab',
      'punjab',
      'Punjab',
      'Khyber  Pakhtunkhwa',
      'Sindh',
      'Sindh',
    ]);
    expect(columnOf(imported, 'Province')).toMatchObject({ levels: ['Punjab', 'Sindh', 'Khyber Pakhtunkhwa'] });
    expect(valuesOf(imported, 'Province').slice(0, 3)).toEqual(['Punjab', 'Punjab', 'Punjab']);
    expect(reportOf(imported, 'Province').kindEvidence).toBe(
      '3 different values in 7 rows; 2 spellings merged that differ in case or spaces',
    );
    const one = await oneColumn('Province', ['Punjab', 'punjab', 'Punjab', 'Sindh', 'Sindh']);
    expect(reportOf(one, 'Province').kindEvidence).toBe(
      '2 different values in 5 rows; 1 spelling merged that differs in case or spaces',
    );
  });

  test('free text keeps its case, and its evidence counts as its report does', async () => {
    const imported = await oneColumn('Surname', ['MacDonald', 'Macdonald', ' Smith', 'Smith', 'Hill']);
    expect(reportOf(imported, 'Surname')).toMatchObject({
      kind: 'text',
      distinct: 4,
      kindEvidence: '4 different values in 5 rows',
    });
  });

  test('several values in a cell, whatever parts them', async () => {
    const imported = await oneColumn('SubscribedChannels', [
      'ATM; Mobile',
      'Branch | ATM',
      'atm',
      'Mobile,Branch\nATM; Mobile',
      null,
    ]);
    expect(columnOf(imported, 'SubscribedChannels')).toMatchObject({
      kind: 'set',
      members: ['ATM', 'Mobile', 'Branch'],
    });
    expect(valuesOf(imported, 'SubscribedChannels')).toEqual([
      'ATM; Mobile',
      'ATM; Branch',
      'ATM',
      'ATM; Mobile; Branch',
      null,
    ]);
  });

  test('an unknown column needs members that come again', async () => {
    const hobbies = ['golf; chess', 'chess; tennis', 'tennis; golf', 'golf', 'chess; golf; tennis', 'chess'];
    expect(kindsOf(await oneColumn('Hobbies', hobbies))).toMatchObject({ Hobbies: 'set' });
    const addresses = [
      '12 Main St, Lahore',
      '9 Hill Rd, Lahore',
      '3 Sea View, Karachi',
      '7 Canal Bank, Multan',
      '8 Mall Rd, Quetta',
      'x, y',
    ];
    expect(kindsOf(await oneColumn('Where', addresses)).Where).not.toBe('set');
    const trades = [
      'Food, drink and tobacco',
      'Food, drink and tobacco',
      'Mining',
      'Mining',
      'Transport, storage',
      'Transport, storage',
    ];
    expect(kindsOf(await oneColumn('Industry', trades))).toMatchObject({ Industry: 'category' });
  });

  test('mostly different texts are free text, few different ones a category', async () => {
    const texts = Array.from({ length: 40 }, (_none, i) => `remark ${i} of a person`);
    expect(kindsOf(await oneColumn('Remark given', texts))).toMatchObject({ 'Remark given': 'text' });
    expect(
      kindsOf(
        await oneColumn(
          'Remark given',
          texts.map((_text, i) => `kind ${i % 5}`),
        ),
      ),
    ).toMatchObject({ 'Remark given': 'category' });
  });

  test('customers are never merged for their case', async () => {
    const imported = await importRows([
      ['CustomerID', 'City', 'Balance'],
      ['a1', 'x', 1],
      ['A1', 'y', 2],
    ]);
    expect(imported.report.nRows).toBe(2);
    expect(valuesOf(imported, 'CustomerID')).toEqual(['a1', 'A1']);
  });

  test('columns without a value are kept, and ignored', async () => {
    const imported = await oneColumn('SegmentID', ['NULL', null, 'null']);
    expect(reportOf(imported, 'SegmentID')).toMatchObject({
      role: 'ignore',
      missing: 3,
      distinct: 0,
      kindEvidence: 'no value in any row',
    });
    expect(reportOf(imported, 'SegmentID').notes).toEqual([
      { code: 'column.allMissing', args: { column: 'SegmentID' } },
    ]);
  });
});

describe('kinds chosen by hand', () => {
  const cells: CellGiven[] = ['3', '4', 'x', '3'];
  test.each([
    ['number', [3, 4, null, 3]],
    ['category', ['3', '4', 'x', '3']],
    ['text', ['3', '4', 'x', '3']],
    ['boolean', [null, null, null, null]],
    ['date', [null, null, null, null]],
    ['set', ['3', '4', 'x', '3']],
  ] as const)('%s', async (kind, expected) => {
    const imported = await oneColumn('Turnover', cells, { columns: { Turnover: { kind } } });
    expect(reportOf(imported, 'Turnover')).toMatchObject({ kind });
    expect(valuesOf(imported, 'Turnover')).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { combineTables, type TableSource } from '#engine/combine/combineTables';
import { joinKey } from '#engine/combine/joinKeys';
import { withProvenance } from '#engine/combine/withProvenance';
import type { Imported } from '#engine/import/Imported';
import { importRaw } from '#engine/import/importRaw';
import { defaultReading } from '#shared/reading';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { styleWords, type CombineStep, type JoinAccount, type JoinStep } from '#shared/tables';
import { kindsOf, reportOf, valuesOf } from '../support/importRows.ts';
import { rawRead, type CellGiven } from '../support/rawTable.ts';
import { testRun } from '../support/testRun.ts';

type Rows = readonly (readonly CellGiven[])[];

function source(id: string, rows: Rows, other: Partial<TableSource> = {}): TableSource {
  const name = `${id}.csv`;
  const raw = rawRead(rows, { sheet: null, format: 'csv' });
  return { id, name, sha256: 'a'.repeat(64), sizeBytes: 1, raw, reading: defaultReading(), rfm: null, ...other };
}

/** The combined table, imported. */
async function combined(
  main: TableSource,
  further: readonly TableSource[],
  combine: CombineStep[],
  other: Partial<Recipe> = {},
): Promise<Imported> {
  const tables = further.map(({ id, name, reading, rfm }) => ({ id, file: { name, sha256: null }, reading, rfm }));
  const recipe: Recipe = { ...defaultRecipe(), foldCustomers: false, tables, combine, ...other };
  const made = await combineTables(main, further, recipe, testRun());
  return withProvenance(await importRaw(made.raw, made.recipe, testRun(), main.name), made.made!);
}
const join = (other: Partial<JoinStep> = {}): JoinStep => ({
  how: 'join',
  table: 'kyc',
  key: 'CustomerID',
  tableKey: 'Client',
  unmatched: 'keep',
  duplicates: 'refuse',
  ...other,
});
function joinAccount(imported: Imported): JoinAccount {
  return imported.report.combine!.steps[0] as JoinAccount;
}

const CUSTOMERS: Rows = [
  ['CustomerID', 'Name', 'Balance'],
  ['00123', 'Ada', 10],
  [' k7 ', 'Bea', 20],
  ['X9', 'Cy', 30],
  [null, 'Dot', 40],
];
const KYC: Rows = [
  ['Client', 'Risk', 'Balance'],
  [123, 'low', 1],
  ['K7', 'high', 2],
  ['Z1', 'low', 3],
];

describe('a join by key', () => {
  it('adds columns to the rows that share a key, and accounts for both sides', async () => {
    const imported = await combined(source('main', CUSTOMERS), [source('kyc', KYC)], [join()]);
    expect(valuesOf(imported, 'Risk')).toEqual(['low', 'high', null, null]);
    // Balance was taken: the joined one carries the name of its table.
    expect(valuesOf(imported, 'Balance')).toEqual([10, 20, 30, 40]);
    expect(valuesOf(imported, 'Balance (kyc.csv)')).toEqual([1, 2, null, null]);
    expect(joinAccount(imported)).toMatchObject({
      rowsBefore: 4,
      rowsAfter: 4,
      matched: 2,
      unmatched: 1,
      missingKey: 1,
      dropped: 0,
      tableRows: 3,
      tableMatched: 2,
      tableUnmatched: 1,
      tableMissingKey: 0,
      repeated: 0,
      unmatchedKeys: ['X9'],
      tableUnmatchedKeys: ['Z1'],
      columnsAdded: ['Risk', 'Balance (kyc.csv)'],
      renamed: [{ from: 'Balance', to: 'Balance (kyc.csv)' }],
    });
    expect([...imported.sourceRows]).toEqual([2, 3, 4, 5]);
  });

  it('finds keys whose names are spelled in another way, where only one can be meant', async () => {
    const step = join({ key: 'customer id', tableKey: 'CLIENT' });
    const imported = await combined(source('main', CUSTOMERS), [source('kyc', KYC)], [step]);
    expect(valuesOf(imported, 'Risk')).toEqual(['low', 'high', null, null]);
    expect(joinAccount(imported)).toMatchObject({ matched: 2, unmatchedKeys: ['X9'], tableUnmatchedKeys: ['Z1'] });
    const two: Rows = KYC.map((row, i) => [...row, i === 0 ? 'Cli-ent' : 'Z']);
    await expect(combined(source('main', CUSTOMERS), [source('kyc', two)], [step])).rejects.toMatchObject({
      code: 'data.unknownColumn',
      args: { column: 'CLIENT', name: 'kyc.csv' },
    });
  });

  it('drops unmatched rows when asked', async () => {
    const imported = await combined(source('main', CUSTOMERS), [source('kyc', KYC)], [join({ unmatched: 'drop' })]);
    expect([imported.table.nRows, joinAccount(imported).dropped]).toEqual([2, 2]);
  });

  it('refuses keys that stand twice on the right, naming key, column and number, or does as asked', async () => {
    const twice: Rows = [...KYC, ['00123.0', 'high', 5], ['k7', 'low', null], [null, 'low', 9]];
    const make = (duplicates: JoinStep['duplicates']) =>
      combined(source('main', CUSTOMERS), [source('kyc', twice)], [join({ duplicates })]);
    await expect(make('refuse')).rejects.toMatchObject({
      code: 'join.duplicateKeys',
      args: { name: 'kyc.csv', column: 'Client', key: '123', rows: 2, keys: 2 },
    });
    expect(valuesOf(await make('first'), 'Balance (kyc.csv)')).toEqual([1, 2, null, null]);
    expect(valuesOf(await make('last'), 'Risk')).toEqual(['high', 'low', null, null]);
    const summed = await make('sum');
    expect(valuesOf(summed, 'Balance (kyc.csv)')).toEqual([6, 2, null, null]);
    expect(valuesOf(summed, 'Risk')).toEqual(['low', 'high', null, null]);
    const account = joinAccount(summed);
    expect(account).toMatchObject({ repeated: 2, repeatedKeys: 2, tableMissingKey: 1, tableRows: 6 });
    expect(account.tableMatched + account.tableUnmatched + account.tableMissingKey + account.repeated).toBe(6);
  });

  it('says so when nothing meets, or a column is not there', async () => {
    await expect(
      combined(source('main', CUSTOMERS), [source('kyc', KYC)], [join({ tableKey: 'Risk' })]),
    ).rejects.toMatchObject({ code: 'join.noMatch', args: { column: 'CustomerID', tableColumn: 'Risk' } });
    await expect(
      combined(source('main', CUSTOMERS), [source('kyc', KYC)], [join({ key: 'Id' })]),
    ).rejects.toMatchObject({ code: 'data.unknownColumn', args: { column: 'Id' } });
    await expect(combined(source('main', CUSTOMERS), [], [join()])).rejects.toMatchObject({ code: 'recipe.invalid' });
  });

  it('rows with many gaps after a join are no footers', async () => {
    const wide: Rows = [
      ['Client', ...Array.from({ length: 12 }, (_, i) => `Q${i}`)],
      ['00123', ...Array.from({ length: 12 }, (_, i) => i)],
      ['K7', ...Array.from({ length: 12 }, (_, i) => i)],
    ];
    const imported = await combined(source('main', CUSTOMERS), [source('kyc', wide)], [join()]);
    expect(imported.table.nRows).toBe(4);
  });

  it.each([
    ['00123', '123'],
    ['123.0', '123'],
    ['0', '0'],
    ['000', '0'],
    ['  Ab  C ', 'ab c'],
    ['1.5', '1.5'],
    ['', ''],
  ])('%j is compared as %j', (text, key) => expect(joinKey(text)).toBe(key));
});

/** As the text format reads a file with semicolons whose column `name` has decimal commas in every row. */
function withDecimalCommas(rows: Rows, name: string) {
  return rawRead(rows, {
    sheet: null,
    format: 'csv',
    separator: ';',
    decimalCommaColumns: [rows[0].indexOf(name)],
    notes: [{ code: 'read.decimalComma', args: { column: name, n: rows.length - 1 } }],
  });
}

describe('appending', () => {
  const JUNE: Rows = [
    ['CustomerID', 'Opened', 'Limit'],
    ['A', '13/01/2024', '1.234,50'],
    ['B', '02/01/2024', '10,25'],
  ];
  const JULY: Rows = [
    ['limit', 'CUSTOMER ID', 'Opened', 'Branch'],
    ['1,234.50', 'C', '01/13/2024', 'North'],
    ['99.75', 'D', '02/01/2024', 'South'],
  ];
  it('meets columns by name, leaves gaps, and reads numbers and dates as each file writes them', async () => {
    const step: CombineStep = { how: 'append', table: 'july', origin: null };
    const imported = await combined(source('main', JUNE), [source('july', JULY)], [step]);
    expect(valuesOf(imported, 'CustomerID')).toEqual(['A', 'B', 'C', 'D']);
    expect(valuesOf(imported, 'Limit')).toEqual([1234.5, 10.25, 1234.5, 99.75]);
    // 2 January in the first file, 1 February in the second.
    expect(valuesOf(imported, 'Opened')).toEqual(['2024-01-13', '2024-01-02', '2024-01-13', '2024-02-01']);
    expect(valuesOf(imported, 'Branch')).toEqual([null, null, 'North', 'South']);
    expect(kindsOf(imported)).toMatchObject({ Limit: 'number', Opened: 'date' });
    expect(imported.report.combine!.steps[0]).toMatchObject({
      rowsBefore: 2,
      rowsAdded: 2,
      rowsAfter: 4,
      shared: ['CustomerID', 'Opened', 'Limit'],
      onlyBefore: [],
      onlyTable: ['Branch'],
    });
    expect(Object.keys(kindsOf(imported))).toEqual(['CustomerID', 'Opened', 'Limit', 'Branch']);
    // Rows of the second table are numbered on from the last row of the first.
    expect([...imported.sourceRows]).toEqual([2, 3, 5, 6]);
  });

  it('reads an open 1.234 as the decimal commas of its own file show, as when the file is alone', async () => {
    const german: Rows = [
      ['CustomerID', 'Limit', 'Rate'],
      ['C', 1.234, 12.5],
      ['D', 2.5, 13.75],
    ];
    const raw = withDecimalCommas(german, 'Rate');
    const step: CombineStep = { how: 'append', table: 'july', origin: null };
    const main: Rows = [['CustomerID', 'Limit', 'Rate'], ['A', 10, 0.25]]; // prettier-ignore
    const imported = await combined(source('main', main), [source('july', [], { raw })], [step]);
    expect(valuesOf(imported, 'Limit')).toEqual([10, 1234, 2500]);
    expect(valuesOf(imported, 'Rate')).toEqual([0.25, 12.5, 13.75]);
  });

  it('numbers that were read are not taken for thousands once their table stands above another', async () => {
    const german: Rows = [
      ['CustomerID', 'Limit', 'Rate'],
      ['C', '56,565', 12.5],
      ['D', '9,78', 13.75],
    ];
    const raw = withDecimalCommas(german, 'Rate');
    const step: CombineStep = { how: 'append', table: 'july', origin: null };
    const below: Rows = [['CustomerID', 'Limit', 'Rate'], ['A', 524.45, 1.25]]; // prettier-ignore
    const imported = await combined(source('main', [], { raw }), [source('july', below)], [step]);
    expect(valuesOf(imported, 'Limit')).toEqual([56.565, 9.78, 524.45]);
    expect(valuesOf(imported, 'Rate')).toEqual([12.5, 13.75, 1.25]);
  });

  it('knows which columns were read with a decimal comma where they stand after empty columns were left out', async () => {
    const german: Rows = [
      ['CustomerID', null, 'Rate', 'Limit'],
      ['C', null, 12.5, 'x'],
      ['D', null, 13.75, 'y'],
    ];
    const raw = rawRead(german, { sheet: null, format: 'csv', separator: ';', decimalCommaColumns: [2] });
    const step: CombineStep = { how: 'append', table: 'july', origin: null };
    const below: Rows = [['CustomerID', 'Rate', 'Limit'], ['A', 1.25, 'z']]; // prettier-ignore
    const imported = await combined(source('main', [], { raw }), [source('july', below)], [step]);
    expect(imported.report.decimalEvidence).toBe('decimal comma in 1 column (Rate)');
    expect(valuesOf(imported, 'Rate')).toEqual([12.5, 13.75, 1.25]);
  });

  it('says how the dates of each table were read, and in the options of the main one what it shows itself', async () => {
    const rows = (...days: string[]): Rows => [['CustomerID', 'Opened'], ...days.map((day, i) => [`K${day}${i}`, day])];
    const step: CombineStep = { how: 'append', table: 'july', origin: null };
    const july = source('july', rows('02/23/2013', '04/05/2013'));
    const imported = await combined(source('main', rows('23/02/2013', '03/04/2013')), [july], [step]);
    expect(valuesOf(imported, 'Opened')).toEqual(['2013-02-23', '2013-04-03', '2013-02-23', '2013-04-05']);
    const { dateOrderEvidence, combine } = imported.report;
    expect(dateOrderEvidence).toBe('day first in 1 column (Opened)');
    expect(combine!.tables.map(({ styles }) => styles && styleWords(styles))).toEqual([
      'Order of dates: day first in 1 column (Opened).',
      'Order of dates: month first in 1 column (Opened).',
    ]);
    const asked = { ...july, reading: { ...defaultReading(), dateOrder: 'ymd' as const } };
    const chosen = await combined(source('main', rows('23/02/2013')), [asked], [step]);
    expect(chosen.report.combine!.tables[1].styles!.dateOrderEvidence).toBe('year first, as chosen');
  });

  it('takes the place of the rows before when asked, with the columns as they were and rows numbered as if appended', async () => {
    const step: CombineStep = { how: 'append', table: 'july', origin: null, instead: true };
    const imported = await combined(source('main', JUNE), [source('july', JULY)], [step]);
    expect(valuesOf(imported, 'CustomerID')).toEqual(['C', 'D']);
    expect(valuesOf(imported, 'Limit')).toEqual([1234.5, 99.75]);
    expect(Object.keys(kindsOf(imported))).toEqual(['CustomerID', 'Opened', 'Limit', 'Branch']);
    expect([...imported.sourceRows]).toEqual([5, 6]);
    expect(imported.report.combine!.steps[0]).toMatchObject({
      rowsBefore: 2,
      rowsDropped: 2,
      rowsAdded: 2,
      rowsAfter: 2,
    });
  });

  it('rows carry their table when asked, over several tables', async () => {
    const steps: CombineStep[] = ['july', 'more'].map(table => ({ how: 'append', table, origin: 'File' }));
    const more = source('more', [['CustomerID'], ['E']]);
    const imported = await combined(source('main', JUNE), [source('july', JULY), more], steps);
    expect(valuesOf(imported, 'File')).toEqual(['main.csv', 'main.csv', 'july.csv', 'july.csv', 'more.csv']);
  });

  it('rows are named by their own table, also where it was appended before anybody asked', async () => {
    const more = (id: string) => source(id, [['CustomerID'], [id]]);
    const append = (table: string, origin: string | null): CombineStep => ({ how: 'append', table, origin });
    const kyc = source('kyc', [['Client', 'Risk'], ['A', 1], ['may', 2], ['june', 3], ['july', 4]]); // prettier-ignore
    const tables = [more('may'), more('june'), more('july'), kyc];
    const late = [append('may', null), join({ unmatched: 'drop' }), append('june', 'File')];
    const imported = await combined(source('main', JUNE), tables, late);
    expect(valuesOf(imported, 'CustomerID')).toEqual(['A', 'may', 'june']);
    expect(valuesOf(imported, 'File')).toEqual(['main.csv', 'may.csv', 'june.csv']);
    const between = [append('may', 'File'), append('june', null), append('july', 'File')];
    expect(valuesOf(await combined(source('main', JUNE), tables, between), 'File')).toEqual([
      'main.csv',
      'main.csv',
      'may.csv',
      'june.csv',
      'july.csv',
    ]);
  });

  it('rows of tables that are called the same are told apart, and the same table again is the same', async () => {
    const named = (id: string, sha: string, rows: Rows) =>
      source(id, rows, { name: 'main.csv', sha256: sha.repeat(64) });
    const tables = [named('july', 'b', JULY), named('again', 'a', JUNE), named('more', 'c', [['CustomerID'], ['E']])];
    const steps: CombineStep[] = tables.map(({ id }) => ({ how: 'append', table: id, origin: 'File' }));
    const imported = await combined(source('main', JUNE), tables, steps);
    const [june, july] = ['main.csv', 'main.csv (2)'];
    expect(valuesOf(imported, 'File')).toEqual([june, june, july, july, 'main.csv (3)']);
    expect(imported.report.rows.duplicate).toBe(2);
  });

  it('which table a row came from is no feature, unless a person makes it one and is told what that means', async () => {
    const steps: CombineStep[] = [{ how: 'append', table: 'july', origin: ' Which  file ' }];
    const tables = [source('main', JUNE), source('july', JULY)] as const;
    const imported = await combined(tables[0], [tables[1]], steps);
    expect(reportOf(imported, 'Which file')).toMatchObject({
      role: 'ignore',
      roleReason: 'says which table a row came from',
      notes: [],
    });
    const chosen = await combined(tables[0], [tables[1]], steps, { columns: { 'Which file': { role: 'feature' } } });
    expect(reportOf(chosen, 'Which file')).toMatchObject({
      role: 'feature',
      notes: [{ code: 'column.origin', args: { column: 'Which file' } }],
    });
  });

  it('customers that stand in two files are folded into one row each, whether rows carry their table or not', async () => {
    const may: Rows = [['CustomerID', 'Balance'], ['A', 1], ['B', 2]]; // prettier-ignore
    const june: Rows = [['CustomerID', 'Balance'], ['A', 3], ['B', 4]]; // prettier-ignore
    const append = (origin: string | null): CombineStep => ({ how: 'append', table: 'june', origin });
    const fold = async (origin: string | null) =>
      combined(source('main', may), [source('june', june)], [append(origin)], { foldCustomers: true });
    expect(valuesOf(await fold(null), 'CustomerID')).toEqual(['A', 'B']);
    const imported = await fold('File');
    expect(valuesOf(imported, 'CustomerID')).toEqual(['A', 'B']);
    expect(valuesOf(imported, 'File')).toEqual(['main.csv; june.csv', 'main.csv; june.csv']);
    expect(reportOf(imported, 'File').role).toBe('ignore');
  });

  it('what later files say themselves under the name of such a column is a column of its own', async () => {
    const own = (id: string) => source(id, [['CustomerID', 'FILE'], [id, 'scanned']]); // prettier-ignore
    const append = (table: string, origin: string | null): CombineStep => ({ how: 'append', table, origin });
    const steps = [append('july', 'File'), append('own', null), append('more', 'Which file')];
    const imported = await combined(source('main', JUNE), [source('july', JULY), own('own'), own('more')], steps);
    const files = ['main.csv', 'main.csv', 'july.csv', 'july.csv'];
    expect(valuesOf(imported, 'File')).toEqual([...files, null, null]);
    expect(valuesOf(imported, 'FILE (own)')).toEqual([null, null, null, null, 'scanned', 'scanned']);
    expect(valuesOf(imported, 'Which file')).toEqual([...files, 'own.csv', 'more.csv']);
    expect(imported.report.combine!.steps[1]).toMatchObject({ shared: ['CustomerID'], onlyTable: ['FILE (own)'] });
  });

  it('no column of a table is overwritten by where its rows came from', async () => {
    const append = (table: string): CombineStep => ({ how: 'append', table, origin: 'File' });
    const own = source('own', [
      ['CustomerID', 'File'],
      ['E', 'scanned'],
    ]);
    const refused = {
      code: 'option.invalid',
      args: { allowed: 'a name that no column of own.csv has', got: '"File"' },
    };
    await expect(combined(source('main', JUNE), [own], [append('own')])).rejects.toMatchObject(refused);
    const spelled = source('own', [
      ['CustomerID', 'FILE'],
      ['E', 'scanned'],
    ]);
    const steps = [append('july'), append('own')];
    await expect(combined(source('main', JUNE), [source('july', JULY), spelled], steps)).rejects.toMatchObject(refused);
  });

  it('footers and empty rows of every table are left out and counted there', async () => {
    const withFooter: Rows = [...JULY, [], ['Total: 2 customers']];
    const step: CombineStep = { how: 'append', table: 'july', origin: null };
    const imported = await combined(source('main', JUNE), [source('july', withFooter)], [step]);
    expect(imported.report.rows).toEqual({ read: 4, kept: 4, rejected: 0, duplicate: 0, empty: 0 });
    expect(imported.report.combine!.tables[1]).toMatchObject({ read: 4, data: 2, rejected: 1, empty: 1, rows: 2 });
  });
});

it('transactions become customers, who are then joined to the customer table', async () => {
  const sales: Rows = [
    ['Client', 'Date', 'Amount'],
    [123, '2024-01-01', 5],
    [123, '2024-01-03', 7],
    ['K7', '2024-01-02', 1],
    ['Q1', '2024-01-02', 1],
  ];
  const rfm = { customer: 'Client', date: 'Date', amount: 'Amount' };
  const imported = await combined(
    source('main', CUSTOMERS),
    [source('sales', sales, { rfm })],
    [join({ table: 'sales' })],
  );
  expect(valuesOf(imported, 'Monetary')).toEqual([12, 1, null, null]);
  expect(valuesOf(imported, 'Recency (days)')).toEqual([1, 2, null, null]);
  expect(joinAccount(imported)).toMatchObject({ matched: 2, tableRows: 3, tableUnmatched: 1 });
  expect(imported.report.combine!.tables[1].rfm).toMatchObject({ rows: 4, used: 4, customers: 3 });
});

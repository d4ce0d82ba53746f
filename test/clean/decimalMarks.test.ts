import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanOthers } from '#engine/clean/cleanImported';
import { oneRowTable } from '#engine/clean/oneRowTable';
import { typeRepair } from '#engine/clean/steps/typeRepair';
import { importSource, importUncleaned, openSource } from '#engine/session/mainJob';
import { findColumn } from '#engine/table/Column';
import { exportScoredXlsx } from '#engine/reports/customers/exportScoredXlsx';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { cellsOf, cleanContext, cleanTable, runStep } from '../support/cleanSteps.ts';
import { category, numbers } from '../support/preparedGolden.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';

const folder = temporaryFolder();

const ROWS = 40;
type Cell = (i: number) => string;

/** Customers with a balance and a quote that is a word for every fourth of them. */
function book(name: string, separator: string, balance: Cell, quote: Cell): string {
  const path = join(folder, name);
  const rows = Array.from({ length: ROWS }, (_none, i) =>
    [`C-${i}`, balance(i), i % 4 === 0 ? 'on request' : quote(i)].join(separator),
  );
  writeFileSync(path, [['CustomerID', 'Balance', 'Quote'].join(separator), ...rows].join('\n'));
  return path;
}

/** 1,250 + 7 i, with a point between the thousands, a comma, or nothing. */
const whole = (i: number) => 1250 + 7 * i;
const withPoint: Cell = i => String(whole(i)).replace(/(?=\d{3}$)/, '.');
const withComma: Cell = i => String(whole(i)).replace(/(?=\d{3}$)/, ',');
const expected = (value: (i: number) => number) =>
  Array.from({ length: ROWS }, (_none, i) => (i % 4 === 0 ? null : value(i)));

function recipeWith(options: Record<string, unknown> = {}, reading: Partial<Recipe['reading']> = {}): Recipe {
  const base = defaultRecipe();
  const step = { step: 'typeRepair', options: { columns: ['Quote'], kind: 'number', ...options } };
  return { ...base, reading: { ...base.reading, ...reading }, clean: [step] };
}

async function learned(path: string, recipe: Recipe) {
  const source = await openSource(path, 'book.csv', recipe, testRun());
  return importSource(source, recipe, testRun());
}

async function uncleaned(path: string) {
  const recipe = defaultRecipe();
  return importUncleaned(await openSource(path, 'later.csv', recipe, testRun()), recipe, testRun());
}

function quotes({ table, roles, sourceRows }: Awaited<ReturnType<typeof learned>>) {
  return cellsOf({ ...table, roles, sourceRows }, 'Quote');
}

it('a column that leaves its mark open is read as the other columns of the file show it', async () => {
  const path = book('commas.csv', ';', i => `${i},5`, withPoint);
  const imported = await learned(path, recipeWith());
  expect(quotes(imported)).toEqual(expected(whole));
  const [step] = imported.report.cleaning;
  expect(step.effect).toBe(
    'Read as a number: Quote (30 of 40 values fit; decimal comma in 1 column (Balance); nothing in this one decides).',
  );
  expect(step.notes.map(({ code }) => code)).toEqual(['clean.unfit']);
});

it('and as its own values show it, whatever the others do', async () => {
  const path = book(
    'both.csv',
    ';',
    i => `${i},5`,
    i => `${withComma(i)}.50`,
  );
  const imported = await learned(path, recipeWith());
  expect(quotes(imported)).toEqual(expected(i => whole(i) + 0.5));
  expect(imported.report.cleaning[0].effect).toContain('decimal point: 30 values show it, none the other');
});

it('where nothing decides it is said, and a person can choose', async () => {
  const path = book('open.csv', ';', i => String(i), withPoint);
  const open = await learned(path, recipeWith());
  expect(quotes(open)).toEqual(expected(i => whole(i) / 1000));
  expect(open.report.cleaning[0].effect).toContain('decimal point taken: nothing decides');
  expect(open.report.cleaning[0].notes[0]).toEqual({
    code: 'clean.decimalOpen',
    args: { column: 'Quote', n: 30, example: '1.257', value: 1.257, other: 1257 },
  });
  const inStep = await learned(path, recipeWith({ decimalMark: 'comma' }));
  expect(quotes(inStep)).toEqual(expected(whole));
  const forFile = await learned(path, recipeWith({}, { decimalMark: ',' }));
  expect(quotes(forFile)).toEqual(expected(whole));
  expect(forFile.report.cleaning[0].effect).toContain('decimal comma, as chosen for the file');
});

it('a later file is read by its own marks, and as the first where it shows none', async () => {
  const { cleaning } = await learned(
    book('first.csv', ';', i => `${i},5`, withPoint),
    recipeWith(),
  );
  const replayed = async (path: string) =>
    quotes(await cleanOthers(await uncleaned(path), cleaning!.fitted, testRun()));
  expect(
    await replayed(
      book(
        'points.csv',
        ',',
        i => `${i}.5`,
        i => `${whole(i)}.25`,
      ),
    ),
  ).toEqual(expected(i => whole(i) + 0.25));
  expect(await replayed(book('three.csv', ',', i => `${i}.5`, withPoint))).toEqual(expected(i => whole(i) / 1000));
  expect(await replayed(book('again.csv', ';', i => `${i},5`, withPoint))).toEqual(expected(whole));
  expect(await replayed(book('silent.csv', ';', i => String(i), withPoint))).toEqual(expected(whole));
});

it('columns that are changed together decide for each other where no column of numbers does', async () => {
  const table = cleanTable([category('Fee', ['12,5', '3,25', 'none']), category('Quote', ['1.250', '2.500', 'none'])]);
  const changed = await runStep(typeRepair, table, { columns: ['Fee', 'Quote'], kind: 'number' });
  expect(cellsOf(changed.table, 'Fee')).toEqual([12.5, 3.25, null]);
  expect(cellsOf(changed.table, 'Quote')).toEqual([1250, 2500, null]);
  expect(changed.fitted.effect).toContain(
    'decimal comma in the other columns of this step; nothing in this one decides',
  );
});

it('numbers of a workbook among words keep their point in a file of decimal commas', async () => {
  const path = join(folder, 'book.xlsx');
  const columns = [
    category(
      'CustomerID',
      Array.from({ length: ROWS }, (_none, i) => `C-${i}`),
    ),
    category(
      'Balance',
      Array.from({ length: ROWS }, (_none, i) => `${i},5`),
    ),
    numbers(
      'Quote',
      Array.from({ length: ROWS }, (_none, i) => 1.001 + i / 1000),
    ),
  ];
  const roles = columns.map(() => 'feature' as const);
  await exportScoredXlsx(path, { table: { nRows: ROWS, columns }, roles, segmented: null }, testRun());
  const recipe = recipeWith();
  const asWords = { ...recipe, columns: { Quote: { kind: 'category' as const } } };
  const imported = await learned(path, asWords);
  expect(findColumn(imported.cleaning!.before, 'Quote')).toMatchObject({ kind: 'category', hasPointNumbers: true });
  expect(quotes(imported)).toEqual(Array.from({ length: ROWS }, (_none, i) => 1.001 + i / 1000));
});

it('a number that became a text is that number again', async () => {
  const table = cleanTable([numbers('Rate', [1.234, 12.5, null])]);
  const texts = await runStep(typeRepair, table, { columns: ['Rate'], kind: 'category' });
  const context = cleanContext({ marks: { asked: null, shown: ',', evidence: 'decimal comma in 1 column (Fee)' } });
  const back = await runStep(typeRepair, texts.table, { columns: ['Rate'], kind: 'number' }, context);
  expect(cellsOf(back.table, 'Rate')).toEqual([1.234, 12.5, null]);
});

it('one customer: a number is itself, a text is read as the file of the book was', async () => {
  const { cleaning } = await learned(
    book('one.csv', ';', i => `${i},5`, withPoint),
    recipeWith(),
  );
  const state = cleaning!.fitted.steps[0].state;
  const asked = async (value: string | number) => {
    const row = oneRowTable(cleaning!.before, { Quote: value });
    const whole = { ...row, roles: cleaning!.rolesBefore, sourceRows: Int32Array.of(1) };
    return cellsOf(await typeRepair.apply(whole, state as never, cleanContext()), 'Quote')[0];
  };
  expect(await asked('1.999')).toBe(1999);
  expect(await asked(1.999)).toBe(1.999);
  expect(await asked('12.5')).toBe(12.5);
});

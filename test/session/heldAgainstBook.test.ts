import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Imported } from '#engine/import/Imported';
import { readModel } from '#engine/models/readModel';
import { analyse, type Analysis } from '#engine/session/mainJob';
import { placedSummary } from '#engine/session/placedSummary';
import { saveModel } from '#engine/session/saveModel';
import { scoreByModel } from '#engine/session/scoreByModel';
import { scoreFile } from '#engine/session/scoreFile';
import type { Note } from '#shared/notes';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { churnCsv } from '../support/churnCsv.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { NAMING } from '../models/support/churnModel.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
type Cells = string[];
const COLUMNS = ['CustomerId', 'Age', 'Gender', 'Balance', 'Products', 'Region', 'Exit fee', 'Exited'];
const [BALANCE, REGION, EXIT_FEE] = [3, 5, 6];

/** Every balance is known and ends in .5. */
const rows: readonly Cells[] = churnCsv(200)
  .split('\n')
  .slice(1)
  .map(line => line.split(',').map((cell, i) => (i === BALANCE ? `${cell === '' ? 100 : cell}.5` : cell)));
const inCommas = rows.map(cells => cells.with(BALANCE, cells[BALANCE].replace('.', ',')));
const inGermanThousands = rows.map(cells =>
  cells.with(BALANCE, cells[BALANCE].replace('.', ',').replace(/(\d)(?=\d{3},)/, '$1.')),
);

function file(name: string, separator: string, cells: readonly Cells[], header: readonly string[] = COLUMNS): string {
  writeFileSync(at(name), [header, ...cells].map(row => row.join(separator)).join('\n'));
  return at(name);
}

function recipeWith(reading: Partial<Recipe['reading']>): Recipe {
  const base = defaultRecipe();
  return {
    ...base,
    reading: { ...base.reading, ...reading },
    segmenting: { ...base.segmenting, chooseBy: 'given', nClusters: 3 },
    scoring: {
      ...base.scoring,
      models: [{ id: 'logisticRegression', options: {} }],
      validation: { ...base.scoring.validation, nFolds: 2 },
    },
  };
}

interface Book {
  readonly analysis: Analysis;
  readonly model: string;
}

async function bookOf(name: string, path: string, reading: Partial<Recipe['reading']>): Promise<Book> {
  const analysis = await analyse({ path, name }, recipeWith(reading), testRun());
  await saveModel(at(`${name}.tsm`), { ...analysis, resultSha256: null }, NAMING, null, testRun());
  return { analysis, model: at(`${name}.tsm`) };
}

let points: Book;
let commas: Book;
beforeAll(async () => {
  points = await bookOf('points', file('points.csv', ',', rows), { decimalMark: '.' });
  commas = await bookOf('commas', file('commas.csv', ';', inCommas), { decimalMark: ',', separator: ';' });
}, 120_000);

/** By the model file and by the project, which say the same. */
async function score({ analysis, model }: Book, path: string) {
  const later = { path, name: 'june.csv' };
  const byFile = await scoreByModel(await readModel(model), later, testRun());
  const byProject = await scoreFile(analysis, later, testRun());
  expect(byProject.notes).toEqual(byFile.notes);
  expect(byProject.segmented.labels).toEqual(byFile.placed!.segmented.labels);
  expect(placedSummary(analysis, byProject).notes).toEqual(byFile.notes);
  return byFile;
}
const codesOf = (notes: readonly Note[]) => notes.map(({ code }) => code);

describe('the decimal mark of a later file', () => {
  it.each([
    ['commas', () => points, ';', inCommas],
    ['commas and points between thousands', () => points, ';', inGermanThousands],
    ['commas in quotes', () => points, ',', inCommas.map(cells => cells.with(BALANCE, `"${cells[BALANCE]}"`))],
    ['points', () => commas, ',', rows],
    ['points with the separator of the book', () => commas, ';', rows],
    ['commas as in the book', () => commas, ';', inCommas],
  ] as const)('is its own: %s', async (_what, book, separator, cells) => {
    const own = await score(points, file('own.csv', ',', rows));
    const other = await score(book(), file('other.csv', separator, cells));
    expect(other.notes).toEqual([]);
    expect(other.scores[0].probability).toEqual(own.scores[0].probability);
    expect(other.placed!.segmented.labels).toEqual(own.placed!.segmented.labels);
  });

  it('is that of the book where the file shows none', async () => {
    const whole = rows.map((cells, i) => cells.with(BALANCE, `${1 + (i % 9)}.${100 + i}`));
    const { imported } = await score(commas, file('open.csv', ';', whole));
    const balance = imported.table.columns.find(({ name }) => name === 'Balance')!;
    expect(balance.kind === 'number' && Array.from(balance.values.subarray(0, 2))).toEqual([1100, 2101]);
  });
});

describe('a decimal mark that a person chose against what the file shows', () => {
  /** Exit fees are the numbers of a program, with a point; balances were typed by people who part thousands with it. */
  const mixed = rows.map((cells, i) => cells.with(BALANCE, `${1 + (i % 9)}.${100 + i}`).with(EXIT_FEE, `${i % 40}.25`));
  const values = (imported: Imported, name: string) => {
    const column = imported.table.columns.find(one => one.name === name)!;
    return column.kind === 'number' ? Array.from(column.values) : null;
  };

  it('holds for that file and for those that show the same', async () => {
    const path = file('mixed.csv', ';', mixed);
    const book = await bookOf('mixed', path, { decimalMark: ',' });
    expect(values(book.analysis.imported, 'Balance')!.slice(0, 2)).toEqual([1100, 2101]);
    const { imported, scores, placed, notes } = await score(book, path);
    expect(notes).toEqual([]);
    expect(values(imported, 'Balance')).toEqual(values(book.analysis.imported, 'Balance'));
    expect(placed!.segmented.labels).toEqual(book.analysis.segmented.labels);
    expect(scores[0].probability.every(Number.isFinite)).toBe(true);
  });

  it('and not for one that shows another where the book showed the chosen one', async () => {
    const { imported } = await score(commas, file('otherMixed.csv', ';', mixed));
    expect(values(imported, 'Balance')!.slice(0, 2)).toEqual([1.1, 2.101]);
  });
});

describe('what a later file has otherwise than the book', () => {
  it('says which column is mostly missing and was not, and why', async () => {
    const words = rows.map((cells, i) => (i % 4 === 0 ? cells : cells.with(BALANCE, `ask ${i}`)));
    const { notes } = await score(points, file('gaps.csv', ',', words));
    expect(codesOf(notes)).toEqual(['file.mostlyGaps', 'read.unreadValues']);
    expect(notes[0].args).toEqual({ column: 'Balance', n: 150, of: 200, percentBefore: 0 });
  });

  it('does not speak of a column of which half is there', async () => {
    const half = rows.map((cells, i) => (i % 2 === 0 ? cells : cells.with(BALANCE, '')));
    expect((await score(points, file('half.csv', ',', half))).notes).toEqual([]);
  });

  it('counts customers with values that the model never saw', async () => {
    const moved = rows.map((cells, i) => (i % 4 === 0 ? cells.with(REGION, i % 8 === 0 ? 'West' : 'Islands') : cells));
    const { notes } = await score(points, file('moved.csv', ',', moved));
    expect(notes).toEqual([
      {
        code: 'file.newLevels',
        args: { column: 'Region', levels: 2, n: 50, of: 200, examples: '“Islands” (25) and “West” (25)' },
      },
    ]);
  });

  it('says whose percent signs are gone or new, where that makes the values a hundred times as large or small', async () => {
    const written = (sign: string, part = 1) =>
      rows.map((cells, i) => cells.with(BALANCE, `${(5.5 + (i % 40)) * part}${sign}`));
    const percent = await bookOf('percent', file('percent.csv', ',', written(' %')), {});
    const plain = await bookOf('plain', file('plain.csv', ',', written('')), {});
    expect((await score(percent, file('signs.csv', ',', written('%')))).notes).toEqual([]);
    expect((await score(percent, file('parts.csv', ',', written('', 0.01)))).notes).toEqual([]);
    const [gone] = (await score(percent, file('gone.csv', ',', written('')))).notes;
    expect(gone).toMatchObject({ code: 'file.percentGone', args: { column: 'Balance', mean: 25 } });
    expect(gone.args).toHaveProperty('meanBefore', expect.closeTo(0.25, 9));
    const [fresh] = (await score(plain, file('fresh.csv', ',', written(' %')))).notes;
    expect(fresh).toMatchObject({
      code: 'file.percentNew',
      args: { column: 'Balance', meanBefore: 25 },
    });
  });

  it('names columns that are gone and columns that are new, but not those that are spelled in another way or tell the outcome', async () => {
    const header = ['CustomerId', 'Gender', 'BALANCE', 'Products', 'region', 'exit-fee', 'Hobby', 'Shoe size'];
    const others = rows.map(([id, _age, gender, balance, products, region, fee]) => [
      id,
      gender,
      balance,
      products,
      region,
      fee,
      'golf',
      '42',
    ]);
    const { notes } = await score(points, file('columns.csv', ',', others, header));
    expect(notes).toEqual([
      { code: 'file.lacksColumns', args: { name: 'june.csv', n: 1, columns: 'Age' } },
      { code: 'file.moreColumns', args: { name: 'june.csv', n: 2, columns: 'Hobby and Shoe size' } },
    ]);
  });

  it('does not miss the column that says which of several files a row of the book came from', async () => {
    const path = file('may.csv', ',', rows);
    const april = file('april.csv', ',', rows.slice(0, 20));
    const recipe = recipeWith({});
    const combined: Recipe = {
      ...recipe,
      removeDuplicates: false,
      tables: [{ id: 'april', file: { name: 'april.csv', sha256: null }, reading: recipe.reading, rfm: null }],
      combine: [{ how: 'append', table: 'april', origin: 'Month' }],
    };
    const analysis = await analyse({ path, name: 'may.csv' }, combined, testRun());
    expect(analysis.imported.table.columns.map(({ name }) => name)).toContain('Month');
    expect((await scoreFile(analysis, { path: april, name: 'april.csv' }, testRun())).notes).toEqual([]);
  });
});

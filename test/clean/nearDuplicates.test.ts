import { describe, expect, test } from 'vitest';
import { suggestCustomers } from '#engine/clean/nearDuplicates/suggestCustomers';
import { nearDuplicates } from '#engine/clean/steps/nearDuplicates';
import { dayNumber } from '#engine/table/cellValue';
import { checkOptions } from '#shared/option';
import { category, days, numbers, sets } from '../support/preparedGolden.ts';
import { cellsOf, cleanContext, cleanTable, runStep } from '../support/cleanSteps.ts';

const born = (iso: string | null) => (iso === null ? null : dayNumber(iso));
const table = cleanTable(
  [
    category('Customer', ['C1', 'C2', 'C3', 'C4', 'C5', 'C6']),
    category('Name', ['Martha Smith', 'SMITH, Marhta', 'Omar Khan', 'Omar Khan', 'Zoë Ali', 'Sana Mir']),
    days('Born', ['1980-02-03', '1980-02-03', '1990-01-01', '1955-05-05', null, '1980-02-03'].map(born)),
    category('Document', ['35-202', null, 'A1', 'B2', '35202', null]),
    numbers('Debt', [null, 20, 30, 40, 50, 60]),
    sets('Products', [[], ['Loan'], ['Card'], [], ['Loan', 'Card'], []]),
  ],
  ['identifier', 'ignore', 'date', 'ignore', 'feature', 'feature'],
);
const OPTIONS = { names: ['Name'], birthDate: 'Born', documents: ['Document'] };
const suggest = (options: Record<string, unknown>, from = table) =>
  suggestCustomers(from, checkOptions(nearDuplicates.options, options), cleanContext());

describe('customers that look like one', () => {
  test('the score is the mean by weight of what both have', async () => {
    const found = await suggest({ ...OPTIONS, threshold: 0.5 });
    // C1 and C2: "martha smith" and "marhta smith" have 12 letters in common and one exchange: (1 + 1 + 11/12) / 3 = 0.97222, three first
    // letters: + 0.3 * 0.02778 = 0.98056. Birth date equal, one document missing: (4 * 0.98056 + 3 * 1) / 7 = 0.98889.
    // C1 and C5: the document is equal, the birth date of C5 is missing; names "martha smith" and "ali zoe": (4 * s + 4) / 8 > 0.5.
    // C3 and C4: the name only: 4 / (4 + 3 + 4) = 0.364 is too little.
    expect(found.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['C2 C1', 'C5 C1', 'C6 C1', 'C6 C2']);
    expect(found[0].score).toBeCloseTo(0.98889, 5);
    expect([found[0].rowFrom, found[0].rowTo]).toEqual([3, 2]);
    expect(found[0].fields.map(({ column, from, to }) => [column, from, to])).toEqual([
      ['Name', 'SMITH, Marhta', 'Martha Smith'],
      ['Born', '1980-02-03', '1980-02-03'],
      ['Document', null, '35-202'],
    ]);
    expect(found[0].fields.map(({ likeness }) => likeness)).toEqual([expect.closeTo(0.98056, 5), 1, null]);
  });

  test('they are flagged, and an equal name alone is not enough where more is compared', async () => {
    const { table: treated, fitted } = await runStep(nearDuplicates, table, OPTIONS);
    expect(cellsOf(treated, 'Near duplicate')).toEqual([true, true, false, false, false, false]);
    expect(fitted.effect).toBe(
      '2 customers look like another with a score of at least 0.85; they are flagged in "Near duplicate".',
    );
    expect(fitted.notes).toEqual([]);
    const alone = await runStep(nearDuplicates, table, { names: ['Name'] });
    expect(cellsOf(alone.table, 'Near duplicate')).toEqual([true, true, true, true, false, false]);
  });

  test('those that a person told apart are neither shown again nor flagged for it', async () => {
    const apart = {
      ...OPTIONS,
      threshold: 0.5,
      differentPairs: [
        ['C1', 'C2'],
        ['C6', 'C2'],
        ['C9', 'row 77'],
      ],
    };
    const found = await suggest(apart);
    expect(found.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['C5 C1', 'C6 C1']);
    const { table: treated } = await runStep(nearDuplicates, table, { ...OPTIONS, differentPairs: [['C2', 'C1']] });
    expect(cellsOf(treated, 'Near duplicate')).toEqual([false, false, false, false, false, false]);
  });

  test('weights and the threshold are those given', async () => {
    // Names of C3 and C4 equal, birth dates and documents different: 10 / (10 + 1 + 1) = 0.8333.
    const weights = { nameWeight: 10, birthDateWeight: 1, documentWeight: 1 };
    const at = async (threshold: number) =>
      (await suggest({ ...OPTIONS, ...weights, threshold })).some(({ from, to }) => from === 'C4' && to === 'C3');
    expect([await at(0.83), await at(0.84)]).toEqual([true, false]);
  });

  test('telephone numbers are the same with and without the code of the country', async () => {
    const people = cleanTable([
      category('Name', ['Ali Raza', 'Raza Ali', 'Bina Shah']),
      category('Phone', ['+92 300 1234567', '0300-1234567', '0300 7654321']),
    ]);
    const [pair, ...others] = await suggest({ names: ['Name'], contacts: ['Phone'] }, people);
    expect([pair.from, pair.to, pair.score, others.length]).toEqual(['row 3', 'row 2', 1, 0]);
  });
});

describe('what a person decided', () => {
  test('the one is folded into the other, which takes what it lacks', async () => {
    const { table: treated, fitted } = await runStep(nearDuplicates, table, {
      ...OPTIONS,
      pairs: [
        ['C2', 'C1'],
        ['row 7', 'C2'],
        ['nobody', 'C1'],
      ],
    });
    // Row 7 is C6; it goes with C2 into C1, which takes Debt and Products of C2, the first that has them.
    expect(cellsOf(treated, 'Customer')).toEqual(['C1', 'C3', 'C4', 'C5']);
    expect(cellsOf(treated, 'Debt')).toEqual([20, 30, 40, 50]);
    expect(cellsOf(treated, 'Products')).toEqual(['Loan', 'Card', null, 'Loan; Card']);
    expect(cellsOf(treated, 'Near duplicate')).toEqual([false, false, false, false]);
    expect(Array.from(treated.sourceRows)).toEqual([2, 4, 5, 6]);
    expect(fitted.effect).toBe(
      'No two customers look like one with a score of at least 0.85. 2 customers were folded into another.',
    );
  });

  test('where other customers are placed the row stays and says so', async () => {
    const context = cleanContext({ removesRows: false });
    const { table: treated } = await runStep(nearDuplicates, table, { pairs: [['C2', 'C1']] }, context);
    expect(cellsOf(treated, 'Customer')).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6']);
    expect(cellsOf(treated, 'Near duplicate')).toEqual([false, true, false, false, false, false]);
  });

  test('a row number says nothing about another file: its rows take no values from one another', async () => {
    const others = cleanTable(
      [
        category('Customer', ['D1', 'C2', null]),
        category('Name', ['Ann', 'Bo', 'Cy']),
        numbers('Debt', [null, null, 7]),
      ],
      ['identifier', 'ignore', 'feature'],
    );
    const pairs = [
      ['row 4', 'row 2'],
      ['row 4', 'C2'],
    ];
    const elsewhere = cleanContext({ removesRows: false });
    const { fitted } = await runStep(nearDuplicates, table, { names: ['Name'], pairs });
    const placed = await nearDuplicates.apply(others, fitted.state as never, elsewhere);
    expect(cellsOf(placed, 'Debt')).toEqual([null, null, 7]);
    expect(cellsOf(placed, 'Near duplicate')).toEqual([false, false, false]);
  });

  test('a circle ends', async () => {
    const circle = { pairs: [['C1', 'C2'], ['C2', 'C3'], ['C3', 'C1']] }; // prettier-ignore
    const { table: treated } = await runStep(nearDuplicates, table, circle);
    expect(cellsOf(treated, 'Customer')).toEqual(['C3', 'C4', 'C5', 'C6']);
  });
});

test('everyone who shares a telephone number is not compared with everyone: the note says so', async () => {
  const n = 3000;
  const people = cleanTable([
    category(
      'Phone',
      Array.from({ length: n }, () => '0300 0000000'),
    ),
    numbers(
      'Document',
      Array.from({ length: n }, (_none, i) => Math.floor(i / 2)),
    ),
  ]);
  const options = { documents: ['Document'], contacts: ['Phone'], window: 4 };
  const { table: treated, fitted } = await runStep(nearDuplicates, people, options);
  expect(fitted.notes).toEqual([{ code: 'clean.blocksCapped', args: { blocks: 1, rows: n, window: 4 } }]);
  expect(cellsOf(treated, 'Near duplicate').every(Boolean)).toBe(true);
  expect(await suggest(options, people)).toHaveLength(200);
});

test('a birth date that holds no dates is refused', async () => {
  await expect(runStep(nearDuplicates, table, { birthDate: 'Debt' })).rejects.toMatchObject({
    code: 'clean.wrongKind',
    args: { column: 'Debt', needed: 'dates' },
  });
});

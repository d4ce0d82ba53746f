import { describe, expect, test } from 'vitest';
import { learnSteps, nothingLearned } from '#engine/clean/runSteps';
import { duplicates } from '#engine/clean/steps/duplicates';
import { mergeLevels, suggestPairs } from '#engine/clean/steps/mergeLevels';
import { missingCodes } from '#engine/clean/steps/missingCodes';
import { missingFlags } from '#engine/clean/steps/missingFlags';
import { rules } from '#engine/clean/steps/rules';
import { tidyTexts } from '#engine/clean/steps/tidyText';
import { typeRepair } from '#engine/clean/steps/typeRepair';
import type { CleanStep } from '#engine/clean/defineCleanStep';
import { dayNumber } from '#engine/table/cellValue';
import type { Column } from '#engine/table/Column';
import type { CellValue } from '#shared/columns';
import { category, days, flags, numbers, sets } from '../support/preparedGolden.ts';
import { cellsOf, cleanContext, cleanTable, runStep } from '../support/cleanSteps.ts';

const day = dayNumber;
type Case = [
  what: string,
  step: CleanStep,
  columns: Column[],
  options: Record<string, unknown>,
  cells: Record<string, CellValue[]>,
  effect: string,
];
const cases: Case[] = [
  [
    'words and codes in numbers, dates, texts and members become missing, in the columns chosen only',
    missingCodes,
    [
      numbers('Age', [999, 40, null, 999]),
      numbers('Balance', [999, 1, 2, 3]),
      days('Closed', [day('9999-12-31'), day('2020-01-01'), null, 0]),
      category('City', ['Unknown', ' unknown', 'Lahore', null]),
      sets('Products', [['n/a', 'Loan'], ['n/a'], ['Loan'], []]),
    ],
    {
      columns: ['Age', 'Closed', 'City', 'Products'],
      words: ['999', '9999-12-31', 'UNKNOWN', 'N/A'],
    },
    {
      Age: [null, 40, null, null],
      Balance: [999, 1, 2, 3],
      Closed: [null, '2020-01-01', null, '1970-01-01'],
      City: [null, null, 'Lahore', null],
      Products: ['Loan', null, 'Loan', null],
    },
    // Two ages, one date, two cities of a spelling each, two rows with the member: 7.
    '7 cells read as missing: 999 in Age (2), 9999-12-31 in Closed (1), Unknown in City (1),  unknown in City (1) and n/a in Products (2).',
  ],
  [
    'texts lose spaces, line breaks and what cannot be seen; what becomes equal is one level',
    tidyTexts,
    [category('City', [' new  york', 'NEW YORK', 'New\nYork\u200b', '\u00a0', "o'neill-smith"])],
    { foldCase: 'title' },
    { City: ['New York', 'New York', 'New York', null, "O'neill-Smith"] },
    '5 texts tidied in City (5).',
  ],
  [
    'capitals stay where they are not asked about, and columns that are not chosen stay whole',
    tidyTexts,
    [category('City', ['a  B', 'c']), category('Name', [' x', 'y'])],
    { columns: ['City'] },
    { City: ['a B', 'c'], Name: [' x', 'y'] },
    '1 text tidied in City (1).',
  ],
  [
    'spellings become the most frequent of them, pairs what they say, chains what they end in',
    mergeLevels,
    [category('City', ['Lahore', 'LAHORE', 'Lahore', 'lahore.', 'LHR', 'L', 'Karachi', null])],
    {
      column: 'City',
      pairs: [
        ['L', 'LHR'],
        ['LHR', 'Lahore'],
      ],
    },
    { City: ['Lahore', 'Lahore', 'Lahore', 'Lahore', 'Lahore', 'Lahore', 'Karachi', null] },
    '4 levels of City merged in 4 rows: "LAHORE" into "Lahore" (1 row), "lahore." into "Lahore" (1 row), "LHR" into "Lahore" (1 row) and "L" into "Lahore" (1 row).',
  ],
  [
    'texts are read as numbers; what is none is missing',
    typeRepair,
    [category('Rate', ['1,5', '2.000,25', '-3', 'none', null])],
    { columns: ['Rate'], kind: 'number' },
    // Two values with decimals after a comma, none after a point.
    { Rate: [1.5, 2000.25, -3, null, null] },
    'Read as a number: Rate (3 of 4 values fit; decimal comma: 2 values show it, none the other).',
  ],
  [
    'texts are read as dates: a day above 12 shows the order',
    typeRepair,
    [category('Born', ['03/04/1990', '25/12/1980', '31/02/2000', '20000229'])],
    { columns: ['Born'], kind: 'date' },
    { Born: ['1990-04-03', '1980-12-25', null, '2000-02-29'] },
    'Read as a date: Born (3 of 4 values fit).',
  ],
  [
    'codes are read as categories, and 1 and 0 as yes and no',
    typeRepair,
    [numbers('Branch', [12, 7, null])],
    { columns: ['Branch'], kind: 'category' },
    { Branch: ['12', '7', null] },
    'Read as a category: Branch (2 of 2 values fit).',
  ],
  [
    'yes and no',
    typeRepair,
    [category('PEP', ['Yes', 'no', '1', 'perhaps'])],
    { columns: ['PEP'], kind: 'boolean' },
    { PEP: [true, false, true, null] },
    'Read as yes or no: PEP (3 of 4 values fit).',
  ],
  [
    'a range flags what lies outside, bounds included, and leaves missing values alone',
    rules,
    [numbers('Age', [17, 18, 100, 101, null])],
    { kind: 'range', column: 'Age', lower: '18', upper: '100' },
    { 'Rule: Age 18 to 100': [true, false, false, true, false] },
    '2 rows break the rule "Age 18 to 100"; they are flagged in "Rule: Age 18 to 100".',
  ],
  [
    'or draws it to the range',
    rules,
    [numbers('Age', [17, 18, 100, 101, null])],
    { kind: 'range', column: 'Age', lower: '18', upper: '100', action: 'clip' },
    { Age: [18, 18, 100, 100, null] },
    '2 rows break the rule "Age 18 to 100"; Age was drawn to the range.',
  ],
  [
    'dates have ranges too',
    rules,
    [days('Opened', [day('2020-01-01'), day('2019-12-31')])],
    { kind: 'range', column: 'Opened', lower: '2020-01-01', action: 'missing' },
    { Opened: ['2020-01-01', null] },
    '1 row breaks the rule "Opened at least 2020-01-01"; Opened is missing there now.',
  ],
  [
    'a list is compared without case',
    rules,
    [category('Segment', ['retail', 'SME ', 'Corporate', null])],
    { kind: 'allowed', column: 'Segment', allowed: ['Retail', 'sme'], action: 'missing' },
    { Segment: ['retail', 'SME ', null, null] },
    '1 row breaks the rule "Segment one of Retail and sme"; Segment is missing there now.',
  ],
  [
    'a list of blanks allows nothing and says nothing',
    rules,
    [category('Segment', ['retail', 'SME '])],
    { kind: 'allowed', column: 'Segment', allowed: ['', ' '], action: 'missing' },
    { Segment: ['retail', 'SME '] },
    'The rule says nothing yet, so no row was checked.',
  ],
  [
    'no value twice: the first stays, missing ones are no repeats',
    rules,
    [category('Document', ['A', 'B', 'A', null, null, 'A'])],
    { kind: 'unique', column: 'Document', action: 'remove' },
    { Document: ['A', 'B', null, null] },
    '2 rows break the rule "Document unique"; they were removed.',
  ],
  [
    'an expression between columns; where it has no answer nothing is broken',
    rules,
    [days('Opened', [0, 10, 5]), days('Closed', [5, 9, null])],
    { kind: 'expression', expression: '[Closed] >= [Opened]' },
    { 'Rule: [Closed] >= [Opened]': [false, true, false] },
    '1 row breaks the rule "[Closed] >= [Opened]"; it is flagged in "Rule: [Closed] >= [Opened]".',
  ],
  [
    'rows that agree in every column are one; missing values agree with each other',
    duplicates,
    [category('Name', ['A', 'A', 'B', 'A', null, null]), numbers('Debt', [1, 1, 1, 2, null, null])],
    {},
    { Name: ['A', 'B', 'A', null], Debt: [1, 1, 2, null] },
    '2 rows that agree with another in every column were removed; the first of each stays.',
  ],
  [
    'or in the columns chosen, the last stays, the others are flagged',
    duplicates,
    [category('Name', ['A', 'A', 'B', 'A']), numbers('Debt', [1, 1, 1, 2])],
    { columns: ['Name'], keep: 'last', action: 'flag' },
    { Duplicate: [true, true, false, false] },
    '2 rows that agree with another in Name were flagged in Duplicate; the last of each stays.',
  ],
  [
    'rows with a gap in a column chosen are left alone where it is asked',
    duplicates,
    [category('Id', ['A', null, 'A', null, 'B']), numbers('Debt', [1, 2, 3, 2, null])],
    { columns: ['Id'], missing: 'apart' },
    { Id: ['A', null, null, 'B'], Debt: [1, 2, 2, null] },
    '1 row that agrees with another in Id was removed; the first of each stays.',
  ],
  [
    'gaps are kept as columns of their own',
    missingFlags,
    [numbers('Debt', [1, null]), flags('PEP', [null, 0]), sets('Products', [['Loan'], []])],
    { columns: ['Debt', 'PEP', 'Products'] },
    {
      'Debt was missing': [false, true],
      'PEP was missing': [true, false],
      'Products was missing': [false, true],
    },
    'A yes/no column says where a value was missing in Debt (missing in 1), PEP (missing in 1) and Products (missing in 1).',
  ],
];

describe('by hand', () => {
  test.each(cases)('%s', async (_what, step, columns, options, cells, effect) => {
    const { table, fitted } = await runStep(step, cleanTable(columns), options);
    for (const [name, expected] of Object.entries(cells)) expect(cellsOf(table, name)).toEqual(expected);
    expect(fitted.effect).toBe(effect);
  });
});

test('removed rows keep the rows of the sheet that the others stand in', async () => {
  const table = cleanTable([category('Name', ['A', 'A', 'B'])]);
  const { table: left } = await runStep(duplicates, table, {});
  expect(Array.from(left.sourceRows)).toEqual([2, 4]);
});

test('what was learned of duplicates before rows with a gap could be left alone is done as it was', async () => {
  const table = cleanTable([category('Id', ['A', null, 'A', null])]);
  const learned = { columns: ['Id'], keep: 'first', action: 'remove', flagName: 'Duplicate' } as const;
  expect(cellsOf(await duplicates.apply(table, learned, cleanContext()), 'Id')).toEqual(['A', null]);
});

test('what does not fit a kind is noted with examples', async () => {
  const { fitted } = await runStep(typeRepair, cleanTable([category('Rate', ['1', 'x', 'x', 'y', null])]), {
    columns: ['Rate'],
  });
  expect(fitted.notes).toEqual([
    { code: 'clean.unfit', args: { column: 'Rate', kind: 'a number', n: 3, of: 4, examples: '"x" and "y"' } },
  ]);
});

test.each([
  [{ kind: 'range', column: 'Age', lower: 'many' }, 'option.invalid'],
  [{ kind: 'range', column: 'Age', lower: '5', upper: '4' }, 'option.invalid'],
  [{ kind: 'range', column: 'City', lower: '5' }, 'clean.wrongKind'],
  [{ kind: 'range', column: 'Age', lower: '2020-01-31' }, 'option.invalid'],
  [{ kind: 'range', column: 'Age', lower: '0x10' }, 'option.invalid'],
  [{ kind: 'range', column: 'Opened', lower: '2020' }, 'option.invalid'],
  [{ kind: 'range', column: 'Opened', upper: '2020-02-45' }, 'option.invalid'],
  [{ kind: 'unique', column: 'Age', action: 'clip' }, 'option.invalid'],
  [{ kind: 'expression', expression: '[Age] + 1' }, 'option.invalid'],
  [{ kind: 'expression', expression: '[Agee] > 1' }, 'formula.invalid'],
])('the rule %o is refused', async (options, code) => {
  const table = cleanTable([numbers('Age', [1]), category('City', ['x']), days('Opened', [1])]);
  await expect(runStep(rules, table, options)).rejects.toMatchObject({ code });
});

test('steps that leave no row are refused', async () => {
  const steps = [{ step: 'rules', options: { column: 'Age', lower: '18', action: 'remove' } }];
  const table = cleanTable([numbers('Age', [1, 2])]);
  await expect(learnSteps(nothingLearned(table), steps, cleanContext(), () => undefined)).rejects.toMatchObject({
    code: 'clean.nothingLeft',
    args: { step: '1, Rule', rows: 2 },
  });
});

test('spellings learned on one table are replayed on another', async () => {
  const { fitted } = await runStep(mergeLevels, cleanTable([category('City', ['Lahore', 'Lahore', 'lahore'])]), {
    column: 'City',
  });
  const other = cleanTable([category('City', ['LAHORE', 'LAHORE', 'Multan'])]);
  const { columns } = await mergeLevels.apply(other, fitted.state as never, cleanContext());
  expect(cellsOf({ ...other, columns }, 'City')).toEqual(['Lahore', 'Lahore', 'Multan']);
});

test('proposals come most frequent first', () => {
  const rows = [...Array<string>(10).fill('Lahore'), 'Lahor', 'LAHORE', 'LAHORE'];
  const found = suggestPairs(cleanTable([category('City', rows)]), 'City', 0.92, '1, Merge');
  expect(found.map(({ from, to, nFrom, nTo }) => [from, to, nFrom, nTo])).toEqual([
    ['LAHORE', 'Lahore', 2, 10],
    ['Lahor', 'Lahore', 1, 10],
  ]);
});

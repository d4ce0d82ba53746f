import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormula } from '#engine/clean/formula/parse';
import { FormulaFault, type FormulaNode } from '#engine/clean/formula/Node';
import { renameInFormula } from '#engine/clean/formula/renameInFormula';
import { readFormula } from '#engine/clean/formula/runFormula';
import { formula } from '#engine/clean/steps/formula';
import { rules } from '#engine/clean/steps/rules';
import { dayNumber } from '#engine/table/cellValue';
import type { CellValue } from '#shared/columns';
import { category, days, flags, numbers } from '../support/preparedGolden.ts';
import { cellsOf, cleanContext, cleanTable, runStep } from '../support/cleanSteps.ts';

const table = cleanTable([
  numbers('Balance', [100, 50, null, -8]),
  numbers('Credit Limit', [200, 0, 10, 4]),
  category('City', ['Lahore', 'Karachi', null, 'Lahore']),
  flags('Active', [1, 0, 1, null]),
  days('Born', [dayNumber('1990-03-31'), dayNumber('2000-02-29'), null, dayNumber('1985-12-31')]),
]);

async function value(text: string): Promise<CellValue[]> {
  const { table: computed } = await runStep(formula, table, { name: 'New', formula: text });
  return cellsOf(computed, 'New');
}

describe('a formula column', () => {
  test.each<[string, CellValue[]]>([
    // 100 / 200; 50 / 0 has no answer; missing stays missing; -8 / 4.
    ['Balance / [Credit Limit]', [0.5, null, null, -2]],
    // As it is begun in a spreadsheet.
    ['=Balance / 2', [50, 25, null, -4]],
    // ^ binds before the sign and from the right: -(2^(3^2)) = -512.
    ['-2 ^ 3 ^ 2', [-512, -512, -512, -512]],
    // 1 + 2 * 3 - 8 / 4 = 5.
    ['1 + 2 * 3 - 8 / 4', [5, 5, 5, 5]],
    // The rest of a division takes the sign of the divisor: -8 - 3 * floor(-8 / 3) = 1.
    ['Balance % 3', [1, 2, null, 1]],
    // Rests by Python: 60506.56 % 1.84, 1e17 % 3, -1 % 1e300.
    ['if(isMissing(Balance), 60506.56, 1e17) % if(isMissing(Balance), 1.84, 3)', [1, 1, 1.8399999999950432, 1]],
    ['-Balance % 1e300', [1e300, 1e300, null, 8]],
    // Missing stays missing, to whatever power.
    ['Balance ^ 0', [1, 1, null, 1]],
    ['0 ^ (Balance - 50)', [0, 1, null, null]],
    // Whole numbers stay what they are, however large; cents of 35 trillion too; a product too large for a number is not made.
    ['round(9007199254740991 + 0 * Balance)', [9007199254740991, 9007199254740991, null, 9007199254740991]],
    ['round(2251799813685248)', [2251799813685248, 2251799813685248, 2251799813685248, 2251799813685248]],
    ['round(35000000000000.01, 2)', [35000000000000.01, 35000000000000.01, 35000000000000.01, 35000000000000.01]],
    ['round(1e300 * (Balance / Balance), 10)', [1e300, 1e300, null, 1e300]],
    ['round(1.005, 2) + round(-2.5)', [-1.99, -1.99, -1.99, -1.99]],
    ['if(Balance > 60, "high", "low")', ['high', 'low', null, 'low']],
    ['Balance > 60 or Active', [true, false, true, null]],
    ['not Active', [false, true, false, null]],
    ['Balance > 0 and not (City = "Karachi")', [true, false, null, false]],
    ['City in ("Lahore", "Multan")', [true, false, null, true]],
    ['isMissing(City)', [false, false, true, false]],
    ['coalesce(Balance, [Credit Limit], 0)', [100, 50, 10, -8]],
    ['concat(City, " ", Balance)', ['Lahore 100', 'Karachi 50', null, 'Lahore -8']],
    ['contains(City, "LAH")', [true, false, null, true]],
    ['max(Balance, [Credit Limit])', [200, 50, null, 4]],
    // Half away from zero, on the decimal as it is written: 2.675 → 2.68, -0.5 → -1.
    ['round(2.675, 2) + round(-0.5)', [1.68, 1.68, 1.68, 1.68]],
    ['year(Born) * 100 + month(Born)', [199003, 200002, null, 198512]],
    // To 2024-12-31: 31 March 1990 is 34 full years; 29 February 2000 is 24; 31 December 1985 is 39 that day.
    ['yearsBetween(Born, referenceDate())', [34, 24, null, 39]],
    ['daysBetween(date("2024-01-01"), "2024-03-01")', [60, 60, 60, 60]],
    ['Born + 1', ['1990-04-01', '2000-03-01', null, '1986-01-01']],
    ['Born < "1999-12-31"', [true, false, null, true]],
    ['"it is"', ['it is', 'it is', 'it is', 'it is']],
    ["'it''s'", ["it's", "it's", "it's", "it's"]],
  ])('%s', async (text, expected) => {
    const found = await value(text);
    found.forEach((cell, i) =>
      typeof cell === 'number' ? expect(cell).toBeCloseTo(expected[i] as number, 12) : expect(cell).toBe(expected[i]),
    );
  });

  test('a division by zero is missing, and a note names the formula, the column, the rows and the first of them', async () => {
    const { fitted } = await runStep(formula, table, { name: 'Use', formula: 'Balance / [Credit Limit]' });
    expect(fitted.notes).toEqual([
      {
        code: 'formula.divisionByZero',
        args: { formula: 'Balance / [Credit Limit]', column: 'Credit Limit', rows: 1, firstRow: 3 },
      },
    ]);
    expect(fitted.effect).toBe('Use was computed for 2 rows from Balance and Credit Limit; it is missing in 2.');
    expect(fitted.made).toEqual([{ name: 'Use', from: ['Balance', 'Credit Limit'] }]);
  });

  test('a text that a column never holds is named, with the one that was perhaps meant', async () => {
    const tiers = cleanTable([category('Tier', ['Gold', 'Silver', null])]);
    const notesOf = async (text: string) => (await runStep(formula, tiers, { name: 'Is', formula: text })).fitted.notes;
    const unknown = (text: string, of: string, similar: string | null) => ({
      code: 'formula.unknownText',
      args: { formula: of, column: 'Tier', text, similar },
    });
    for (const of of ['Tier = "gold"', '"gold" <> Tier', 'if(Tier in ("Silver", "gold", "gold"), 1, 0)'])
      expect(await notesOf(of)).toEqual([unknown('gold', of, 'Gold')]);
    expect(await notesOf('Tier = "Platinum"')).toEqual([unknown('Platinum', 'Tier = "Platinum"', null)]);
    for (const of of ['Tier = "Gold"', 'lower(Tier) = "gold"', 'contains(Tier, "gold")', 'Tier > "A"'])
      expect(await notesOf(of)).toEqual([]);
    const { fitted } = await runStep(rules, tiers, { kind: 'expression', expression: 'Tier <> "gold"' });
    expect(fitted.notes).toEqual([unknown('gold', 'Tier <> "gold"', 'Gold')]);
  });

  test('the root of a negative number likewise', async () => {
    const { fitted } = await runStep(formula, table, { name: 'Root', formula: 'sqrt(Balance)' });
    expect(fitted.notes).toEqual([
      { code: 'formula.noAnswer', args: { formula: 'sqrt(Balance)', part: 'sqrt(Balance)', rows: 1, firstRow: 5 } },
    ]);
  });

  test('the name of a column that is there replaces its values', async () => {
    const { table: computed } = await runStep(formula, table, { name: 'Balance', formula: 'abs(Balance)' });
    expect(cellsOf(computed, 'Balance')).toEqual([100, 50, null, 8]);
    expect(computed.columns).toHaveLength(table.columns.length);
  });

  test.each([
    ['[Balanse] / 2', 1, 'the name of a column or function', '"Balanse"', 'Balance'],
    ['Balance + ', 11, 'a number, a text in quotes, a column, a function or an opening bracket', 'the end', null],
    ['(1 + 2', 7, '")"', 'the end', null],
    ['1 2', 3, 'a sign such as + or the end of the formula', '"2"', null],
    ['rund(Balance)', 1, 'the name of a function', '"rund"', 'round'],
    ['Balance + City', 11, 'a number', 'a text', null],
    ['if(Active, 1)', 1, 'if(condition, then, else)', '2 values in the brackets', null],
    ['"open', 6, '" to close the text that opens at character 1', 'the end', null],
    ['Balance; drop', 8, 'a number, a text in quotes, a column, a function or a sign', '";"', null],
  ])('%s is refused at its place', async (text, position, expected, found, similar) => {
    expect(() => readFormula(text, table, '1, Step')).toThrow(
      expect.objectContaining({
        code: 'formula.invalid',
        args: { step: '1, Step', formula: text, position, expected, found, similar },
      }),
    );
  });

  test('another file that lacks a column is refused with the column and the step', async () => {
    const { fitted } = await runStep(formula, table, { name: 'Use', formula: 'Balance / 2' });
    const other = cleanTable([numbers('Balances', [1])]);
    await expect(formula.apply(other, fitted.state as never, cleanContext())).rejects.toMatchObject({
      code: 'clean.missingColumn',
      args: { step: '1, Step', column: 'Balance', similar: 'Balances' },
    });
  });
});

describe('reading formulas', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '"',
    "'",
    '+',
    '-',
    '*',
    '/',
    '^',
    '%',
    '<',
    '=',
    ',',
    'and',
    'not',
    'in',
    'if',
    'Balance',
    '1',
    '2.5e3',
    ' ',
    'constructor',
    '__proto__',
    'eval',
    '\u0000',
    '💰',
  );
  test('never hangs, and fails only by saying where', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 300 }), parts => {
        try {
          parseFormula(parts.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaFault);
        }
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        try {
          readFormula(text, table, '1, Step');
        } catch (error) {
          expect(error).toMatchObject({ code: 'formula.invalid' });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is not as deep as the stack', () => {
    for (const text of [
      '('.repeat(2000),
      '-'.repeat(2000) + '1',
      'not '.repeat(500) + 'true',
      '2' + '^2'.repeat(900),
      'abs('.repeat(400),
    ])
      expect(() => parseFormula(text)).toThrow(FormulaFault);
    // A long sum is not deep.
    expect(() => parseFormula('1' + '+1'.repeat(900))).not.toThrow();
  });

  test('runs nothing that was written as code', () => {
    for (const text of ['constructor("return process")()', 'process.exit(1)', '__proto__', 'toString()', 'this'])
      expect(() => readFormula(text, table, '1, Step')).toThrow(expect.objectContaining({ code: 'formula.invalid' }));
  });

  test('numbers computed are those of arithmetic', async () => {
    const tree: fc.Arbitrary<{ text: string; value: number }> = fc.letrec<{ node: { text: string; value: number } }>(
      tie => ({
        node: fc.oneof(
          { depthSize: 'small' },
          fc.integer({ min: 0, max: 99 }).map(value => ({ text: String(value), value })),
          fc.tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node')).map(([a, sign, b]) => ({
            text: `(${a.text} ${sign} ${b.text})`,
            value: sign === '+' ? a.value + b.value : sign === '-' ? a.value - b.value : a.value * b.value,
          })),
        ),
      }),
    ).node;
    await fc.assert(
      fc.asyncProperty(tree, async ({ text, value: expected }) => {
        fc.pre(Math.abs(expected) < 1e15);
        expect((await value(text))[0]).toBe(expected + 0 === 0 ? expected : expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a column under another name', () => {
  test.each([
    ['Balance / [Credit Limit]', '[Net] / [Credit Limit]'],
    ['if([Balance]>0, "Balance", max(Balance,1))', 'if([Net]>0, "Balance", max([Net],1))'],
    ['Balances + balance', 'Balances + balance'],
    ["Balance(1) or 'Balance'", "Balance(1) or 'Balance'"],
    ['not Balance', 'not [Net]'],
    // What cannot be read is left for the person.
    ['Balance + "open', 'Balance + "open'],
  ])('%s becomes %s', (formula, expected) => {
    expect(renameInFormula(formula, name => name === 'Balance', 'Net')).toBe(expected);
  });

  test('any name can be taken', () => {
    const names = fc
      .string({ minLength: 1, maxLength: 12 })
      .map(name => name.trim())
      .filter(name => name !== '');
    fc.assert(
      fc.property(names, names, (from, to) => {
        fc.pre(from !== 'other');
        const written = (name: string) => `1 + [${name.replaceAll(']', ']]')}] * [other]`;
        const renamed = renameInFormula(written(from), name => name === from, to);
        expect(columnNames(parseFormula(renamed))).toEqual([to, 'other']);
      }),
    );
  });
});

function columnNames(node: FormulaNode): string[] {
  if (node.kind === 'column') return [node.name];
  return node.kind === 'call' ? node.args.flatMap(columnNames) : [];
}

import type { PolicyRule } from '#shared/decisions/credit';
import { AppError } from '#shared/errors';
import type { Imported } from '../import/Imported.ts';
import { dayNumber } from '../table/cellValue.ts';
import type { Column } from '../table/Column.ts';
import { BOOLEAN_LEVELS, requireColumn } from '../table/selectRows.ts';

export interface HeldRule extends PolicyRule {
  readonly words: string;
  /** [nRows]: 1 where it holds. */
  readonly holds: Uint8Array;
}

/**
 * For which customers each rule of the policy holds. A missing value makes only the test for missing hold.
 * @throws AppError `data.unknownColumn`; `decide.protected` for a column that no decision may rest on; `decide.ruleValue` for a value that the column cannot
 * be compared with
 */
export function policyRules(rules: readonly PolicyRule[], { table, roles }: Imported): HeldRule[] {
  return rules.map(rule => {
    const column = requireColumn(table, rule.column);
    const role = roles[table.columns.indexOf(column)];
    if (role === 'protected' || role === 'target')
      throw new AppError('decide.protected', { column: rule.column, role });
    return { ...rule, words: ruleWords(rule), holds: heldBy(rule, column, table.nRows) };
  });
}

const TEST_WORDS = { atLeast: 'is at least', atMost: 'is at most', is: 'is', isNot: 'is not' } as const;

export function ruleWords({ column, test, value }: PolicyRule): string {
  return test === 'missing' ? `${column} is missing` : `${column} ${TEST_WORDS[test]} ${value}`;
}

function heldBy({ test, value }: PolicyRule, column: Column, n: number): Uint8Array {
  const isMissing = missingIn(column);
  if (test === 'missing') return Uint8Array.from({ length: n }, (_row, row) => Number(isMissing(row)));
  const compare = test === 'is' || test === 'isNot' ? equals(column, value) : ordered(column, value);
  const wanted = test === 'atMost' ? (sign: number) => sign <= 0 : (sign: number) => sign >= 0;
  const holds = test === 'is' ? (sign: number) => sign === 0 : test === 'isNot' ? (sign: number) => sign !== 0 : wanted;
  return Uint8Array.from({ length: n }, (_row, row) => Number(!isMissing(row) && holds(compare(row))));
}

function missingIn(column: Column): (row: number) => boolean {
  if (column.kind === 'number' || column.kind === 'date') return row => Number.isNaN(column.values[row]);
  if (column.kind === 'boolean') return row => column.values[row] === 2;
  if (column.kind === 'set') return row => column.offsets[row] === column.offsets[row + 1];
  return row => column.codes[row] < 0;
}

/** The sign of value of the row − value of the rule. */
function ordered(column: Column, text: string): (row: number) => number {
  const given = column.kind === 'date' ? dayNumber(text) : text.trim() === '' ? NaN : Number(text);
  if ((column.kind !== 'number' && column.kind !== 'date') || Number.isNaN(given)) throw badValue(column, text);
  const { values } = column;
  return row => values[row] - given;
}

/** 0 where the row has the value. */
function equals(column: Column, text: string): (row: number) => number {
  if (column.kind === 'number' || column.kind === 'date') return ordered(column, text);
  if (column.kind === 'boolean') {
    const wanted = BOOLEAN_LEVELS.findIndex(level => level.toLowerCase() === text.trim().toLowerCase());
    if (wanted < 0) throw badValue(column, text);
    return row => Number(column.values[row] !== wanted);
  }
  const levels: readonly string[] = column.kind === 'set' ? column.members : column.levels;
  const wanted = levels.indexOf(text);
  if (wanted < 0) throw badValue(column, text);
  if (column.kind === 'set')
    return row => Number(!column.codes.subarray(column.offsets[row], column.offsets[row + 1]).includes(wanted));
  return row => Number(column.codes[row] !== wanted);
}

function badValue({ name, kind }: Column, got: string): AppError {
  const allowed = {
    number: 'a number',
    date: 'a day such as 2024-12-31',
    boolean: 'Yes or No',
    set: 'a member',
    category: 'one of its values',
    text: 'one of its values',
  };
  return new AppError('decide.ruleValue', { column: name, allowed: allowed[kind], got });
}

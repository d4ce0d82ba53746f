import { AppError } from '#shared/errors';
import { formatThings, listSome } from '#shared/format';
import type { Note } from '#shared/notes';
import { choice, column, text, words, type OptionValues } from '#shared/option';
import { findColumn } from '../../table/Column.ts';
import { needColumn, freeName, removeRows, withColumn } from '../cleanTable.ts';
import { defineCleanStep, type CleanContext, type CleanTable } from '../defineCleanStep.ts';
import { columnsIn } from '../formula/compile.ts';
import { LONGEST_FORMULA } from '../formula/parse.ts';
import { readFormula } from '../formula/runFormula.ts';
import { boundOf, brokenRows, clipped, withoutValues, type Rule } from '../ruleRows.ts';

type Kind = 'range' | 'allowed' | 'unique' | 'expression';
type Action = 'flag' | 'missing' | 'clip' | 'remove';
interface RuleState {
  readonly rule: Rule | null;
  readonly action: Action;
  readonly flagName: string;
}

const options = {
  kind: choice<Kind>({
    title: 'Rule',
    help: 'What must hold for every row that has a value.',
    values: ['range', 'allowed', 'unique', 'expression'],
    labels: {
      range: 'Within a range',
      allowed: 'One of a list',
      unique: 'Different in every row',
      expression: 'An expression holds',
    },
    default: 'range',
  }),
  column: column({
    title: 'Column',
    help: 'Column that the rule is about; for an expression, the one that is set missing.',
    columnKinds: ['number', 'date', 'category', 'text', 'boolean', 'set'],
    default: '',
  }),
  lower: text({
    title: 'Least',
    help: 'Smallest value allowed, a number or in a column of dates a date such as 2020-01-31; empty for none.',
    maxLength: 40,
    default: '',
    onlyFor: { choice: 'kind', values: ['range'] },
  }),
  upper: text({
    title: 'Greatest',
    help: 'Greatest value allowed, a number or a date; empty for none.',
    maxLength: 40,
    default: '',
    onlyFor: { choice: 'kind', values: ['range'] },
  }),
  allowed: words({
    title: 'Allowed values',
    help: 'Values that may stand in the column, compared without case.',
    maxItems: 500,
    default: [],
    onlyFor: { choice: 'kind', values: ['allowed'] },
  }),
  expression: text({
    title: 'Expression',
    help: 'What must hold between columns, written as in a formula: [ClosedOn] >= [OpenedOn]. Rows in which it has no answer are not touched.',
    maxLength: LONGEST_FORMULA,
    names: 'formula',
    default: '',
    onlyFor: { choice: 'kind', values: ['expression'] },
  }),
  action: choice<Action>({
    title: 'What to do',
    help: 'What happens to rows that break the rule. Drawing to the range is for ranges only.',
    values: ['flag', 'missing', 'clip', 'remove'],
    labels: {
      flag: 'Flag them in a yes/no column',
      missing: 'Set the value missing',
      clip: 'Draw the value to the range',
      remove: 'Remove the row',
    },
    default: 'flag',
  }),
};

/** What the bank knows must hold: a range, a list, no value twice, or a relation between columns. */
export const rules = defineCleanStep({
  id: 'rules',
  title: 'Rule',
  help: 'Checks a range, an allowed list, that no value stands twice, or an expression over several columns, and flags or mends what breaks it.',
  sources: [],
  options,
  async fit(table, given, context) {
    const rule = ruleOf(table, given, context);
    const flagName = freeName(table, `Rule: ${rule === null ? 'none' : ruleName(rule)}`.slice(0, 200));
    const state: RuleState = { rule, action: given.action, flagName };
    if (rule === null) return { state, effect: 'The rule says nothing yet, so no row was checked.', notes: [] };
    const { isBroken, notes } = await brokenRows(rule, table, context);
    const n = isBroken.reduce((sum, broken) => sum + broken, 0);
    const made = [{ name: flagName, from: given.action === 'flag' ? fromOf(rule, table, context) : [] }];
    return { state, effect: effectOf(state, n, table.nRows), notes: notes as Note[], made };
  },
  async apply(table, state: RuleState, context) {
    const { rule, action, flagName } = state;
    if (rule === null) return table;
    const { isBroken } = await brokenRows(rule, table, context);
    if (action === 'remove') return removeRows(table, isBroken, flagName, context);
    if (action === 'flag')
      return withColumn(
        table,
        { kind: 'boolean', name: flagName, values: isBroken },
        context.chosenRole(flagName, 'ignore'),
      );
    if (!isBroken.includes(1)) return table;
    const target = needColumn(table, rule.column, context);
    const mended = action === 'clip' && rule.kind === 'range' ? clipped(target, rule) : withoutValues(target, isBroken);
    return withColumn(table, mended, table.roles[table.columns.indexOf(target)]);
  },
});

/** The rule that the options say; null while they say nothing. */
function ruleOf(table: CleanTable, given: OptionValues<typeof options>, context: CleanContext): Rule | null {
  const { kind, column: name, action } = given;
  if (action === 'clip' && kind !== 'range') throw refuse('action', 'flag, missing or remove for this rule', 'clip');
  if (name !== '') needColumn(table, name, context);
  if (kind === 'expression') return expressionRule(table, given, context);
  if (name === '') return null;
  if (kind === 'unique') return { kind, column: name };
  if (kind === 'allowed') return allowedRule(name, given.allowed);
  return rangeRule(table, given, context);
}

/** A blank is no value: a list of nothing else says nothing, and would be broken by every row. */
function allowedRule(column: string, words: readonly string[]): Rule | null {
  const allowed = words.filter(word => word.trim() !== '');
  return allowed.length === 0 ? null : { kind: 'allowed', column, allowed };
}

function expressionRule(table: CleanTable, given: OptionValues<typeof options>, context: CleanContext): Rule | null {
  const { column: name, expression, action } = given;
  if (expression.trim() === '') return null;
  if (readFormula(expression, table, context.step).type !== 'boolean')
    throw refuse('expression', 'something that is true or false, such as [A] <= [B]', expression);
  if (action === 'missing' && name === '') throw refuse('column', 'the column to set missing', '""');
  return { kind: 'expression', column: name, expression };
}

function rangeRule(table: CleanTable, given: OptionValues<typeof options>, context: CleanContext): Rule | null {
  if (given.lower.trim() === '' && given.upper.trim() === '') return null;
  const { kind, name } = findColumn(table, given.column)!;
  if (kind !== 'number' && kind !== 'date')
    throw new AppError('clean.wrongKind', { step: context.step, column: name, kind, needed: 'numbers or dates' });
  const lower = boundOf(given.lower, 'lower', kind);
  const upper = boundOf(given.upper, 'upper', kind);
  if (lower !== null && upper !== null && lower > upper)
    throw refuse('upper', `at least the least value, ${given.lower}`, given.upper);
  return { kind: 'range', column: name, lower, upper, words: rangeWords(given.lower, given.upper) };
}

function refuse(option: string, allowed: string, got: string): AppError {
  return new AppError('option.invalid', { option, allowed, got });
}

function rangeWords(lower: string, upper: string): string {
  if (lower.trim() === '') return `at most ${upper.trim()}`;
  return upper.trim() === '' ? `at least ${lower.trim()}` : `${lower.trim()} to ${upper.trim()}`;
}

function ruleName(rule: Rule): string {
  if (rule.kind === 'range') return `${rule.column} ${rule.words}`;
  if (rule.kind === 'allowed') return `${rule.column} one of ${listSome(rule.allowed, 3)}`;
  return rule.kind === 'unique' ? `${rule.column} unique` : rule.expression;
}

function fromOf(rule: Rule, table: CleanTable, context: CleanContext): readonly string[] {
  return rule.kind === 'expression' ? columnsIn(readFormula(rule.expression, table, context.step)) : [rule.column];
}

function effectOf({ rule, action, flagName }: RuleState, n: number, nRows: number): string {
  const name = ruleName(rule!);
  if (n === 0) return `All ${formatThings(nRows, 'row')} keep the rule "${name}".`;
  const broken = `${formatThings(n, 'row breaks', 'rows break')} the rule "${name}"`;
  const done: Readonly<Record<Action, string>> = {
    flag: `${n === 1 ? 'it is' : 'they are'} flagged in "${flagName}"`,
    missing: `${rule!.column} is missing there now`,
    clip: `${rule!.column} was drawn to the range`,
    remove: n === 1 ? 'it was removed' : 'they were removed',
  };
  return `${broken}; ${done[action]}.`;
}

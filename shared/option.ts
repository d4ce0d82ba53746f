/**
 * One declaration per option. The table of an algorithm or step gives the TypeScript type of its parameters, the
 * checker, the form, the help and the JSON Schema; conformance tests generate bad values from it.
 */
import type { ColumnKind } from './columns.ts';
import { AppError } from './errors.ts';

interface OptionText {
  readonly title: string;
  readonly help: string;
  readonly unit?: string;
  /** Names other tools use for it; only for search. */
  readonly searchWords?: readonly string[];
  /** The choice beside it under which it is heard at all; a form leaves it out under the others. */
  readonly onlyFor?: { readonly choice: string; readonly values: readonly string[] };
}
export interface IntOption extends OptionText {
  readonly kind: 'int';
  readonly min: number;
  readonly max: number;
  readonly default: number;
}
export interface NumberOption extends OptionText {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly default: number;
}
export interface ChoiceOption<V extends string = string> extends OptionText {
  readonly kind: 'choice';
  readonly values: readonly V[];
  readonly labels?: Readonly<Record<V, string>>;
  readonly default: V;
}
export interface FlagOption extends OptionText {
  readonly kind: 'flag';
  readonly default: boolean;
}
export interface WordsOption extends OptionText {
  readonly kind: 'words';
  readonly maxItems: number;
  readonly default: readonly string[];
}
/** A line of text, such as a formula. */
export interface TextOption extends OptionText {
  readonly kind: 'text';
  readonly maxLength: number;
  /** What the text names, so that a column that is renamed is renamed in it: columns of a formula, or the one column that a step makes. */
  readonly names?: 'formula' | 'column';
  readonly default: string;
}
/** A column of the table by name; the empty name chooses none. */
export interface ColumnOption extends OptionText {
  readonly kind: 'column';
  /** Kinds of column that fit. */
  readonly columnKinds: readonly ColumnKind[];
  readonly default: string;
}
/** Columns of the table by name. */
export interface ColumnsOption extends OptionText {
  readonly kind: 'columns';
  readonly columnKinds: readonly ColumnKind[];
  readonly maxItems: number;
  /** Choosing none takes every column that fits, or none at all. */
  readonly emptyMeans: 'all' | 'none';
  readonly default: readonly string[];
}
/** What is replaced by what. */
export interface PairsOption extends OptionText {
  readonly kind: 'pairs';
  readonly maxItems: number;
  readonly labels: readonly [from: string, to: string];
  readonly default: readonly (readonly [string, string])[];
}
export type Option =
  | IntOption
  | NumberOption
  | ChoiceOption
  | FlagOption
  | WordsOption
  | TextOption
  | ColumnOption
  | ColumnsOption
  | PairsOption;
export type OptionTable = Readonly<Record<string, Option>>;

type ValueOf<O> =
  O extends ChoiceOption<infer V>
    ? V
    : O extends { kind: 'int' | 'number' }
      ? number
      : O extends { kind: 'flag' }
        ? boolean
        : O extends { kind: 'words' | 'columns' }
          ? readonly string[]
          : O extends { kind: 'text' | 'column' }
            ? string
            : O extends { kind: 'pairs' }
              ? readonly (readonly [string, string])[]
              : never;
export type OptionValues<T extends OptionTable> = { readonly [K in keyof T]: ValueOf<T[K]> };

export const int = (o: Omit<IntOption, 'kind'>): IntOption => ({ kind: 'int', ...o });
export const number = (o: Omit<NumberOption, 'kind'>): NumberOption => ({ kind: 'number', ...o });
export const choice = <V extends string>(o: Omit<ChoiceOption<V>, 'kind'>): ChoiceOption<V> => ({
  kind: 'choice',
  ...o,
});
export const flag = (o: Omit<FlagOption, 'kind'>): FlagOption => ({ kind: 'flag', ...o });
export const words = (o: Omit<WordsOption, 'kind'>): WordsOption => ({ kind: 'words', ...o });
export const text = (o: Omit<TextOption, 'kind'>): TextOption => ({ kind: 'text', ...o });
export const column = (o: Omit<ColumnOption, 'kind'>): ColumnOption => ({ kind: 'column', ...o });
export const columns = (o: Omit<ColumnsOption, 'kind'>): ColumnsOption => ({ kind: 'columns', ...o });
export const pairs = (o: Omit<PairsOption, 'kind'>): PairsOption => ({ kind: 'pairs', ...o });

/** Whether an option is heard beside the values of the others. */
export function isHeard(option: Option, table: OptionTable, values: Readonly<Record<string, unknown>>): boolean {
  if (!option.onlyFor) return true;
  const { choice: name, values: among } = option.onlyFor;
  return among.includes(String(Object.hasOwn(values, name) ? values[name] : table[name].default));
}

const LONGEST_NAME = 400;

/** What is allowed, in words, for messages and help. */
export function allowedText(option: Option): string {
  switch (option.kind) {
    case 'int':
      return `a whole number from ${option.min} to ${option.max}`;
    case 'number':
      return `a number from ${option.min} to ${option.max}`;
    case 'choice':
      return `one of ${option.values.join(', ')}`;
    case 'words':
      return `a list of at most ${option.maxItems} words`;
    case 'text':
      return `a text of at most ${option.maxLength} characters`;
    case 'column':
      return 'the name of a column';
    case 'columns':
      return `a list of at most ${option.maxItems} columns`;
    case 'pairs':
      return `a list of at most ${option.maxItems} pairs of texts`;
    case 'flag':
      return 'true or false';
  }
}

type Check<K extends Option['kind']> = (value: unknown, option: Extract<Option, { kind: K }>) => boolean;
const CHECKS: { readonly [K in Option['kind']]: Check<K> } = {
  int: (value, option) => Number.isSafeInteger(value) && isWithin(option, value),
  number: (value, option) => isWithin(option, value),
  choice: (value, option) => typeof value === 'string' && option.values.includes(value),
  words: (value, option) => isList(value, option.maxItems, word => typeof word === 'string'),
  text: (value, option) => typeof value === 'string' && value.length <= option.maxLength,
  column: value => typeof value === 'string' && value.length <= LONGEST_NAME,
  columns: (value, option) => isList(value, option.maxItems, isName),
  pairs: (value, option) => isList(value, option.maxItems, isPair),
  flag: value => typeof value === 'boolean',
};

export function isAllowed(option: Option, value: unknown): boolean {
  return (CHECKS[option.kind] as (value: unknown, option: Option) => boolean)(value, option);
}

function isList(value: unknown, maxItems: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= maxItems && value.every(isItem);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_NAME;
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(part => typeof part === 'string');
}

function isWithin({ min, max }: { min: number; max: number }, value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
}

export function defaults<T extends OptionTable>(table: T): OptionValues<T> {
  return Object.fromEntries(Object.entries(table).map(([name, option]) => [name, option.default])) as OptionValues<T>;
}

/**
 * Fills in defaults and checks every value.
 * @throws AppError `option.invalid` naming the option, what is allowed and what was given; an unknown name likewise
 */
export function checkOptions<T extends OptionTable>(
  table: T,
  given: Readonly<Record<string, unknown>>,
): OptionValues<T> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(table, name))
      throw new AppError('option.invalid', {
        option: name,
        allowed: `one of ${Object.keys(table).join(', ')}`,
        got: name,
      });
  }
  const values: Record<string, unknown> = { ...defaults(table) };
  for (const [name, option] of Object.entries(table)) {
    const value = Object.hasOwn(given, name) ? given[name] : option.default;
    if (!isAllowed(option, value))
      throw new AppError('option.invalid', {
        option: name,
        allowed: allowedText(option),
        got: JSON.stringify(value) ?? 'nothing',
      });
    values[name] = value;
  }
  return values as OptionValues<T>;
}

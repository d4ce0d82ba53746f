/**
 * One declaration per option. The table of an algorithm or step gives the TypeScript type of its parameters, the
 * checker, the form, the help and the JSON Schema; conformance tests generate bad values from it.
 */
import { AppError } from './errors.ts';

interface OptionText {
  readonly title: string;
  readonly help: string;
  readonly unit?: string;
  /** Names other tools use for it; only for search. */
  readonly searchWords?: readonly string[];
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
export type Option = IntOption | NumberOption | ChoiceOption | FlagOption | WordsOption;
export type OptionTable = Readonly<Record<string, Option>>;

type ValueOf<O> =
  O extends ChoiceOption<infer V>
    ? V
    : O extends { kind: 'int' | 'number' }
      ? number
      : O extends { kind: 'flag' }
        ? boolean
        : O extends { kind: 'words' }
          ? readonly string[]
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

/** What is allowed, in words, for messages and help. */
export function allowedText(option: Option): string {
  if (option.kind === 'int') return `a whole number from ${option.min} to ${option.max}`;
  if (option.kind === 'number') return `a number from ${option.min} to ${option.max}`;
  if (option.kind === 'choice') return `one of ${option.values.join(', ')}`;
  if (option.kind === 'words') return `a list of at most ${option.maxItems} words`;
  return 'true or false';
}

export function isAllowed(option: Option, value: unknown): boolean {
  switch (option.kind) {
    case 'int':
      return Number.isSafeInteger(value) && isWithin(option, value);
    case 'number':
      return isWithin(option, value);
    case 'choice':
      return typeof value === 'string' && option.values.includes(value);
    case 'words':
      return Array.isArray(value) && value.length <= option.maxItems && value.every(word => typeof word === 'string');
    case 'flag':
      return typeof value === 'boolean';
  }
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

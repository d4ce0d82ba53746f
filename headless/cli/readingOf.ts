import { DATE_ORDERS, DECIMAL_MARKS, type Reading } from '#shared/reading';
import { readingSchema } from '#shared/recipe';
import { UsageError, wholeNumber, type Command } from './parseCommand.ts';

const SEPARATOR_NAMES: Readonly<Record<string, string>> = { tab: '\t', '\\t': '\t', space: ' ' };

/**
 * The reading options that a command was given.
 * @throws UsageError naming the option that is not understood
 */
export function readingOf({ options }: Command): Partial<Reading> {
  const reading: Partial<Reading> = {};
  if (options.sheet !== undefined) reading.sheet = options.sheet;
  if (options['header-row'] !== undefined)
    reading.headerRow = wholeNumber(options['header-row'], 'header-row', 0, 1_048_576, 0);
  if (options.range !== undefined) reading.range = options.range.toUpperCase().replaceAll('$', '');
  if (options.encoding !== undefined) reading.encoding = options.encoding;
  if (options.separator !== undefined) reading.separator = SEPARATOR_NAMES[options.separator] ?? options.separator;
  if (options.decimal !== undefined) reading.decimalMark = oneOf(DECIMAL_MARKS, options.decimal, 'decimal');
  if (options.dates !== undefined) reading.dateOrder = oneOf(DATE_ORDERS, options.dates, 'dates');
  checkShape(reading);
  return reading;
}

const ALLOWED: Readonly<Record<string, string>> = {
  sheet: 'a name of at most 100 characters',
  range: 'two cells such as A1:N500',
  encoding: 'a name such as utf-8 or windows-1252',
  separator: 'one character, tab, spaces or fixed',
};

function checkShape(reading: Partial<Reading>): void {
  const parsed = readingSchema.partial().safeParse(reading);
  if (parsed.success) return;
  const option = String(parsed.error.issues[0].path[0]);
  throw new UsageError(`--${option} takes ${ALLOWED[option]}, got "${String(reading[option as keyof Reading])}"`);
}

function oneOf<T extends string>(allowed: readonly T[], text: string, option: string): T {
  const found = allowed.find(value => value === text.toLowerCase());
  if (found === undefined) throw new UsageError(`--${option} takes ${allowed.join(' or ')}, got "${text}"`);
  return found;
}

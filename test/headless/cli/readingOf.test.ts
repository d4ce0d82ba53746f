import { expect, test } from 'vitest';
import { parseCommand, UsageError } from '../../../headless/cli/parseCommand.ts';
import { readingOf } from '../../../headless/cli/readingOf.ts';

const given = (...options: string[]) => readingOf(parseCommand(['profile', 'a.csv', ...options]));

test('every reading option of the command line', () => {
  expect(given()).toEqual({});
  expect(
    given(
      '--sheet',
      'Book',
      '--header-row',
      '0',
      '--range',
      'b3:$N$500',
      '--encoding',
      'windows-1252',
      '--dates',
      'mdy',
    ),
  ).toEqual({ sheet: 'Book', headerRow: 0, range: 'B3:N500', encoding: 'windows-1252', dateOrder: 'mdy' });
  expect(given('--separator', 'tab', '--decimal', ',')).toEqual({ separator: '\t', decimalMark: ',' });
  expect(given('--separator', ';')).toEqual({ separator: ';' });
});

test.each([
  [['--range', 'B3'], '--range takes two cells such as A1:N500, got "B3"'],
  [['--header-row', '-1'], '--header-row takes a whole number from 0 to 1048576, got -1'],
  [['--decimal', 'x'], '--decimal takes . or ,, got "x"'],
  [['--dates', 'dym'], '--dates takes dmy or mdy or ymd, got "dym"'],
  [['--separator', '::'], '--separator takes one character, tab, spaces or fixed, got "::"'],
])('%j is not understood', (options, message) => {
  expect(() => given(`${options[0]}=${options[1]}`)).toThrow(UsageError);
  expect(() => given(`${options[0]}=${options[1]}`)).toThrow(message);
});

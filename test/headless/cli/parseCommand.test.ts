import { describe, expect, it } from 'vitest';
import { listOf, parseCommand, UsageError, wholeNumber } from '../../../headless/cli/parseCommand.ts';
import { table } from '../../../headless/cli/runTable.ts';

describe('the command line', () => {
  it('is read into a command, its files and its options', () => {
    const command = parseCommand(['run', 'a.xlsx', '--seed', '7', '--formats', 'pdf', '--json']);
    expect(command).toEqual({
      name: 'run',
      positionals: ['a.xlsx'],
      options: { seed: '7', formats: 'pdf', json: true },
    });
    expect(parseCommand([]).name).toBe('help');
    expect(parseCommand(['--version']).name).toBe('version');
  });

  it.each([
    [['sing'], 'There is no command "sing"'],
    [['run'], 'tessera run takes one file, got 0'],
    [['run', 'a', 'b'], 'tessera run takes one file, got 2'],
    [['profile', 'a', '--formats', 'pdf'], 'tessera profile does not take --formats'],
    [['run', 'a', '--nonsense'], "Unknown option '--nonsense'"],
    [['constructor', 'a'], 'There is no command "constructor"'],
  ])('%j is refused with the reason', (argv, message) => {
    expect(() => parseCommand(argv)).toThrow(UsageError);
    expect(() => parseCommand(argv)).toThrow(message);
  });

  it('checks numbers and lists', () => {
    expect(wholeNumber(undefined, 'seed', 0, 9, 4)).toBe(4);
    expect(wholeNumber('9', 'seed', 0, 9, 4)).toBe(9);
    for (const wrong of ['10', '-1', '1.5', 'x', ''])
      expect(() => wholeNumber(wrong, 'seed', 0, 9, 4)).toThrow(UsageError);
    expect(listOf('PDF, html', 'formats', ['html', 'pdf'], [])).toEqual(['html', 'pdf']);
    expect(() => listOf('doc', 'formats', ['html', 'pdf'], [])).toThrow('--formats takes html, pdf, got "doc"');
  });

  it('sets numbers to the right and words to the left', () => {
    expect(
      table(
        ['Name', 'Size'],
        [
          ['A', '1,200'],
          ['Longer', '7'],
        ],
      ),
    ).toBe('Name     Size\n──────  ─────\nA       1,200\nLonger      7');
  });
});

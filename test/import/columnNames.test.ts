import { describe, expect, test } from 'vitest';
import { columnLetter, columnNames } from '#engine/import/header/columnNames';
import { tidyText } from '#engine/import/cells/tidyText';

const name = (originals: string[], hasHeader = true) =>
  columnNames([...originals.keys()], originals.map(tidyText), originals, new Set(), hasHeader);

describe('columnNames', () => {
  test('letters of a sheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
  });

  test('spaces, blanks and repeats, each with its reason', () => {
    const { names, renamed } = name(['DateofBirth', ' Is  PEP\n', '', 'DateofBirth', 'dateofbirth']);
    expect(names).toEqual(['DateofBirth', 'Is PEP', 'Column C', 'DateofBirth (2)', 'dateofbirth (3)']);
    expect(renamed).toEqual([
      { original: ' Is  PEP\n', name: 'Is PEP', reason: 'spaces' },
      { original: '', name: 'Column C', reason: 'blank' },
      { original: 'DateofBirth', name: 'DateofBirth (2)', reason: 'duplicate' },
      { original: 'dateofbirth', name: 'dateofbirth (3)', reason: 'duplicate' },
    ]);
  });

  test('a suffix never meets a name that is already there', () => {
    expect(name(['a (2)', 'a', 'a']).names).toEqual(['a (2)', 'a', 'a (3)']);
  });

  test('without a header nothing was renamed', () => {
    expect(name(['', ''], false)).toEqual({ names: ['Column A', 'Column B'], renamed: [] });
  });

  test('hostile names', () => {
    const long = 'x'.repeat(10_000);
    const { names } = name(['__proto__', 'constructor', long, long, '__proto__']);
    expect(names.slice(0, 2)).toEqual(['__proto__', 'constructor']);
    expect(names[2]).toHaveLength(400);
    expect(names[3]).toHaveLength(400);
    expect(names[4]).toBe('__proto__ (2)');
    expect(new Set(names).size).toBe(5);
  });

  test('sixteen thousand equal headers take no time', () => {
    const { names } = name(Array.from({ length: 16_384 }, () => 'same'));
    expect(new Set(names).size).toBe(16_384);
    expect(names[16_383]).toBe('same (16384)');
  });
});

import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { checkOptions, defaults, isAllowed, isHeard, type Option, type OptionTable } from '#shared/option';
import { CLASSIFIERS, CLUSTERINGS, DECOMPOSITIONS } from '#engine/algorithms/registry';
import { CLEAN_STEPS } from '#engine/clean/registry';
import { STEPS } from '#engine/prepare/registry';
import { RECOMMENDERS } from '#engine/recommend/registry';
import { SOURCES } from '#engine/sources';

interface Declared {
  id: string;
  title: string;
  options: OptionTable;
  sources: readonly string[];
}
const declared: Declared[] = [
  ...CLASSIFIERS,
  ...CLUSTERINGS,
  ...DECOMPOSITIONS,
  ...STEPS,
  ...CLEAN_STEPS,
  ...RECOMMENDERS,
];

/** Values just outside what the option allows, and of the wrong kind. */
function badValues(option: Option): unknown[] {
  const wrongKinds = [null, undefined, {}, [1], NaN, Infinity, '__proto__'];
  if (option.kind === 'int')
    return [...wrongKinds, option.min - 1, option.max + 1, option.min + 0.5, String(option.default)];
  if (option.kind === 'number')
    return [...wrongKinds, option.min - 1e-9 * Math.max(1, Math.abs(option.min)), option.max * 1.001 + 1e-9];
  if (option.kind === 'choice') return [null, undefined, 1, 'no such choice', [option.default], '__proto__'];
  if (option.kind === 'text') return [null, undefined, 1, ['a'], 'x'.repeat(option.maxLength + 1)];
  if (option.kind === 'column') return [null, undefined, 1, ['a'], 'x'.repeat(401)];
  if (option.kind === 'columns')
    return [null, undefined, 'a', [1], [''], Array.from({ length: option.maxItems + 1 }, (_none, i) => `c${i}`)];
  if (option.kind === 'pairs')
    return [
      null,
      undefined,
      'a',
      ['a'],
      [['a']],
      [['a', 1]],
      Array.from({ length: option.maxItems + 1 }, () => ['a', 'b']),
    ];
  if (option.kind === 'words')
    return [null, undefined, 'word', [1], Array.from({ length: option.maxItems + 1 }, () => 'w')];
  return [null, undefined, 0, 1, 'true'];
}
function boundValues(option: Option): unknown[] {
  if (option.kind === 'int' || option.kind === 'number') return [option.min, option.max, option.default];
  if (option.kind === 'choice') return [...option.values];
  return [option.default];
}

describe.each(declared.map(entry => [entry.id, entry] as const))('%s', (_id, { options, title, sources }) => {
  it('is heard under a choice that there is, and not under another', () => {
    for (const option of Object.values(options)) {
      if (!option.onlyFor) continue;
      const beside = options[option.onlyFor.choice];
      expect(beside.kind === 'choice' && option.onlyFor.values.every(value => beside.values.includes(value))).toBe(
        true,
      );
      const [first] = option.onlyFor.values;
      expect(isHeard(option, options, { [option.onlyFor.choice]: first })).toBe(true);
      expect(isHeard(option, options, { [option.onlyFor.choice]: 'another' })).toBe(false);
    }
  });

  it('has a title, and a title and help for every option', () => {
    expect(title.trim()).not.toBe('');
    for (const option of Object.values(options)) {
      expect(option.title.trim()).not.toBe('');
      expect(option.help).toMatch(/^[A-Z].*\.$/s);
    }
  });
  it('cites only known sources', () => {
    for (const source of sources) expect(Object.keys(SOURCES)).toContain(source);
  });
  it('accepts its defaults and bounds', () => {
    expect(checkOptions(options, {})).toEqual(defaults(options));
    for (const [name, option] of Object.entries(options)) {
      for (const value of boundValues(option)) expect(checkOptions(options, { [name]: value })[name]).toEqual(value);
    }
  });
  it('refuses every generated bad value by code and name', () => {
    for (const [name, option] of Object.entries(options)) {
      for (const value of badValues(option).filter(candidate => !isAllowed(option, candidate))) {
        const given = { [name]: value };
        expect(() => checkOptions(options, given), `${name} = ${String(value)}`).toThrow(AppError);
      }
      expect(badValues(option).filter(value => isAllowed(option, value))).toEqual([]);
    }
    expect(() => checkOptions(options, { nonsense: 1 })).toThrow('option.invalid');
  });
});

describe('ids', () => {
  it.each([
    ['algorithms', [...CLUSTERINGS, ...DECOMPOSITIONS] as Declared[]],
    ['preparation steps', STEPS as readonly Declared[]],
    ['cleaning steps', CLEAN_STEPS as readonly Declared[]],
  ])('of %s are unique', (_name, entries) => expect(new Set(entries.map(entry => entry.id)).size).toBe(entries.length));
});

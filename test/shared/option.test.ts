import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import {
  allowedText,
  checkOptions,
  choice,
  column,
  columns,
  defaults,
  flag,
  int,
  isAllowed,
  number,
  pairs,
  text as line,
  words,
  type OptionTable,
} from '#shared/option';

const text = { title: 'T', help: 'H' };
const TABLE = {
  nClusters: int({ ...text, min: 2, max: 10, default: 4 }),
  tol: number({ ...text, min: 0, max: 1, default: 0.5 }),
  init: choice({ ...text, values: ['kmeans++', 'random'], default: 'kmeans++' }),
  scale: flag({ ...text, default: true }),
  missing: words({ ...text, maxItems: 2, default: ['null'] }),
  formula: line({ ...text, maxLength: 5, default: '' }),
  target: column({ ...text, columnKinds: ['number'], default: '' }),
  inputs: columns({ ...text, columnKinds: ['number'], maxItems: 2, emptyMeans: 'all', default: [] }),
  merges: pairs({ ...text, maxItems: 1, labels: ['From', 'To'], default: [] }),
} satisfies OptionTable;

const BAD: Record<keyof typeof TABLE, readonly unknown[]> = {
  nClusters: [1, 11, 2.5, '4', Number.NaN, null, undefined, Number.POSITIVE_INFINITY],
  tol: [-0.001, 1.001, '0.5', Number.NaN, null],
  init: ['other', '', 1, null, 'toString'],
  scale: ['true', 0, 1, null],
  missing: [['a', 'b', 'c'], [1], 'a', null],
  formula: ['123456', 1, null],
  target: [1, null, 'x'.repeat(401)],
  inputs: [['a', 'b', 'c'], [''], [1], 'a', null],
  merges: [
    [['a']],
    [['a', 'b', 'c']],
    [['a', 1]],
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    'a',
    null,
  ],
};

describe('options', () => {
  it('takes defaults for what is not given', () => {
    expect(checkOptions(TABLE, {})).toEqual(defaults(TABLE));
    expect(checkOptions(TABLE, { nClusters: 7 })).toEqual({ ...defaults(TABLE), nClusters: 7 });
  });

  it('accepts the bounds themselves', () => {
    for (const good of [
      { nClusters: 2 },
      { nClusters: 10 },
      { tol: 0 },
      { tol: 1 },
      { missing: [] },
      { missing: ['a', 'b'] },
    ])
      expect(checkOptions(TABLE, good)).toMatchObject(good);
  });

  it.each(Object.entries(BAD).flatMap(([name, values]) => values.map(value => [name, value] as const)))(
    '%s refuses %s',
    (name, value) => {
      const option = TABLE[name as keyof typeof TABLE];
      expect(isAllowed(option, value)).toBe(false);
      const error = caught(() => checkOptions(TABLE, { [name]: value }));
      expect(error.code).toBe('option.invalid');
      expect(error.args).toEqual({
        option: name,
        allowed: allowedText(option),
        got: JSON.stringify(value) ?? 'nothing',
      });
    },
  );

  it('refuses names it does not have, own properties only', () => {
    for (const name of ['nCluster', 'toString', '__proto__x', 'constructor'])
      expect(caught(() => checkOptions(TABLE, { [name]: 1 })).args).toMatchObject({ option: name, got: name });
  });
});

function caught(work: () => unknown): AppError<'option.invalid'> {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error as AppError<'option.invalid'>;
    throw error;
  }
  throw new Error('nothing was thrown');
}

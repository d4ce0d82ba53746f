import { describe, expect, it } from 'vitest';
import { nameColumns } from '#engine/import/choices/nameColumns';
import { changedByHand } from '#engine/session/mainJob';
import { changeColumns } from '#engine/session/columnChanges';
import { importKey, readKey } from '#engine/session/stageKeys';
import { selectRows } from '#engine/table/selectRows';
import { STEPS } from '#engine/prepare/registry';
import { formula } from '#engine/clean/steps/formula';
import { rules } from '#engine/clean/steps/rules';
import { AppError } from '#shared/errors';
import type { OptionTable } from '#shared/option';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { columnOf, importRows, kindsOf, reportOf, rolesOf, valuesOf } from '../support/importRows.ts';

const rows = [
  ['CustomerID', 'Visits', 'Grade', 'Joined'],
  ['A1', 999, 'low', '1900-01-01'],
  ['A2', '999.0', 'high', '2024-03-01'],
  ['A3', 3, 'middle', '2024-04-01'],
  ['A4', 998, 'high', '2024-05-01'],
  ['A5', '-1', 'unasked', { day: -25_567 }],
];
const withColumns = (columns: Recipe['columns']): Recipe => ({ ...defaultRecipe(), columns });
const optionsOf = (step: string) => STEPS.find(({ id }) => id === step)?.options;

describe('missing codes', () => {
  it('are compared as numbers, words or days, and are counted with the word "code"', async () => {
    const recipe = withColumns({
      Visits: { missingCodes: ['999', '-1.0'] },
      Grade: { missingCodes: ['UNASKED'] },
      Joined: { missingCodes: ['1900-01-01'] },
    });
    const imported = await importRows(rows, recipe);
    expect(kindsOf(imported).Visits).toBe('number');
    expect(valuesOf(imported, 'Visits')).toEqual([null, null, 3, 998, null]);
    expect(valuesOf(imported, 'Grade')).toEqual(['low', 'high', 'middle', 'high', null]);
    // 1900-01-01 is 25,567 days before 1970-01-01, whether it is written as text or as a date cell.
    expect(valuesOf(imported, 'Joined')).toEqual([null, '2024-03-01', '2024-04-01', '2024-05-01', null]);
    expect(imported.report.missingTokens).toEqual([
      { column: 'Visits', token: '999.0 (code)', count: 1, rows: [3] },
      { column: 'Visits', token: '-1 (code)', count: 1, rows: [6] },
      { column: 'Visits', token: '999 (code)', count: 1, rows: [2] },
      { column: 'Grade', token: 'unasked (code)', count: 1, rows: [6] },
      { column: 'Joined', token: '1900-01-01 (code)', count: 2, rows: [2, 6] },
    ]);
  });

  it('hold in their own column only', async () => {
    const imported = await importRows(
      [
        ['CustomerID', 'Visits', 'Points'],
        ['A1', 99, 99],
        ['A2', 3, 4],
      ],
      withColumns({ Visits: { missingCodes: ['99'] } }),
    );
    expect([valuesOf(imported, 'Visits'), valuesOf(imported, 'Points')]).toEqual([
      [null, 3],
      [99, 4],
    ]);
  });
});

describe('names, labels and orders', () => {
  it('are given after reading and change neither kind nor role', async () => {
    const recipe = withColumns({
      CustomerID: { name: 'Key' },
      Visits: { label: 'Visits to a branch', missingCodes: ['999'] },
      Grade: { name: 'Risk grade', levels: ['low', 'middle', 'high'] },
    });
    const read = await importRows(rows, recipe);
    const imported = changedByHand(read, recipe);
    expect(rolesOf(imported)).toEqual({
      Key: 'identifier',
      Visits: 'feature',
      'Risk grade': 'feature',
      Joined: 'date',
    });
    expect(reportOf(imported, 'Visits')).toMatchObject({ label: 'Visits to a branch', missingCodes: ['999'] });
    expect(columnOf(imported, 'Risk grade')).toMatchObject({ header: 'Grade', order: ['low', 'middle', 'high'] });
    expect(imported.report.renamed).toContainEqual({ original: 'Grade', name: 'Risk grade', reason: 'chosen' });
    const ascending = selectRows(imported.table, [], { column: 'Risk grade', descending: false });
    expect(Array.from(ascending, row => valuesOf(imported, 'Risk grade')[row])).toEqual([
      'low',
      'middle',
      'high',
      'high',
      'unasked',
    ]);
  });

  it('are refused when two columns would have one name', async () => {
    const read = await importRows(rows);
    expect(() => nameColumns(read, { Grade: { name: 'visits' } })).toThrow(AppError);
  });

  it('are no reason to read again', () => {
    const plain = defaultRecipe();
    const named = withColumns({ Grade: { name: 'Risk grade', label: 'Grade', levels: ['low'] } });
    const coded = withColumns({ Grade: { missingCodes: ['x'] } });
    expect(readKey(named)).toBe(readKey(plain));
    expect(importKey(named)).not.toBe(importKey(plain));
    expect(readKey(coded)).not.toBe(readKey(plain));
  });
});

describe('a change of columns', () => {
  const driver = {
    id: 'a',
    title: 'A',
    column: 'Visits',
    against: 'Grade',
    measure: 'ratio',
    full: 2,
    weight: 1,
  } as const;
  const recipe: Recipe = {
    ...defaultRecipe(),
    edits: [{ row: 2, column: 'Visits', from: 1, to: 2 }],
    tiers: { drivers: [driver], mediumFrom: 20, highFrom: 40 },
  };

  it('renames a column wherever the recipe names it, and again by its new name', () => {
    const once = changeColumns(recipe, [{ name: 'Visits', rename: ' Calls ' }], optionsOf);
    const twice = changeColumns(once, [{ name: 'Calls', rename: 'Contacts', role: 'ignore' }], optionsOf);
    expect(twice.columns).toEqual({ Visits: { name: 'Contacts', role: 'ignore' } });
    expect(twice.edits[0].column).toBe('Contacts');
    expect(twice.tiers!.drivers[0]).toMatchObject({ column: 'Contacts', against: 'Grade' });
  });

  it('renames a column in the options of a step that choose columns, and in no other text', () => {
    const table = {
      columns: { kind: 'columns', title: '', help: '', columnKinds: [], maxItems: 9, emptyMeans: 'all', default: [] },
      by: { kind: 'column', title: '', help: '', columnKinds: [], default: '' },
      value: { kind: 'text', title: '', help: '', maxLength: 9, default: '' },
    } as const;
    const options = { columns: ['Visits', 'Grade'], by: 'Visits', value: 'Visits' };
    const asked = { ...recipe, clean: [{ step: 'trim', options }] };
    const renamed = changeColumns(asked, [{ name: 'Visits', rename: 'Calls' }], () => table);
    expect(renamed.clean[0].options).toEqual({ columns: ['Calls', 'Grade'], by: 'Calls', value: 'Visits' });
  });

  it('renames a column in formulas and rules, however it is written there, and one that a step makes', () => {
    const tables: Record<string, OptionTable> = { formula: formula.options, rules: rules.options };
    const clean = [
      { step: 'formula', options: { name: 'Rate', formula: 'visits / 12 + [Visits]' } },
      { step: 'formula', options: { name: 'Visits', formula: 'if(Grade = "Visits", Visits, 0)' } },
      { step: 'rules', options: { column: 'Visits', expression: '[Visits] < Rate', lower: '1' } },
    ];
    const tableOf = (step: string) => tables[step];
    const renamed = changeColumns({ ...recipe, clean }, [{ name: 'Visits', rename: 'Calls' }], tableOf);
    expect(renamed.clean.map(({ options }) => options)).toEqual([
      { name: 'Rate', formula: '[Calls] / 12 + [Calls]' },
      { name: 'Calls', formula: 'if(Grade = "Visits", [Calls], 0)' },
      { column: 'Calls', expression: '[Calls] < Rate', lower: '1' },
    ]);
    const made = changeColumns({ ...recipe, clean }, [{ name: 'Rate', rename: 'A ] b' }], tableOf);
    expect(made.clean[0].options).toMatchObject({ name: 'A ] b' });
    expect(made.clean[2].options).toMatchObject({ expression: '[Visits] < [A ]] b]' });
  });

  it('that takes everything back leaves nothing, and a reserved or empty name is refused', () => {
    const named = changeColumns(
      recipe,
      [{ name: 'Visits', rename: 'Calls', label: 'x', missingCodes: ['9'] }],
      optionsOf,
    );
    const back = changeColumns(named, [{ name: 'Calls', rename: 'Visits', label: '', missingCodes: [] }], optionsOf);
    expect(back.columns).toEqual({ Visits: {} });
    for (const rename of ['Risk tier', '  '])
      expect(() => changeColumns(recipe, [{ name: 'Visits', rename }], optionsOf)).toThrow(AppError);
  });
});

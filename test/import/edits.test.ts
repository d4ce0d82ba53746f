import { describe, expect, it } from 'vitest';
import { applyEdits, EditedColumns } from '#engine/import/edits/applyEdits';
import { cellInput } from '#engine/import/edits/cellInput';
import { placeLevels } from '#engine/import/edits/placeLevels';
import { orderLevels } from '#engine/import/kinds/levels';
import { distinctValues } from '#engine/import/roles/distinctValues';
import { AppError } from '#shared/errors';
import type { ColumnKind } from '#shared/columns';
import { defaultRecipe, type CellEdit, type Recipe } from '#shared/recipe';
import { columnOf, importRows, reportOf, valuesOf } from '../support/importRows.ts';

const rows = [
  ['CustomerID', 'Balance', 'City', 'Opened', 'Is active', 'Subscribed channels'],
  ['A1', 10, 'Lahore', '2024-01-05', 'yes', 'ATM; Branch'],
  ['A2', 20, 'Karachi', '2024-02-05', 'no', 'ATM'],
  ['A3', 20, 'Lahore', '2024-03-05', 'yes', 'Branch'],
  ['A4', null, 'Karachi', '2024-04-05', 'no', 'ATM; Branch'],
  ['A5', 40, 'Quetta', '2024-05-05', 'yes', 'ATM; Web'],
];
const edit = (row: number, column: string, from: CellEdit['from'], to: CellEdit['to']): CellEdit => ({
  row,
  column,
  from,
  to,
});
const withEdits = (...edits: CellEdit[]): Recipe => ({ ...defaultRecipe(), edits });

describe('edits', () => {
  it('change the cell in the row of the sheet, of every kind, and only its column', async () => {
    const read = await importRows(rows);
    const recipe = withEdits(
      edit(2, 'Balance', 10, 15.5),
      edit(5, 'Balance', null, 20),
      edit(3, 'City', 'Karachi', 'Multan'),
      edit(4, 'Opened', '2024-03-05', '2025-01-31'),
      edit(6, 'Is active', true, null),
      edit(3, 'Subscribed channels', 'ATM', 'Web; Branch'),
    );
    const edited = applyEdits(read, recipe);
    expect(valuesOf(edited, 'Balance')).toEqual([15.5, 20, 20, 20, 40]);
    expect(valuesOf(edited, 'City')).toEqual(['Lahore', 'Multan', 'Lahore', 'Karachi', 'Quetta']);
    expect(valuesOf(edited, 'Opened')[2]).toBe('2025-01-31');
    expect(valuesOf(edited, 'Is active')).toEqual([true, false, true, false, null]);
    expect(valuesOf(edited, 'Subscribed channels')[1]!.toString().split('; ').sort()).toEqual(['Branch', 'Web']);
    expect(columnOf(edited, 'CustomerID')).toBe(columnOf(read, 'CustomerID'));
    expect(valuesOf(read, 'Balance')).toEqual([10, 20, 20, null, 40]);
    expect(reportOf(edited, 'Balance')).toMatchObject({ missing: 0, distinct: 3 });
    expect(reportOf(edited, 'Is active').missing).toBe(1);
    // The corrected day is the latest of the file now.
    expect([edited.report.referenceDate, read.report.referenceDate]).toEqual(['2025-01-31', '2024-05-05']);
    expect(edited.edited).toHaveLength(6);
  });

  it('are left out where the cell holds something else, and a note says how many', async () => {
    const edits = [
      edit(2, 'Balance', 11, 12),
      edit(99, 'Balance', 1, 2),
      edit(2, 'Nowhere', 1, 2),
      edit(3, 'City', 'karachi', 'Multan'),
    ];
    const edited = applyEdits(await importRows(rows), withEdits(...edits));
    expect(edited.report.notes).toContainEqual({ code: 'edits.notApplied', args: { n: 3, of: 4 } });
    expect(edited.edited).toEqual([edits[3]]);
    expect(valuesOf(edited, 'Balance')[0]).toBe(10);
    expect(valuesOf(edited, 'City')[1]).toBe('Multan');
  });

  it('remembers the other columns from edit to edit', async () => {
    const read = await importRows(rows);
    const memory = new EditedColumns();
    const first = applyEdits(read, withEdits(edit(2, 'Balance', 10, 15)), memory);
    const second = applyEdits(read, withEdits(edit(2, 'Balance', 10, 15), edit(2, 'City', 'Lahore', 'Multan')), memory);
    expect(columnOf(second, 'Balance')).toBe(columnOf(first, 'Balance'));
    expect(valuesOf(second, 'City')[0]).toBe('Multan');
  });

  it('counts gaps and different values as if the column had been read so', async () => {
    const read = await importRows(rows);
    for (const [from, to, row] of [
      [10, 20, 2],
      [20, null, 3],
      [null, 7, 5],
      [40, 41, 6],
    ] as const) {
      const edited = applyEdits(read, withEdits(edit(row, 'Balance', from, to)));
      const { missing, distinct } = reportOf(edited, 'Balance');
      expect([missing, distinct]).toEqual([
        valuesOf(edited, 'Balance').filter(value => value === null).length,
        distinctValues(columnOf(edited, 'Balance')),
      ]);
    }
  });
});

describe('levels after an edit', () => {
  it('stand as if they were ordered anew', () => {
    const levels = ['a', 'b', 'c', 'd'];
    const before = [0, 1, 2, 0, 1, 0, 3, -1, 2, 1];
    for (let row = 0; row < before.length; row++) {
      for (const to of [-1, 0, 1, 2, 3, 4]) {
        const start = orderLevels(Int32Array.from(before), levels);
        const codes = start.codes.slice();
        const withNew = [...start.levels, 'new'];
        const touched = new Set([codes[row], to]);
        codes[row] = to;
        expect(placeLevels(codes.slice(), withNew, touched)).toEqual(orderLevels(codes, withNew));
      }
    }
  });
});

describe('what is typed into a cell', () => {
  const typed = (kind: ColumnKind, text: string) =>
    cellInput(text, { column: 'X', kind, dateOrder: 'dmy', missingWords: new Set(['', 'na']) });

  it.each([
    ['number', '1,234.50', 1234.5],
    ['number', '12,5', 12.5],
    ['number', ' NA ', null],
    ['date', '31/12/2024', '2024-12-31'],
    ['date', '2024-02-29', '2024-02-29'],
    ['boolean', 'Yes', true],
    ['boolean', '0', false],
    ['category', '  New   York ', 'New York'],
    ['text', '=1+1', '=1+1'],
    ['set', 'ATM; Web;ATM', 'ATM; Web'],
    ['set', '', null],
  ] as const)('%s: %j is %j', (kind, text, value) => expect(typed(kind, text)).toBe(value));

  it.each([
    ['number', 'abc'],
    ['number', '1e999'],
    ['date', '31/02/2024'],
    ['boolean', 'maybe'],
    ['category', 'x'.repeat(401)],
  ] as const)('%s: %j is refused', (kind, text) => expect(() => typed(kind, text)).toThrow(AppError));
});

import { expect, it } from 'vitest';
import { defaultReading } from '#shared/reading';
import type { TablesState } from '#shared/contract/tables';
import { originName } from '../../renderer/screens/tables/originName.ts';

function appended(...origins: (string | null)[]): TablesState['further'] {
  return origins.map((origin, i) => {
    const table = `table-${i + 1}`;
    return {
      table: { id: table, file: null, reading: defaultReading(), rfm: null },
      step: { how: 'append', table, origin },
    };
  });
}

it('names the column of where rows came from as before, and as no column of a table is called', () => {
  expect(originName([], ['CustomerID'], ['CustomerID'])).toBe('Table');
  expect(originName([], ['CustomerID', ' TABLE'], ['CustomerID'])).toBe('Source table');
  expect(originName([], ['CustomerID'], ['table', 'source_table'])).toBe('Table of origin');
  expect(originName(appended('Table', null), ['CustomerID', 'Table'], ['CustomerID'])).toBe('Table');
  expect(originName(appended('Month'), ['CustomerID', 'Month'], ['CustomerID'])).toBe('Month');
  expect(originName(appended('Table'), ['CustomerID', 'Table'], ['CustomerID', 'Table'])).toBe('Source table');
});

import { expect, it } from 'vitest';
import { identifiersOf } from '#engine/import/roles/identifiersOf';
import type { Column } from '#engine/table/Column';

const column = (name: string): Column => ({ kind: 'number', name, values: Float64Array.of(1) });

it('names customers by their own number before that of the row', () => {
  const columns = ['RowNumber', 'Reference', 'CustomerId', 'Balance'].map(column);
  const found = identifiersOf({ nRows: 1, columns }, ['identifier', 'identifier', 'identifier', 'feature']);
  expect(found.map(({ name }) => name)).toEqual(['CustomerId', 'Reference', 'RowNumber']);
});

it('takes the number of the row where there is nothing else', () =>
  expect(identifiersOf({ nRows: 1, columns: [column('RowNumber')] }, ['identifier'])).toHaveLength(1));

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestEngine } from '../support/engineClient.ts';

const lines = [
  'Customers of the bank;;',
  'Account;Opened;Amount',
  'A1;03/04/2024;1.234',
  'A2;13/04/2024;12,5',
  'A3;14/04/2024;7',
  'A2;13/04/2024;12,5',
  '=cmd|calc;x;y;z;too many',
  'Total;;1.253,5',
];

it('a look at a file leaves what is open as it is, takes choices at once, and is what the import then does', async () => {
  const { client, register, folder } = await startTestEngine(1);
  const path = join(folder, 'book.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const file = register(path, 'book.csv');
  const seen = await client.call('dataset.preview', { file });
  expect(await client.call('dataset.report', {})).toBeNull();
  expect(seen).toMatchObject({ headerRows: [2], separator: ';', nData: 4, nRejected: 2, nColumns: 3 });
  expect(seen.raw.map(({ mark }) => mark)).toEqual([
    'above', 'header', 'data', 'data', 'data', 'data', 'raggedRow', 'footer',
  ]); // prettier-ignore
  // A decimal comma is shown as it stands, and below it what became of it.
  expect(seen.raw[3].cells.slice(0, 3)).toEqual(['A2', '13/04/2024', '12,5']);
  expect(seen.typed[1].values[2]).toBe(12.5);
  expect(seen.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['Account', 'category'],
    ['Opened', 'date'],
    ['Amount', 'number'],
  ]);
  expect(seen.typed[0]).toEqual({ row: 3, values: ['A1', '2024-04-03', 1234] });
  expect(seen.dateOrderEvidence).toBe('day first in 1 column (Opened)');

  const columns = { Amount: { kind: 'text' as const }, 'Not there': { kind: 'date' as const } };
  const changed = await client.call('dataset.preview', { file, reading: { headerRow: 0, range: 'A3:B5' }, columns });
  expect(changed).toMatchObject({ headerRows: [], range: 'A3:B5', nData: 3, nColumns: 2 });
  expect(changed.raw[0].mark).toBe('outside');

  const kept = { Amount: { kind: 'text' as const } };
  const report = await client.call('dataset.open', { file, columns: kept });
  expect(report.rows).toEqual({ read: 6, kept: 3, rejected: 2, duplicate: 1, empty: 0 });
  expect(report.columns.find(({ name }) => name === 'Amount')).toMatchObject({ kind: 'text' });
  expect(report.duplicates).toEqual([{ row: 6, sameAs: 4 }]);
  await expect(client.call('dataset.preview', { file, reading: { range: 'X1:Z9' } })).rejects.toMatchObject({
    code: 'reading.range',
  });
  expect(await client.call('dataset.endPreview', {})).toBeNull();
});

it('hands out every row that was left out, with nothing that a spreadsheet would run', async () => {
  const { client, register, pathOf, folder } = await startTestEngine(1);
  const path = join(folder, 'book.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  await client.call('dataset.open', { file: register(path, 'book.csv') });
  const file = await client.call('dataset.leftOutFile', {});
  expect(file.name).toBe('book-rows-left-out.csv');
  const text = readFileSync(pathOf(file.token), 'utf8');
  expect(text.split('\r\n')).toEqual([
    '\ufeffSheet,Row,Column,What became of it,Reason,Same as row,Text',
    ',6,,duplicate removed,equal in every cell to an earlier row,4,',
    `,7,,rejected,more or fewer cells than columns,,"'=cmd|calc;x;y;z;too many"`,
    ',8,,rejected,"a total or remark, not a customer",,Total | 1253.5',
    '',
  ]);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '#shared/recipe';
import { json, tessera } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const folder = temporaryFolder();
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const rows = (n: number, row: (i: number) => string, header = 'Account,Amount,Visits') =>
  [header, ...Array.from({ length: n }, (_row, i) => row(i))].join('\n');
const varied = rows(40, i => `A${i},${(i * 37) % 101},${(i * 13) % 17}`);

mkdirSync(join(folder, 'a folder.csv'));
const oleHeader = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const recipe = (change: object) =>
  file(`recipe-${JSON.stringify(change).length}.json`, JSON.stringify({ ...defaultRecipe(), ...change }));

interface Failure {
  error: { code: string; args: Record<string, unknown>; message: string };
}

describe('bad input gets one sentence with a code', () => {
  it.each<[string, () => string[], string]>([
    ['a missing file', () => [join(folder, 'nowhere.xlsx')], 'file.missing'],
    ['a folder', () => [join(folder, 'a folder.csv')], 'file.folder'],
    ['an empty file', () => [file('empty.csv', '')], 'file.empty'],
    ['an empty workbook file', () => [file('empty.xlsx', '')], 'file.empty'],
    ['blank lines only', () => [file('blank.csv', '\n\n\n')], 'sheet.empty'],
    ['a header and no rows', () => [file('header.csv', 'Account,Amount\n')], 'sheet.noRows'],
    ['one customer', () => [file('one.csv', 'Account,Amount,Visits\nA1,5,2\n')], 'data.tooFewRows'],
    [
      'customers that are all the same',
      () => [
        file(
          'same.csv',
          rows(30, i => `A${i},5,2`),
        ),
      ],
      'data.allIdentical',
    ],
    [
      'text that calls itself a workbook',
      () => [file('text.xlsx', '%PDF-1.4 nothing like a workbook')],
      'file.wrongFormat',
    ],
    [
      'half a workbook',
      () => [file('half.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3))],
      'xlsx.damaged',
    ],
    [
      'an old workbook with a new name',
      () => [file('old.xlsx', new Uint8Array([...oleHeader, ...new Uint8Array(4096)]))],
      'file.wrongFormat',
    ],
    [
      'more segments than customers differ',
      () => [
        file(
          'few.csv',
          rows(40, i => `A${i},${i % 3},${(i % 3) * 7}`),
        ),
        '--recipe',
        recipe({ segmenting: { ...defaultRecipe().segmenting, chooseBy: 'given', nClusters: 9 } }),
      ],
      'data.tooFewDistinct',
    ],
    [
      'a sheet that is not there',
      () => [join('assets', 'samples', 'RiskSummary.xlsx'), '--sheet', 'Nowhere'],
      'xlsx.noSheet',
    ],
    [
      'a recipe for another column',
      () => [file('ok.csv', varied), '--recipe', recipe({ columns: { Town: { role: 'feature' } } })],
      'data.unknownColumn',
    ],
    [
      'a recipe that is not one',
      () => [file('ok2.csv', varied), '--recipe', file('not.json', '{"version": 1')],
      'recipe.invalid',
    ],
    [
      'a recipe of a later version',
      () => [file('ok3.csv', varied), '--recipe', recipe({ version: 2 })],
      'recipe.invalid',
    ],
    [
      'a step option out of range',
      () => [
        file('ok4.csv', varied),
        '--recipe',
        recipe({
          prepare: [
            { step: 'impute', options: { nNeighbors: 0 } },
            { step: 'scale', options: {} },
          ],
        }),
      ],
      'option.invalid',
    ],
  ])('%s', async (_name, argv, code) => {
    const outcome = await tessera('run', ...argv(), '--json', '--threads', '1');
    const { error } = json<Failure>(outcome);
    expect([error.code, outcome.status]).toEqual([code, 1]);
    expect(error.message).toMatch(/^\S.{10,}[.]$/s);
    expect(error.message).not.toMatch(/undefined|NaN|\[object/);
  });

  it('a command that is not understood ends with status 2', async () => {
    expect((await tessera('run')).status).toBe(2);
    expect((await tessera('dance')).status).toBe(2);
    expect((await tessera('run', file('ok5.csv', varied), '--seed', 'x')).status).toBe(2);
  });
});

describe('ugly but readable input is read', () => {
  it.each<[string, () => string]>([
    ['CSV in UTF-16', () => file('utf16.csv', Buffer.from(`\ufeff${varied}`, 'utf16le'))],
    [
      'CSV in windows-1252',
      () =>
        file(
          'cp1252.csv',
          Buffer.from(varied.replaceAll('A1', 'Zür\u00e9').replace('Account', 'Kont\u00f6'), 'latin1'),
        ),
    ],
    ['semicolons', () => file('semicolons.csv', varied.replaceAll(',', ';'))],
    ['carriage returns and line feeds', () => file('crlf.csv', varied.replaceAll('\n', '\r\n'))],
    ['twenty-two customers', () => file('few-customers.csv', varied.split('\n').slice(0, 23).join('\n'))],
    [
      'one column',
      () =>
        file(
          'column.csv',
          rows(60, i => String(((i * 7919) % 97) + (i % 2) * 500), 'Amount'),
        ),
    ],
  ])('%s', async (_name, path) => {
    const outcome = await tessera('run', path(), '--json', '--threads', '1');
    expect(outcome.messages).toEqual([]);
    expect(outcome.status).toBe(0);
    const document = json<{ segmentation: { sizes: number[]; nClusters: number }; import: { customers: number } }>(
      outcome,
    );
    expect(document.segmentation.sizes.reduce((sum, size) => sum + size, 0)).toBe(document.import.customers);
    expect(document.segmentation.nClusters).toBeGreaterThanOrEqual(2);
  });
});

describe('a record that cannot be cut into cells', () => {
  it('is counted once, as rejected', async () => {
    const lines = varied.split('\n');
    lines.splice(5, 0, 'A99,1,2,3,4,5');
    const outcome = await tessera('profile', file('ragged.csv', lines.join('\n')), '--json');
    const { rows } = json<{ rows: Record<string, number> }>(outcome);
    expect(rows).toEqual({ read: 41, kept: 40, rejected: 1, duplicate: 0, empty: 0 });
  });
});

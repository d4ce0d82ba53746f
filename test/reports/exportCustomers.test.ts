import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { TIERS } from '#shared/results';
import { stream } from '#engine/random';
import type { Run } from '#engine/jobs/Run';
import type { Column } from '#engine/table/Column';
import { exportColumns } from '#engine/reports/customers/CustomerExport';
import { exportCustomersCsv } from '#engine/reports/customers/exportCustomersCsv';
import { exportCustomersXlsx } from '#engine/reports/customers/exportCustomersXlsx';
import { typicalCustomers } from '#engine/reports/customers/typicalCustomers';
import { makeCustomers } from '../support/customers.ts';
import { makeReportInput } from '../support/reportInput.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { unzip } from '../support/unzip.ts';

const folder = temporaryFolder();
const run = {
  seed: 1,
  signal: new AbortController().signal,
  stream: (purpose: string, index = 0) => stream(1, purpose, index),
  progress: () => undefined,
  throwIfCancelled: () => undefined,
} as unknown as Run;

describe('exportCustomersCsv', () => {
  it('writes every column, then segment, name, tier and score', async () => {
    const path = join(folder, 'small.csv');
    await exportCustomersCsv(path, makeCustomers(3, ['=1+1', 'Sana, "the" first', 'کراچی']), run);
    const lines = readFileSync(path, 'utf8').split('\r\n');
    expect(lines[0]).toBe('\ufeffCustomerID,Name,Balance,Since,PEP,Channels,Segment,Segment name,Risk tier,Risk score');
    expect(lines[1]).toBe(`9007199254000000,'=1+1,0,2022-01-08,FALSE,"ATM; Branch",1,Everyday salaried savers,High,0`);
    expect(lines[2]).toBe(
      `9007199254000001,"Sana, ""the"" first",,2022-01-09,TRUE,"ATM; Branch",2,Cash-heavy traders,Medium,1`,
    );
    expect(lines[3]).toBe('9007199254000002,کراچی,-3,,,"ATM; Branch",3,Young digital users,Low,2');
    expect(lines).toHaveLength(5);
  });

  it('writes no risk score where the rule gave no tier', async () => {
    const path = join(folder, 'untiered.csv');
    const customers = makeCustomers(2);
    const tiers = Uint8Array.of(TIERS.indexOf('None'), TIERS.indexOf('Low'));
    await exportCustomersCsv(path, { ...customers, segmented: { ...customers.segmented!, tiers } }, run);
    const [, none, low] = readFileSync(path, 'utf8').split('\r\n');
    expect(none).toMatch(/,None,$/);
    expect(low).toMatch(/,Low,1$/);
  });

  it('writes scores without segments where customers were not grouped', async () => {
    const path = join(folder, 'scored.csv');
    const scores = {
      eventWords: 'Exited is Yes',
      probability: Float64Array.of(0.5, 0.25, 0.125),
      bands: Uint8Array.of(4, 2, 0),
      reasons: ['Age is 61', null, 'Balance is -3'],
      creditLine: Float64Array.of(1200, Number.NaN, 0),
    };
    await exportCustomersCsv(path, { ...makeCustomers(3), segmented: null, scores }, run);
    const lines = readFileSync(path, 'utf8').split('\r\n');
    expect(lines[0]).toBe(
      '\ufeffCustomerID,Name,Balance,Since,PEP,Channels,Event probability,Score band,Score reasons,Suggested credit line',
    );
    expect(lines[1]).toMatch(/,0\.5,Very high,Age is 61,1200$/);
    expect(lines[2]).toMatch(/,0\.25,Medium,,$/);
    expect(lines[3]).toMatch(/,0\.125,Very low,Balance is -3,0$/);
  });

  it('gives the same bytes twice and writes more rows than one buffer holds', async () => {
    const [one, two] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
    const customers = makeCustomers(20_000);
    await exportCustomersCsv(one, customers, run);
    await exportCustomersCsv(two, customers, run);
    const bytes = readFileSync(one);
    expect(bytes.equals(readFileSync(two))).toBe(true);
    expect(bytes.toString('utf8').split('\r\n')).toHaveLength(20_002);
  });

  it('leaves the old file and no other when it is cancelled', async () => {
    const path = join(folder, 'kept.csv');
    writeFileSync(path, 'old');
    const cancelled = {
      ...run,
      throwIfCancelled: () => {
        throw new Cancelled();
      },
    } as Run;
    await expect(exportCustomersCsv(path, makeCustomers(10), cancelled)).rejects.toBeInstanceOf(Cancelled);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  it('does not take the name of a column of the file', () => {
    const customers = makeCustomers(2);
    const table = {
      ...customers.table,
      columns: customers.table.columns.map((c, i) => (i === 2 ? { ...c, name: 'Segment' } : c)),
    };
    const names = exportColumns({ ...customers, table }).map(column => column.header);
    expect(names).toContain('Segment (Tessera)');
    expect(new Set(names).size).toBe(names.length);
  });

  it('fails with a code where the folder is missing', async () => {
    await expect(exportCustomersCsv(join(folder, 'nowhere', 'a.csv'), makeCustomers(2), run)).rejects.toMatchObject({
      code: 'file.notWritable',
    });
  });
});

describe('exportCustomersXlsx', () => {
  it('writes customers, segments, profile and the run, with no formula', async () => {
    const path = join(folder, 'small.xlsx');
    const notes = await exportCustomersXlsx(path, makeCustomers(5, ['=1+1', 'Sana']), makeReportInput(), run);
    expect(notes).toEqual([]);
    const parts = unzip(readFileSync(path));
    const workbook = parts.get('xl/workbook.xml')?.toString('utf8') ?? '';
    expect(Array.from(workbook.matchAll(/<sheet name="([^"]+)"/g), match => match[1])).toEqual([
      'Customers',
      'Segments',
      'Profile',
      'Data quality',
      'Run and file',
    ]);
    const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(sheets).toHaveLength(5);
    for (const [, xml] of sheets) expect(xml.toString('utf8')).not.toMatch(/<f[ >]/);
    const texts = parts.get('xl/sharedStrings.xml')?.toString('utf8') ?? '';
    expect(texts).toContain('=1+1');
    // Excel keeps 15 digits of a number; an identifier of 16 is written as text.
    expect(texts).toContain('9007199254000001');
  });

  it('leaves an identifier of few digits a number, so that it still matches the one in the file', () => {
    const customers = makeCustomers(2);
    const short: Column = { kind: 'number', name: 'CustomerID', values: Float64Array.of(101_786_027, 101_786_028) };
    const table = { ...customers.table, columns: [short, ...customers.table.columns.slice(1)] };
    const [id] = exportColumns({ ...customers, table });
    expect([id.kind, id.typed(1)]).toEqual(['number', 101_786_028]);
    expect(exportColumns(customers)[0].kind).toBe('text');
  });

  it('writes scores without segments where customers were not grouped', async () => {
    const path = join(folder, 'scored.csv');
    const scores = {
      eventWords: 'Exited is Yes',
      probability: Float64Array.of(0.5, 0.25, 0.125),
      bands: Uint8Array.of(4, 2, 0),
      reasons: ['Age is 61', null, 'Balance is -3'],
      creditLine: Float64Array.of(1200, Number.NaN, 0),
    };
    await exportCustomersCsv(path, { ...makeCustomers(3), segmented: null, scores }, run);
    const lines = readFileSync(path, 'utf8').split('\r\n');
    expect(lines[0]).toBe(
      '\ufeffCustomerID,Name,Balance,Since,PEP,Channels,Event probability,Score band,Score reasons,Suggested credit line',
    );
    expect(lines[1]).toMatch(/,0\.5,Very high,Age is 61,1200$/);
    expect(lines[2]).toMatch(/,0\.25,Medium,,$/);
    expect(lines[3]).toMatch(/,0\.125,Very low,Balance is -3,0$/);
  });

  it('gives the same bytes twice and says how many texts were cut', async () => {
    const [one, two] = [join(folder, 'a.xlsx'), join(folder, 'b.xlsx')];
    const customers = makeCustomers(500, ['x'.repeat(40_000), 'Sana']);
    const notes = await exportCustomersXlsx(one, customers, makeReportInput(), run);
    await exportCustomersXlsx(two, customers, makeReportInput(), run);
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
    expect(notes).toHaveLength(1);
    expect(notes[0].code).toBe('text.truncated');
  });
});

describe('typicalCustomers', () => {
  it('without an identifier are known by the row of the sheet', () => {
    const customers = makeCustomers(30);
    const roles = customers.roles.map(role => (role === 'identifier' ? 'ignore' : role));
    customers.segmented.segmentation.segments[0].typicalRows = [4];
    const sourceRows = Int32Array.from({ length: 30 }, (_none, row) => 10 + 2 * row);
    expect(typicalCustomers({ ...customers, roles, sourceRows })[0][0]).toMatchObject({ idColumn: null, id: 'row 18' });
  });

  it('names customers and shows the columns in which their segment differs', () => {
    const customers = makeCustomers(30);
    const { segmentation } = customers.segmented;
    segmentation.segments[0].differences[0].column = 'Balance';
    segmentation.segments[0].differences[1].column = 'PEP';
    segmentation.segments[0].typicalRows = [4, 0];
    const [first] = typicalCustomers(customers);
    expect(first).toEqual([
      {
        row: 4,
        idColumn: 'CustomerID',
        id: '9007199254000004',
        values: [
          { column: 'Balance', text: '-6' },
          { column: 'PEP', text: 'yes' },
        ],
      },
      {
        row: 0,
        idColumn: 'CustomerID',
        id: '9007199254000000',
        values: [
          { column: 'Balance', text: '0' },
          { column: 'PEP', text: 'no' },
        ],
      },
    ]);
  });
});

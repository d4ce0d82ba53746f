import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReportFormat } from '#shared/contract/report';
import { stream } from '#engine/random';
import type { Run } from '#engine/jobs/Run';
import { writeReports } from '#engine/reports/writeReport';
import { makeCustomers } from '../support/customers.ts';
import { makeReportInput } from '../support/reportInput.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const folder = temporaryFolder();
const said: string[] = [];
const run = {
  seed: 1,
  signal: new AbortController().signal,
  stream: (purpose: string, index = 0) => stream(1, purpose, index),
  progress: (_done: number, _total: number, label: string) => said.push(label),
  throwIfCancelled: () => undefined,
} as unknown as Run;
const input = makeReportInput({ nCustomers: 60, nSegments: 3, nCategories: 2, nNumbers: 2, points: 60 });
const customers = makeCustomers(60);

describe('writeReports', () => {
  it('writes what was asked for, in a fixed order, with size and hash', async () => {
    const target = join(folder, 'new', 'deep');
    const written = await writeReports(
      target,
      'RiskSummary',
      ['csv', 'pdf', 'html', 'xlsx', 'pdf'],
      'A4',
      input,
      customers,
      run,
    );
    expect(written.map(file => basename(file.path))).toEqual([
      'RiskSummary-report.html',
      'RiskSummary-report.pdf',
      'RiskSummary-customers.xlsx',
      'RiskSummary-customers.csv',
    ]);
    for (const file of written) {
      const bytes = readFileSync(file.path);
      expect(file.sizeBytes).toBe(bytes.length);
      expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(readdirSync(target).sort()).toEqual(written.map(file => basename(file.path)).sort());
    expect(said).toContain('Writing PDF');
  });

  it('gives the same hashes in another folder', async () => {
    const hashes = async (name: string): Promise<string[]> => {
      const formats: ReportFormat[] = ['html', 'pdf', 'xlsx', 'csv'];
      const written = await writeReports(join(folder, name), 'R', formats, 'Letter', input, customers, run);
      return written.map(file => file.sha256);
    };
    expect(await hashes('one')).toEqual(await hashes('two'));
  });

  it('never takes the name of the file it was made from', async () => {
    const target = join(folder, 'beside');
    mkdirSync(target);
    for (const name of ['Data.csv', 'Data.xlsx']) writeFileSync(join(target, name), 'source');
    await writeReports(target, 'Data', ['xlsx', 'csv'], 'A4', input, customers, run);
    for (const name of ['Data.csv', 'Data.xlsx']) expect(readFileSync(join(target, name), 'utf8')).toBe('source');
  });

  it('replaces an older report', async () => {
    const target = join(folder, 'again');
    const [first] = await writeReports(target, 'R', ['html'], 'A4', input, customers, run);
    writeFileSync(first.path, 'older');
    await writeReports(target, 'R', ['html'], 'A4', input, customers, run);
    expect(statSync(first.path).size).toBe(first.sizeBytes);
  });

  it('shows typical customers from the table when the input has none', async () => {
    const { typicalCustomers: _left, ...without } = input;
    const [file] = await writeReports(join(folder, 'typical'), 'R', ['html'], 'A4', without, customers, run);
    expect(readFileSync(file.path, 'utf8')).toContain('9007199254000000');
  });

  it('refuses an unknown format before writing anything', async () => {
    const target = join(folder, 'none');
    const formats = ['html', 'docx' as ReportFormat] as const;
    await expect(writeReports(target, 'R', formats, 'A4', input, customers, run)).rejects.toMatchObject({
      code: 'report.format',
      args: { format: 'docx', allowed: 'html, pdf, xlsx, csv' },
    });
    expect(existsSync(target)).toBe(false);
  });

  it('says so when the folder is a file', async () => {
    const target = join(folder, 'file');
    writeFileSync(target, '');
    await expect(writeReports(target, 'R', ['csv'], 'A4', input, customers, run)).rejects.toMatchObject({
      code: 'file.notWritable',
    });
  });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assetFile } from '#engine/location';
import { COMMITTED_SAMPLE, writeRiskSummary, type SampleOptions } from '../../headless/samples/writeRiskSummary.ts';
import { unzip } from '../support/unzip.ts';

let folder = '';
let bytes: Buffer;
let parts: Map<string, string>;
/** [row][column] as written: texts and numbers; the header is row 0. */
let rows: (string | number)[][];

async function make(options: SampleOptions): Promise<Buffer> {
  const path = join(folder, `${options.rows}-${options.seed}-${options.columns}.xlsx`);
  await writeRiskSummary(path, options);
  return readFile(path);
}
function textParts(file: Buffer): Map<string, string> {
  return new Map([...unzip(file)].map(([name, content]) => [name, content.toString('utf8')]));
}
function plain(xml: string): string {
  return xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
function cells(file: Map<string, string>): (string | number)[][] {
  const texts = [...file.get('xl/sharedStrings.xml')!.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(match => plain(match[1]));
  return [...file.get('xl/worksheets/sheet1.xml')!.matchAll(/<row [^>]*>(.*?)<\/row>/g)]
    .map(row => [...row[1].matchAll(/<c r="[A-Z]+\d+"([^>]*)><v>([^<]*)<\/v><\/c>/g)])
    .map(row =>
      row.map(([, attributes, value]) => (attributes.includes('t="s"') ? texts[Number(value)] : Number(value))),
    )
    .filter(row => row.length > 0);
}
const column = (header: string, occurrence = 0) => {
  const at = rows[0].map((name, i) => (name === header ? i : -1)).filter(i => i >= 0)[occurrence];
  if (at === undefined) throw new Error(`no column ${header}`);
  return rows.slice(1).map(row => row[at]);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-sample-'));
  bytes = await make(COMMITTED_SAMPLE);
  parts = textParts(bytes);
  rows = cells(parts);
});
afterAll(() => rm(folder, { recursive: true }));

describe('the committed sample', () => {
  test('is what the generator makes, part for part, and is below 1 MB', async () => {
    const committed = await readFile(assetFile('samples/RiskSummary.xlsx'));
    expect(committed.length).toBeLessThan(1_000_000);
    const got = textParts(committed);
    expect([...got.keys()]).toEqual([...parts.keys()]);
    for (const [name, content] of got) expect(content === parts.get(name), name).toBe(true);
  });

  test('the same options give the same bytes, another seed other customers', async () => {
    const again = await make(COMMITTED_SAMPLE);
    expect(again.equals(bytes)).toBe(true);
    const other = cells(textParts(await make({ ...COMMITTED_SAMPLE, seed: 7 })));
    expect(other.length).toBe(rows.length);
    expect(other[1]).not.toEqual(rows[1]);
  });
});

describe('its oddities', () => {
  test('34 headings, DateofBirth twice: once under a date format, once as bare serials', () => {
    expect(rows[0]).toHaveLength(34);
    expect(rows.length - 1).toBe(COMMITTED_SAMPLE.rows);
    expect(column('DateofBirth', 1)).toEqual(column('DateofBirth', 0));
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    expect(sheet).toMatch(/<c r="E2" s="2"><v>\d{5}<\/v>/);
    expect(sheet).toMatch(/<c r="AH2"><v>\d{5}<\/v>/);
  });

  test('columns without any value and columns with only one', () => {
    for (const name of ['SegmentID', 'PrevAssessmentID']) expect(new Set(column(name))).toEqual(new Set(['NULL']));
    for (const name of ['FocusTypeID', 'ModelID', 'AssessmentType']) expect(new Set(column(name)).size).toBe(1);
  });

  test('NULL stands in gaps, and where a fact does not apply', () => {
    const gaps = column('Source of Income').filter(value => value === 'NULL').length;
    expect(gaps).toBeGreaterThan(80);
    expect(gaps).toBeLessThan(300);
    const incorporated = column('IncorporatedSince');
    const born = column('DateofBirth');
    incorporated.forEach((value, i) => {
      if (typeof value === 'number') expect(born[i]).toBe('NULL');
    });
  });

  test('repeated rows, and customers on several rows that differ in one column', () => {
    const seen = new Map<string, string[]>();
    const ids = column('CustomerID').map(String);
    rows.slice(1).forEach((row, i) => seen.set(ids[i], [...(seen.get(ids[i]) ?? []), JSON.stringify(row)]));
    let repeated = 0;
    const differing = new Map<number, number>();
    for (const versions of seen.values()) {
      repeated += versions.length - new Set(versions).size;
      const different = [...new Set(versions)].map(text => JSON.parse(text) as unknown[]);
      for (const other of different.slice(1)) {
        const where = other.flatMap((cell, i) => (cell === different[0][i] ? [] : [i]));
        expect(where).toHaveLength(1);
        differing.set(where[0], (differing.get(where[0]) ?? 0) + 1);
      }
    }
    expect(seen.size).toBeGreaterThan(4900);
    expect(repeated).toBeGreaterThan(40);
    expect([...differing.keys()].map(at => rows[0][at]).sort()).toEqual(
      ['SubscribedChannels', 'Subscribed Account Type'].sort(),
    );
    for (const count of differing.values()) expect(count).toBeGreaterThan(50);
  });

  test('several channels in one cell, untidy categories', () => {
    expect(column('SubscribedChannels').filter(value => String(value).includes('; ')).length).toBeGreaterThan(3000);
    const occupations = new Set(column('Source of Income').map(String));
    expect(occupations.has('PENSIONER') && occupations.has('pensioner') && occupations.has('Pensioner ')).toBe(true);
    expect([...occupations].some(text => text.includes('  '))).toBe(true);
  });

  test('thousands of formatted rows without a value below the data', () => {
    const blank = [
      ...parts.get('xl/worksheets/sheet1.xml')!.matchAll(/<row r="(\d+)"[^>]*>(?:<c r="[A-Z]+\d+" s="\d"\/>)+<\/row>/g),
    ];
    expect(blank.length).toBe(3000);
    expect(blank.every(match => Number(match[1]) > COMMITTED_SAMPLE.rows + 1)).toBe(true);
  });

  test('a second sheet of formulas whose saved values are right, and its calculation chain', () => {
    const sheet = parts.get('xl/worksheets/sheet2.xml')!;
    const values = [...sheet.matchAll(/<v>([^<]*)<\/v>/g)].map(match => match[1]);
    const pep = column('Is PEP').filter(value => String(value).toLowerCase() === 'yes').length;
    const volumes = column('ActualVolume') as number[];
    const inSindh = column('Province').filter(value => String(value).toLowerCase() === 'sindh').length;
    expect(values.slice(0, 7)).toEqual([
      String(COMMITTED_SAMPLE.rows),
      String(pep),
      String(pep / COMMITTED_SAMPLE.rows),
      String(volumes.reduce((sum, volume) => sum + volume, 0)),
      String(Math.max(...volumes)),
      'above 2 %',
      String(inSindh),
    ]);
    expect([...sheet.matchAll(/<f/g)].length).toBe(values.length);
    expect([...parts.get('xl/calcChain.xml')!.matchAll(/<c r="B\d+" i="2"\/>/g)].length).toBe(values.length);
  });
});

describe('its customers', () => {
  const share = (values: (string | number)[], yes: string) =>
    values.filter(value => String(value).trim().toLowerCase() === yes).length / values.length;

  test('few are PEP, fewer match a CTR or were reported; alerts are rare', () => {
    expect(share(column('Is PEP'), 'yes')).toBeGreaterThan(0.02);
    expect(share(column('Is PEP'), 'yes')).toBeLessThan(0.04);
    expect(share(column('CTRMatch'), 'y')).toBeGreaterThan(0.003);
    expect(share(column('CTRMatch'), 'y')).toBeLessThan(0.02);
    expect(share(column('PreviouslyReported'), 'yes')).toBeLessThan(0.015);
    expect(share(column('NumAlerts'), '0')).toBeGreaterThan(0.8);
  });

  test('amounts are heavy-tailed: the mean volume is over five times the median', () => {
    const volumes = (column('ActualVolume') as number[]).toSorted((a, b) => a - b);
    const mean = volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length;
    expect(mean / volumes[volumes.length >> 1]).toBeGreaterThan(5);
  });
});

test('compact: 14 columns, every customer once, the same customers whatever the number of rows', async () => {
  const few = cells(textParts(await make({ rows: 300, seed: 1, columns: 'compact' })));
  const many = cells(textParts(await make({ rows: 3000, seed: 1, columns: 'compact' })));
  expect(many[0]).toHaveLength(14);
  expect(many).toHaveLength(3001);
  expect(many.slice(0, 301)).toEqual(few);
  expect(new Set(many.slice(1).map(row => row[0])).size).toBe(3000);
});

test('more rows than a sheet holds are refused', async () => {
  await expect(writeRiskSummary(join(folder, 'x.xlsx'), { rows: 1_048_576, seed: 1 })).rejects.toThrow(RangeError);
});

import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { stream } from '#engine/random';
import type { MonitorPeriod } from '#shared/monitor/result';
import { json, tessera } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const input = at('customers.csv');
const out = at('out');
const project = at('book.tessera');
const model = at('book.tsm');

/** Three kinds of customers that overlap a little; dates, a flag, a set and gaps among their columns. */
function customers(n: number): string {
  const random = stream(5, 'customers');
  const rows = Array.from({ length: n }, (_row, i) => {
    const kind = random.below(3);
    const volume = Math.round(Math.exp(6 + 2 * kind + 0.4 * random.normal()));
    const alerts = kind === 2 && random.uniform() < 0.3 ? 1 + random.below(4) : 0;
    const pep = kind === 2 && random.uniform() < 0.2 ? 'Y' : 'N';
    const since = `20${String(5 + random.below(15)).padStart(2, '0')}-0${1 + random.below(9)}-15`;
    const city = random.uniform() < 0.05 ? 'NULL' : ['Lahore', 'Karachi', 'Quetta'][random.below(3)];
    const channels = ['ATM', 'ATM; Mobile', 'Branch; ATM'][kind];
    return `C${10_000 + i},${volume},${Math.round(volume * (0.7 + random.uniform()))},${alerts},${pep},${since},${city},${channels}`;
  });
  return ['CustomerID,ExpVolume,ActualVolume,NumAlerts,isPep,CustomerSince,City,SubscribedChannels', ...rows].join(
    '\n',
  );
}

interface RunDocument {
  app: { name: string };
  input: { rows: number; columns: number; sha256: string };
  segmentation: { sizes: number[]; segments: { id: number; name: string; size: number }[]; reason: string };
  timings: Record<string, number>;
  peakRssBytes: number;
  resultSha256: string;
  files: { path: string; format: string; sizeBytes: number; sha256: string }[];
}
let run: RunDocument;
beforeAll(async () => {
  writeFileSync(input, customers(400));
  const outcome = await tessera(
    'run',
    input,
    '--out',
    out,
    '--formats',
    'html,pdf,xlsx,csv',
    '--project',
    project,
    '--model',
    model,
    '--json',
  );
  expect(outcome.messages).toEqual([]);
  run = json<RunDocument>(outcome);
}, 120_000);

describe('tessera run', () => {
  it('prints the document that scripts rely on', () => {
    expect([run.app.name, run.input.rows, run.input.columns]).toEqual(['Tessera', 400, 8]);
    expect(Object.keys(run.timings)).toEqual(['read', 'import', 'prepare', 'segment', 'report', 'total']);
    expect(run.segmentation.sizes).toEqual(run.segmentation.segments.map(segment => segment.size));
    expect(run.peakRssBytes).toBeGreaterThan(2 ** 20);
    expect(run.files.map(file => file.format)).toEqual([
      'html',
      'pdf',
      'xlsx',
      'csv',
      'json',
      'json',
      'json',
      'tessera',
      'tsm',
    ]);
    expect(run.files.every(file => existsSync(file.path) && readFileSync(file.path).length === file.sizeBytes)).toBe(
      true,
    );
  });

  it('gives the same result from its own recipe, another with another seed, and reports progress by stage', async () => {
    const again = await tessera('run', input, '--recipe', join(out, 'recipe.json'), '--threads', '1', '--json');
    expect(json<RunDocument>(again).resultSha256).toBe(run.resultSha256);
    expect(again.labels.length).toBeGreaterThan(3);
    const other = await tessera('run', input, '--seed', '7', '--json');
    expect(json<RunDocument>(other).resultSha256).not.toBe(run.resultSha256);
  });

  it('keeps the rows that were left out, each with its reason', async () => {
    const dirty = at('dirty.csv');
    const lines = customers(60).split('\n');
    writeFileSync(dirty, [...lines.slice(0, 31), 'C1,too,short', lines[5], ...lines.slice(31)].join('\n'));
    const outcome = await tessera('run', dirty, '--out', at('dirty'), '--formats', 'csv', '--json');
    const kept = json<RunDocument>(outcome).files.find(file => file.path.endsWith('dirty-rows-left-out.csv'));
    const [header, ...rows] = readFileSync(kept!.path, 'utf8').replace('\ufeff', '').trimEnd().split('\r\n');
    expect(header).toBe('Sheet,Row,Column,What became of it,Reason,Same as row,Text');
    expect(rows).toEqual([
      ',32,,rejected,more or fewer cells than columns,,"C1,too,short"',
      ',33,,duplicate removed,equal in every cell to an earlier row,6,',
    ]);
  });

  it('says the answer and the paths in the terminal', async () => {
    const { out: text } = await tessera('run', input);
    expect(text).toContain('400 rows read = 400 kept + 0 rejected + 0 duplicates + 0 empty');
    for (const segment of run.segmentation.segments) expect(text).toContain(segment.name);
  });
});

describe('tessera verify', () => {
  it.each([
    ['a run folder', () => out],
    ['a project', () => project],
  ])('repeats %s to the bit', async (_name, path) => {
    const outcome = await tessera('verify', path(), '--json', '--threads', '1');
    expect(outcome.status).toBe(0);
    expect(json<{ same: boolean; repeated: { resultSha256: string } }>(outcome)).toMatchObject({
      same: true,
      repeated: { resultSha256: run.resultSha256 },
    });
  });

  it('says when the input is not the recorded one, when it is gone, and when the record was touched', async () => {
    const other = at('other.csv');
    writeFileSync(other, customers(300));
    const code = async (...argv: string[]) =>
      json<{ error: { code: string } }>(await tessera('verify', ...argv, '--json')).error.code;
    expect(await code(out, '--input', other)).toBe('file.changed');
    expect(await code(at('nowhere'))).toBe('file.missing');
    const touched = at('touched');
    await tessera('run', input, '--out', touched, '--formats', 'csv');
    const record = join(touched, 'run.json');
    writeFileSync(record, readFileSync(record, 'utf8').replace(run.resultSha256, '0'.repeat(64)));
    expect(await code(touched)).toBe('project.mismatch');
    appendFileSync(record, '}');
    expect(await code(touched)).toBe('project.damaged');
  });
});

/** The line without confidence, probability and flag, which only placed customers have. */
const withoutSureness = (line: string) => line.replace(/,[^,]*,[^,]*,[^,]*$/, '');

describe('tessera score', () => {
  it('places the customers of the run where the run placed them, with the same scores', async () => {
    const scored = at('scored.csv');
    const outcome = await tessera('score', project, input, '--out', scored, '--json');
    expect(outcome.messages).toEqual([]);
    expect(json<{ customers: number }>(outcome).customers).toBe(400);
    const lines = readFileSync(scored, 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/,Confidence,Segment probability,Unlike anything seen$/);
    expect(lines.map(withoutSureness).join('\r\n')).toBe(readFileSync(join(out, 'customers-customers.csv'), 'utf8'));
    const { confidence, unlikeAnySeen } = json<{ confidence: Record<string, number>; unlikeAnySeen: number }>(outcome);
    expect(Object.values(confidence).reduce((sum, n) => sum + n, 0)).toBe(400);
    expect(lines.filter(line => line.endsWith(',TRUE'))).toHaveLength(unlikeAnySeen);
  });

  it('takes a part of the book, and names what another file lacks', async () => {
    const few = at('few.csv');
    writeFileSync(few, customers(400).split('\n').slice(0, 4).join('\n'));
    const outcome = await tessera('score', project, few, '--out', at('few-scored.csv'), '--json');
    expect(json<{ customers: number }>(outcome).customers).toBe(3);
    const whole = readFileSync(join(out, 'customers-customers.csv'), 'utf8').split('\r\n').slice(1, 4);
    expect(readFileSync(at('few-scored.csv'), 'utf8').split('\r\n').slice(1, 4).map(withoutSureness)).toEqual(whole);
    const lacking = at('lacking.csv');
    writeFileSync(lacking, customers(20).replace('ActualVolume', 'Something').replace('isPep', 'Else'));
    const failed = await tessera('score', project, lacking, '--out', at('never.csv'), '--json');
    expect(json<{ error: { code: string; args: object } }>(failed).error).toMatchObject({
      code: 'model.missingColumns',
      args: { name: 'lacking.csv', n: 2, columns: 'ActualVolume and isPep' },
    });
    expect(existsSync(at('never.csv'))).toBe(false);
  });

  it('says by column what a file has otherwise than the customers of the run, in words and as data', async () => {
    const [header, ...rows] = customers(60).split('\n');
    const more = at('more.csv');
    writeFileSync(more, [`${header},Hobby`, ...rows.map(row => (row === '' ? row : `${row},golf`))].join('\n'));
    const args = { name: 'more.csv', n: 1, columns: 'Hobby' };
    const sentence =
      'more.csv has 1 column that the file of the model did not have: Hobby. The model does not look at it.';
    const asData = await tessera('score', project, more, '--out', at('more-scored.csv'), '--json');
    expect(json(asData)).toMatchObject({ notes: [sentence], findings: [{ code: 'file.moreColumns', args }] });
    const inWords = await tessera('score', project, more, '--out', at('more-scored.csv'));
    expect(inWords.out).toContain(`!  ${sentence}`);
  });

  it('names the file that lacks a column of the recipe', async () => {
    const recipe = JSON.parse(readFileSync(join(out, 'recipe.json'), 'utf8')) as Record<string, unknown>;
    const steps = [{ step: 'tidyText', options: { columns: ['Segmnt'] } }];
    writeFileSync(at('step.json'), JSON.stringify({ ...recipe, clean: steps }));
    const failed = await tessera('run', input, '--recipe', at('step.json'), '--json');
    expect(json<{ error: object }>(failed).error).toMatchObject({
      code: 'clean.missingColumn',
      args: { step: '1, Tidy text', column: 'Segmnt', name: 'customers.csv' },
    });
  });

  it('finds columns whose headers are spelled in another way, and takes none of two for the one that is meant', async () => {
    const [header, ...rows] = customers(60).split('\n');
    const shouted = at('shouted.csv');
    const spelled = header.replace('ActualVolume', ' actual volume ').replace('isPep', 'IS_PEP');
    writeFileSync(shouted, [spelled, ...rows].join('\n'));
    const outcome = await tessera('score', project, shouted, '--out', at('shouted-scored.csv'), '--json');
    expect(json<{ customers: number }>(outcome).customers).toBe(60);
    const whole = readFileSync(join(out, 'customers-customers.csv'), 'utf8').split('\r\n').slice(0, 61);
    expect(readFileSync(at('shouted-scored.csv'), 'utf8').split('\r\n').slice(0, 61).map(withoutSureness)).toEqual(
      whole,
    );
    const watched = await tessera('monitor', project, shouted, '--json');
    expect(json<{ period: MonitorPeriod }>(watched).period.n).toBe(60);
    const twice = at('twice.csv');
    const both = header.replace('ActualVolume', 'Actual Volume').replace('isPep', 'isPep,Actual_Volume');
    writeFileSync(twice, [both, ...rows.map(row => (row === '' ? row : `${row},1`))].join('\n'));
    const failed = await tessera('score', project, twice, '--out', at('never.csv'), '--json');
    expect(json<{ error: { args: object } }>(failed).error).toMatchObject({ args: { columns: 'ActualVolume' } });
  });
});

describe('tessera monitor', () => {
  it('finds nothing in the customers of the run, and says so in words and as a document', async () => {
    const outcome = await tessera('monitor', project, input, '--label', 'Again', '--out', at('watched'), '--json');
    expect(outcome.messages).toEqual([]);
    const { light, period, files } = json<{ light: string; period: MonitorPeriod; files: { path: string }[] }>(outcome);
    expect(light).toBe('green');
    expect(period).toMatchObject({ label: 'Again', n: 400, nBefore: 400, findings: [] });
    expect(period.columns.every(({ index }) => index === null || index.value === 0)).toBe(true);
    expect(files.map(({ path }) => path)).toEqual([
      at('watched/customers monitored.xlsx'),
      at('watched/customers monitored.json'),
    ]);
    expect(JSON.parse(readFileSync(files[1].path, 'utf8'))).toEqual(period);
    expect((await tessera('monitor', project, input)).out).toContain('green');
  });

  it('finds the same with the model file alone, and says which model that was', async () => {
    const own = json<{ period: MonitorPeriod }>(await tessera('monitor', project, input, '--label', 'Again', '--json'));
    const by = await tessera('monitor', model, input, '--label', 'Again', '--out', at('by model'), '--json');
    const found = json<{ model: { file: string; sha256: string }; period: MonitorPeriod }>(by);
    const { model: against, ...period } = found.period;
    expect(period).toEqual(own.period);
    expect(found.model).toMatchObject({ file: 'book.tsm', name: 'book' });
    expect(against).toEqual({ name: 'book', sha256: found.model.sha256 });
    const { out: words } = await tessera('monitor', input, '--model', model, '--label', 'Again');
    expect(words).toContain('Again: green.');
    expect(words).toContain(`Held against the model book, ${found.model.sha256.slice(0, 12)}`);
    expect((await tessera('monitor', model, project, input)).status).toBe(2);
    expect((await tessera('monitor', input, '--model', project)).status).toBe(2);
    expect((await tessera('monitor', project, input, '--trust', 'key.pem')).status).toBe(2);
  });

  it('names all that a file lacks, and refuses one row and a date that is none', async () => {
    const lacking = at('lacking-two.csv');
    writeFileSync(lacking, customers(60).replace('ActualVolume', 'Something').replace('isPep', 'Else'));
    const failed = await tessera('monitor', project, lacking, '--json');
    expect(failed.status).toBe(1);
    expect(json<{ error: object }>(failed).error).toMatchObject({
      code: 'monitor.missingColumns',
      args: { n: 2, columns: 'ActualVolume and isPep' },
    });
    const one = at('one.csv');
    writeFileSync(one, customers(1));
    const few = json<{ error: object }>(await tessera('monitor', project, one, '--json'));
    expect(few.error).toMatchObject({ code: 'monitor.fewCustomers', args: { got: 1 } });
    expect((await tessera('monitor', project, input, '--date', '2026-02-31x')).status).toBe(2);
  });
});

describe('tessera profile and convert', () => {
  it('says of the reading what a person must know, such as a table that was left aside', async () => {
    const path = join(folder, 'beside.csv');
    const branches = ['Branch,Staff', 'North,4', 'South,7', ','];
    const lines = ['CustomerID,Savings', 'C1,€ 5', 'C2,6', 'C3,$ 7'].map((line, i) => `${line},,${branches[i]}`);
    writeFileSync(path, lines.join('\n'));
    const { out: text } = await tessera('profile', path);
    expect(text).toContain('!  The sheet holds 2 tables; A1:B4, the largest, was read. D1:E3 is not part of it.');
    expect(text).toContain(
      '!  Savings holds amounts with different currency signs: 1 with €, 1 with $ and 1 with none.',
    );
  });

  it('says what is in the file', async () => {
    const outcome = await tessera('profile', input, '--head', '2', '--json');
    const document = json<{
      rows: { read: number };
      columns: { name: string; type: string; role: string; missing: number; min?: unknown; mean?: number }[];
      head: unknown[][];
    }>(outcome);
    expect(document.rows.read).toBe(400);
    expect(document.columns.map(column => `${column.name} ${column.type} ${column.role}`)).toEqual([
      'CustomerID text identifier',
      'ExpVolume number feature',
      'ActualVolume number feature',
      'NumAlerts number feature',
      'isPep boolean flag',
      'CustomerSince date date',
      'City category feature',
      'SubscribedChannels set feature',
    ]);
    expect(document.head).toHaveLength(2);
    expect(document.head[0][5]).toMatch(/^20\d\d-0\d-15$/);
  });

  it.each(['csv', 'xlsx'])('writes a %s that reads back as the same table', async ending => {
    const copy = at(`copy.${ending}`);
    expect((await tessera('convert', input, '--out', copy)).status).toBe(0);
    const facts = async (path: string) => {
      const { columns, head } = json<{ columns: object[]; head: unknown[][] }>(
        await tessera('profile', path, '--head', '400', '--json'),
      );
      return { columns, head };
    };
    expect(await facts(copy)).toEqual(await facts(input));
  });

  it('writes Parquet', async () => {
    const copy = at('copy.parquet');
    expect((await tessera('convert', input, '--out', copy)).status).toBe(0);
    const bytes = readFileSync(copy);
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
  });

  it('refuses an ending it does not write', async () => {
    expect((await tessera('convert', input, '--out', at('copy.doc'))).status).toBe(2);
    expect((await tessera('score', project, input)).status).toBe(2);
  });
});

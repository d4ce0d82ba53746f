import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { unzip } from '../support/unzip.ts';

const QUICK = { models: [{ id: 'logisticRegression' as const, options: {} }] };
const N = 200;

describe('the scored customers as a file', () => {
  let engine: TestEngine;
  const saved = async (format: 'xlsx' | 'csv') => {
    const file = await engine.client.call('score.save', { format });
    return { ...file, bytes: readFileSync(engine.pathOf(file.token)) };
  };
  const lines = async () => (await saved('csv')).bytes.toString('utf8').trim().split('\r\n');

  beforeAll(async () => {
    engine = await startTestEngine(2);
    const path = join(engine.folder, 'churn.csv');
    writeFileSync(path, churnCsv(N));
    await engine.client.call('dataset.open', { file: engine.register(path, 'churn.csv') });
  }, 60_000);

  it('is refused before anything is scored', async () => {
    await expect(engine.client.call('score.save', { format: 'csv' })).rejects.toMatchObject({ code: 'scores.none' });
  });

  it('has score, band and reasons without segments, and segment and tier once the customers are grouped', async () => {
    await engine.client.call('score.run', { scoring: QUICK });
    const [header, ...rows] = await lines();
    expect(header).toMatch(/Exited,Event probability,Score band,Score reasons$/);
    expect(rows).toHaveLength(N);
    const { rows: ranked } = await engine.client.call('score.customers', {
      offset: 0,
      limit: 1,
      band: null,
      segment: null,
      onlyAbove: false,
    });
    const top = rows.find(row => row.startsWith(`${ranked[0].customer},`))!;
    expect(top).toContain(`,${ranked[0].score},${ranked[0].band},`);
    expect(top).toContain(ranked[0].reasons[0].short.split(',')[0]);

    await engine.client.call('segment.run', {});
    const [grouped] = await lines();
    expect(grouped).toMatch(/Exited,Segment,Segment name,Risk tier,Risk score,Event probability,Score band/);
    const book = await saved('xlsx');
    expect(book.name).toBe('churn scored.xlsx');
    expect(book.sizeBytes).toBe(book.bytes.length);
    expect([...unzip(book.bytes).keys()].join()).toContain('xl/worksheets/sheet1.xml');
  }, 60_000);
});

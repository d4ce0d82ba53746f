import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SEGMENT_COLUMN, TIER_COLUMN } from '#shared/contract/dataset';
import type { In } from '#shared/contract/contract';
import { AppError } from '#shared/errors';
import type { ImportReport, Segmentation } from '#shared/results';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

let engine: TestEngine;
let report: ImportReport;
let found: Segmentation;
beforeAll(async () => {
  engine = await startTestEngine();
  report = await engine.client.call('dataset.openSample', {});
  found = await engine.client.call('segment.run', {});
}, 120_000);

const WHOLE = { filters: [], sort: null };
const page = (filters: In<'dataset.page'>['filters']) =>
  engine.client.call('dataset.page', { offset: 0, limit: 50, filters, sort: null });

describe('the main job through the contract', () => {
  it('accounts for every row of the sample', () => {
    const { read, kept, rejected, duplicate, empty } = report.rows;
    expect(read).toBe(kept + rejected + duplicate + empty);
    expect(duplicate).toBeGreaterThan(0);
    expect(empty).toBeGreaterThan(1000);
    expect(report.fold?.customers).toBe(report.nRows);
    expect(report.fold!.rowsBefore).toBe(kept);
  });

  it('finds segments whose sizes add up, each with a sentence and a tier', () => {
    expect(found.sizes.reduce((sum, size) => sum + size, 0)).toBe(report.nRows);
    expect(found.segments.map(segment => segment.size)).toEqual(found.sizes);
    expect(found.segments.map(segment => segment.id)).toEqual(found.sizes.map((_size, i) => i + 1));
    for (const segment of found.segments) {
      expect(segment.sentence).toMatch(/\d/);
      expect(segment.sentence.split(';').length).toBeLessThanOrEqual(3);
    }
    expect(found.tiers.map(tier => tier.tier)).toEqual(['High', 'Medium', 'Low']);
    expect(found.tiers.reduce((sum, tier) => sum + tier.size, 0)).toBe(report.nRows);
  });

  it('never uses an identifier, a target or a protected column', () => {
    const roles = new Map(report.columns.map(column => [column.name, column.role]));
    const used = new Set(found.features.map(feature => roles.get(feature.column)));
    for (const role of ['identifier', 'target', 'protected', 'ignore'] as const) expect(used.has(role)).toBe(false);
    expect(found.features.length).toBeGreaterThan(10);
  });

  it('shows the customers behind a segment and a tier', async () => {
    const first = found.segments[0];
    const inSegment = await page([{ op: 'is', column: SEGMENT_COLUMN, values: [first.name] }]);
    expect(inSegment.total).toBe(first.size);
    const high = await page([{ op: 'is', column: TIER_COLUMN, values: ['High'] }]);
    expect(high.total).toBe(found.tiers[0].size);
  });

  it('places a customer of the table where the segmentation placed it', async () => {
    const { rows, rowIds, columns } = await page([]);
    const at = columns.findIndex(column => column.name === SEGMENT_COLUMN);
    for (const i of [0, 7, 23]) {
      const card = await engine.client.call('segment.customer', { row: rowIds[i] });
      expect(card.assignment.segmentName).toBe(rows[i][at]);
    }
  });

  it('answers the form, and says which field it does not know', async () => {
    const fields = await engine.client.call('segment.form', {});
    const values = Object.fromEntries(fields.map(field => [field.name, field.typical]));
    const answer = await engine.client.call('segment.assign', { values });
    expect(found.segments.map(segment => segment.name)).toContain(answer.segmentName);
    expect(answer.distances.length).toBe(found.nClusters);
    await expect(engine.client.call('segment.assign', { values: { Nonsense: 1 } })).rejects.toThrow(AppError);
  });

  it('gives every picture numbers that add up to the book', async () => {
    const columns = await engine.client.call('segment.columns', {});
    const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
    const composition = await engine.client.call('segment.composition', { column: columns.categorical[0] });
    expect(composition.counts.length).toBe(found.nClusters);
    const distribution = await engine.client.call('segment.distribution', { column: columns.numeric[0], bins: 12 });
    expect(sum(distribution.counts.flat())).toBe(distribution.book.n);
    const map = await engine.client.call('segment.map', {});
    expect([map.x.length, map.of]).toEqual([map.y.length, report.nRows]);
    const all = await engine.client.call('dataset.page', {
      ...WHOLE,
      offset: map.row[5],
      limit: 1,
      columns: ['CustomerID'],
    });
    expect(map.customer[5]).toBe(String(all.rows[0][0]));
    const profile = await engine.client.call('segment.profile', {});
    expect(profile.rows.every(row => row.values.length === found.nClusters)).toBe(true);
  });
});

describe('changes, undo and redo', () => {
  it('retiers, renames and takes both back', async () => {
    const before = await engine.client.call('segment.result', {});
    const rule = {
      ...found.tierRule,
      highFrom: found.tierRule.highFrom / 2,
      mediumFrom: found.tierRule.mediumFrom / 2,
    };
    const stricter = await engine.client.call('segment.setTiers', { rule });
    expect(stricter.tiers[0].size).toBeGreaterThan(found.tiers[0].size);
    const renamed = await engine.client.call('segment.rename', { id: 1, name: 'Quiet majority' });
    expect(renamed.segments[0].name).toBe('Quiet majority');
    await engine.client.call('project.undo', {});
    const state = await engine.client.call('project.undo', {});
    expect(state.segments).toBe('ready');
    expect(await engine.client.call('segment.result', {})).toEqual(before);
    await engine.client.call('project.redo', {});
    expect((await engine.client.call('segment.result', {}))!.tiers[0].size).toBe(stricter.tiers[0].size);
    await engine.client.call('project.undo', {});
  });

  it('marks a result stale when a role changes, and ready again when that is undone', async () => {
    const feature = found.features[0].column;
    await engine.client.call('dataset.setColumns', { changes: [{ name: feature, role: 'ignore' }] });
    expect((await engine.client.call('project.state', {})).segments).toBe('stale');
    expect((await engine.client.call('project.undo', {})).segments).toBe('ready');
    expect(engine.states.at(-1)!.segments).toBe('ready');
  });

  it('has nothing to undo when what is asked for is already so', async () => {
    const { history, recipe } = await engine.client.call('project.state', {});
    const after = await engine.client.call('project.setSeed', { seed: recipe.seed });
    expect(after.history).toEqual(history);
  });

  it('leaves everything as it was when a change cannot be made', async () => {
    const before = await engine.client.call('project.state', {});
    await expect(
      engine.client.call('dataset.setColumns', { changes: [{ name: 'Nowhere', role: 'ignore' }] }),
    ).rejects.toThrow('data.unknownColumn');
    const taken = { id: 1, name: found.segments[1].name };
    await expect(engine.client.call('segment.rename', taken)).rejects.toThrow('option.invalid');
    await expect(engine.client.call('segment.run', { segmenting: { minClusters: 6, maxClusters: 3 } })).rejects.toThrow(
      'option.invalid',
    );
    expect(await engine.client.call('project.state', {})).toEqual(before);
  });
});

describe('what is filed', () => {
  it('is written in every format, and is the same again', async () => {
    const build = () => engine.client.call('report.build', { formats: ['html', 'pdf', 'xlsx', 'csv'], paper: 'A4' });
    const [first, second] = [await build(), await build()];
    expect(first.map(file => file.format)).toEqual(['html', 'pdf', 'xlsx', 'csv']);
    expect(second.map(file => file.sha256)).toEqual(first.map(file => file.sha256));
    const pdf = readFileSync(engine.pathOf(first[1].token));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  }, 120_000);

  it('is saved as a project that opens with the same result', async () => {
    const file = engine.register(join(engine.folder, 'book.tessera'), 'book.tessera');
    const saved = await engine.client.call('project.save', { file });
    expect([saved.projectName, saved.hasUnsavedChanges]).toEqual(['book.tessera', false]);
    const other = await startTestEngine(1);
    const opened = await other.client.call('project.open', {
      file: other.register(join(engine.folder, 'book.tessera'), 'book.tessera'),
    });
    expect([opened.resultSha256, opened.segments]).toEqual([saved.resultSha256, 'ready']);
    const again = await other.client.call('segment.run', {});
    const mine = await engine.client.call('segment.result', {});
    expect(again).toEqual(mine);
    expect(other.bugs).toEqual([]);
  }, 120_000);

  it('met no defect on the way', () => expect(engine.bugs).toEqual([]));
});

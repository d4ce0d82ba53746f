import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { HAND_COLUMN, HAND_REASON_COLUMN, SEGMENT_COLUMN } from '#shared/contract/dataset';
import type { Segmentation } from '#shared/results';
import { openProject } from '#engine/store/projectFile';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

let engine: TestEngine;
let found: Segmentation;
const call: TestEngine['client']['call'] = (...args) => engine.client.call(...args);
beforeAll(async () => {
  engine = await startTestEngine();
  await call('dataset.openSample', {});
  found = await call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 4 } });
}, 120_000);

const said = { reason: 'they are served alike', by: 'Ana' };
const result = async () => (await call('segment.result', {}))!;
const groups = ({ segments }: Segmentation) => segments.map(({ group, id }) => group ?? id);
const undo = () => call('project.undo', {});

describe('merges and splits', () => {
  it('answer at once, stay ready, and stand in the history with reason and name', async () => {
    const merged = await call('segment.edit', { edit: { op: 'merge', segments: [1, 2], ...said } });
    expect(merged.segments).toHaveLength(3);
    expect(merged.segments[0].size).toBe(found.sizes[0] + found.sizes[1]);
    const state = await call('project.state', {});
    expect(state.segments).toBe('ready');
    expect(state.undoLabel).toContain('they are served alike (Ana)');
    expect(state.recipe.segmenting.edits[0].names).toEqual(found.segments.slice(0, 2).map(({ name }) => name));
    await undo();
    expect(await result()).toEqual(found);
    await call('project.redo', {});
    expect(await result()).toEqual(merged);
    await undo();
  });

  it('keep a name with its group, and give it back when they are taken back', async () => {
    await call('segment.rename', { id: 1, name: 'Backbone' });
    const cut = await call('segment.edit', { edit: { op: 'split', segment: 2, into: 3, ...said } });
    expect(cut.segments).toHaveLength(6);
    expect(cut.segments.find(({ name }) => name === 'Backbone')!.size).toBe(found.sizes[0]);
    const part = cut.segments.find(segment => (segment.group ?? 0) >= 1000)!;
    await call('segment.rename', { id: part.id, name: 'A part' });
    const back = await call('segment.takeBackEdit', { index: 0 });
    expect(back.segments.map(({ name }) => name)).toEqual([
      'Backbone',
      ...found.segments.slice(1).map(({ name }) => name),
    ]);
    expect(Object.keys((await call('project.state', {})).recipe.segmenting.names)).toEqual(['1']);
    expect((await call('project.state', {})).undoLabel).toContain('Took back: Split');
    await undo();
    expect((await result()).segments.map(({ name }) => name)).toContain('A part');
    for (let i = 0; i < 3; i++) await undo();
    expect(await result()).toEqual(found);
  });

  it('are undone by taking back where nothing happened since', async () => {
    await call('segment.edit', { edit: { op: 'merge', segments: [3, 4], ...said } });
    await call('segment.takeBackEdit', { index: 0 });
    const state = await call('project.state', {});
    expect(state.redoLabel).toContain('Merged');
    expect(await result()).toEqual(found);
  });

  it('are refused with a sentence and leave everything as it was', async () => {
    const before = await call('project.state', {});
    const edits = [
      [{ op: 'merge', segments: [1, 2, 3, 4] }, 'segments.mergeAll'],
      [{ op: 'merge', segments: [1, 1] }, 'segments.mergeOne'],
      [{ op: 'split', segment: 7, into: 2 }, 'segments.unknown'],
    ] as const;
    for (const [edit, code] of edits)
      await expect(call('segment.edit', { edit: { ...edit, ...said } as never })).rejects.toThrow(code);
    await expect(call('segment.takeBackEdit', { index: 0 })).rejects.toThrow('project.nothingToUndo');
    expect(await call('project.state', {})).toEqual(before);
    const stale = { changes: [{ name: found.features[0].column, role: 'ignore' as const }] };
    await call('dataset.setColumns', stale);
    const edit = { op: 'merge' as const, segments: [1, 2], ...said };
    await expect(call('segment.edit', { edit })).rejects.toThrow('segments.stale');
    await undo();
  });

  it('go when the segments are found in another way', async () => {
    await call('segment.rename', { id: 2, name: 'Students' });
    await call('segment.edit', { edit: { op: 'merge', segments: [1, 2], ...said } });
    const other = await call('segment.run', { segmenting: { nClusters: 3 } });
    expect(other.byHand).toBeUndefined();
    expect(other.segments.map(({ name }) => name)).not.toContain('Students');
    for (let i = 0; i < 3; i++) await undo();
    expect(await result()).toEqual(found);
  });
});

describe('customers set by hand', () => {
  it('are seen in the grid and on the card, survive saving, and are taken back', async () => {
    const row = 7;
    const first = await call('segment.customer', { row });
    const to = first.assignment.segment === 1 ? 2 : 1;
    const card = await call('segment.override', { override: { what: 'segment', row, to, ...said } });
    expect(card.assignment.segment).toBe(to);
    await call('segment.override', { override: { what: 'tier', row, to: 'High', ...said, by: 'Ben' } });
    await call('segment.edit', { edit: { op: 'split', segment: to, into: 2, ...said } });
    const name = (await call('segment.customer', { row })).assignment.segmentName;
    const page = await call('dataset.page', {
      offset: 0,
      limit: 10,
      filters: [{ op: 'is', column: HAND_COLUMN, values: ['Segment and tier'] }],
      sort: null,
      columns: [SEGMENT_COLUMN, HAND_COLUMN, HAND_REASON_COLUMN],
    });
    expect(page.rowIds).toEqual([row]);
    expect(page.rows[0]).toEqual([name, 'Segment and tier', `Ana: ${said.reason}; Ben: ${said.reason}`]);
    const listed = await call('segment.overrides', {});
    expect(listed.total).toBe(2);
    expect(listed.list[1]).toMatchObject({ customer: card.id, what: 'tier', to: 'High', by: 'Ben' });

    const path = join(engine.folder, 'hand.tessera');
    const before = await result();
    await call('project.save', { file: engine.register(path, 'hand.tessera') });
    expect((await openProject(path)).result!.segmented.steps).toHaveLength(1);
    await call('project.open', { file: engine.register(path, 'hand.tessera') });
    expect(await result()).toEqual(before);

    await call('segment.takeBackOverride', { customer: card.id!, what: 'tier' });
    expect((await call('segment.overrides', {})).total).toBe(1);
    await undo();
    // Undo goes on into what was done before the file was saved, and what was found is still known.
    for (let i = 0; i < 3; i++) await undo();
    expect((await result()).segments).toEqual(found.segments);
    expect((await call('segment.overrides', {})).total).toBe(0);
  });

  it('are written out, and refused for a segment that is not there', async () => {
    await expect(call('segment.override', { override: { what: 'segment', row: 1, to: 9, ...said } })).rejects.toThrow(
      'segments.unknown',
    );
    await expect(
      call('segment.override', { override: { what: 'segment', row: 999_999, to: 1, ...said } }),
    ).rejects.toThrow('data.unknownCustomer');
    await call('segment.override', { override: { what: 'tier', row: 3, to: 'Low', ...said } });
    const [csv] = await call('report.build', { formats: ['csv'], paper: 'A4' });
    const text = readFileSync(engine.pathOf(csv.token), 'utf8');
    expect(text.split('\r\n')[0]).toContain(`"${HAND_COLUMN}","${HAND_REASON_COLUMN}"`.replaceAll('"', ''));
    expect(text).toContain(`Tier,Ana: ${said.reason}`);
    await undo();
  });

  it('are kept apart by the group when the grouping changes', async () => {
    const cut = await call('segment.edit', { edit: { op: 'split', segment: 1, into: 2, ...said } });
    expect(new Set(groups(cut)).size).toBe(cut.segments.length);
    await undo();
  });
});

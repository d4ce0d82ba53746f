import { beforeAll, describe, expect, it } from 'vitest';
import { defaultRecipe, type Override, type Recipe, type SegmentEdit } from '#shared/recipe';
import { madeGroup } from '#shared/segmentEdits';
import type { Run } from '#engine/jobs/Run';
import { customerCard } from '#engine/segments/assign';
import { clusteredOf } from '#engine/segments/Clustered';
import { describeClustered } from '#engine/segments/describeClustered';
import { placeCustomers } from '#engine/segments/placeCustomers';
import { runSegmentation } from '#engine/segments/runSegmentation';
import type { Segmented } from '#engine/segments/Segmented';
import { retier } from '#engine/segments/tiers/retier';
import type { Pool } from '#engine/workers/Pool';
import { exactBytes } from '#engine/store/canonicalJson';
import { resultSha256 } from '#engine/store/hashes';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';
import { standardized } from './support/prepared.ts';
import { categories, flags, importedOf, numbers } from './support/tables.ts';

/** Six, five, four and three customers about four far points; the first group is two near ones of three. */
const X = [0, 0, 0, 1, 1, 1, 20, 20.1, 20.2, 20.3, 20.4, 40, 40.1, 40.2, 40.3, 60, 60.1, 60.2];
const N = X.length;
const columns = [
  categories(
    'CustomerID',
    X.map((_x, i) => `C${i}`),
    'text',
  ),
  numbers('Income', X),
  flags(
    'isPep',
    X.map((_x, i) => i % 6 === 0),
  ),
  numbers(
    'AvgBalance',
    X.map((_x, i) => i + 1),
  ),
];
const imported = importedOf(columns, N, { CustomerID: 'identifier', isPep: 'flag' });
const prepared = standardized([numbers('Income', X)]);
let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = testRun({ pool });
});

const why = { reason: 'they are served alike', by: 'Ana' };
const merge = (...segments: number[]): SegmentEdit => ({ op: 'merge', segments, ...why });
const split = (segment: number, into = 2): SegmentEdit => ({ op: 'split', segment, into, ...why });

function recipeWith(change: Partial<Recipe['segmenting']> = {}, overrides: Override[] = []): Recipe {
  const recipe = defaultRecipe(42);
  const segmenting = { ...recipe.segmenting, chooseBy: 'given' as const, nClusters: 4, maxClusters: 4, ...change };
  return { ...recipe, segmenting, overrides };
}
const runAll = (recipe: Recipe) => runSegmentation({ imported, prepared, recipe }, run);
const again = (segmented: Segmented, recipe: Recipe, strictFrom?: number) =>
  describeClustered(clusteredOf(segmented), { imported, prepared, recipe, strictFrom }, run);
const sizes = ({ segmentation }: Segmented) => segmentation.segments.map(segment => segment.size);
const labelsOf = (segmented: Segmented) => Array.from(segmented.labels);

describe('a merge', () => {
  it('puts the customers together, largest first, with the mean of all as the centre', async () => {
    const found = await runAll(recipeWith());
    expect(sizes(found)).toEqual([6, 5, 4, 3]);
    const merged = await again(found, recipeWith({ edits: [merge(3, 4)] }));
    // 4 + 3 customers are the largest now
    expect(sizes(merged)).toEqual([7, 6, 5]);
    expect(labelsOf(merged)).toEqual([
      ...Array<number>(6).fill(1),
      ...Array<number>(5).fill(2),
      ...Array<number>(7).fill(0),
    ]);
    const own = prepared.matrix.values.subarray(11);
    expect(merged.centroids.centers[0]).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / 7, 12);
    expect(merged.segmentation.segments.map(segment => segment.group ?? segment.id)).toEqual([madeGroup(0, 0), 1, 2]);
    expect(merged.segmentation.byHand).toMatchObject({ nFound: 4, measuresOf: 'shown' });
    expect(merged.segmentation.byHand!.text).toContain('4 segments were found; 1 change by hand made them 3.');
    expect(merged.segmentation.silhouette.value).not.toBe(found.segmentation.silhouette.value);
  });
  it('leads back to what was found, bit for bit', async () => {
    const found = await runAll(recipeWith());
    const merged = await again(found, recipeWith({ edits: [merge(1, 2), split(2)] }));
    expect(resultSha256(await again(merged, recipeWith()))).toBe(resultSha256(found));
    expect(await again(merged, recipeWith())).toEqual(found);
  });
  it('is the same when the recipe is run from the start', async () => {
    const recipe = recipeWith({ edits: [merge(1, 2), split(1, 3)], names: { '3': 'Savers' } });
    const [whole, step] = [await runAll(recipe), await again(await runAll(recipeWith()), recipe)];
    expect(resultSha256(whole)).toBe(resultSha256(step));
    expect(whole.segmentation).toEqual(step.segmentation);
  });
  it.each([
    ['all into one', merge(1, 2, 3, 4), 'segments.mergeAll'],
    ['one with itself', merge(2, 2), 'segments.mergeOne'],
    ['a segment that is not there', merge(1, 9), 'segments.unknown'],
    ['a split into more than differ', split(4, 5), 'segments.splitTooFew'],
    ['a split of a segment that is not there', split(5), 'segments.unknown'],
  ])('refuses %s', async (_what, edit, code) => {
    const found = await runAll(recipeWith());
    await expect(again(found, recipeWith({ edits: [edit] }), 0)).rejects.toThrow(code);
    const lenient = await again(found, recipeWith({ edits: [edit, merge(1, 2)] }));
    expect(sizes(lenient)).toEqual([6, 5, 4, 3]);
    expect(lenient.segmentation.notes).toContainEqual(expect.objectContaining({ code: 'segments.editNotMade' }));
    expect(lenient.segmentation.byHand!.changes.map(change => change.isMade)).toEqual([false, false]);
    await expect(again(lenient, recipeWith({ edits: [edit, merge(1, 2)] }), 1)).rejects.toThrow('segments.editNotMade');
  });
});

describe('a split', () => {
  it('finds the groups inside a segment and leaves the others as they were', async () => {
    const cut = await runAll(recipeWith({ edits: [split(1)] }));
    expect(sizes(cut)).toEqual([5, 4, 3, 3, 3]);
    // equal sizes stand in the order of their centres
    expect(labelsOf(cut).slice(0, 6)).toEqual([2, 2, 2, 3, 3, 3]);
    const groups = cut.segmentation.segments.map(segment => segment.group ?? segment.id);
    expect(groups.slice(0, 2)).toEqual([2, 3]);
    expect(groups.slice(2).sort()).toEqual([1000, 1001, 4]);
  });
  it('places new customers as it placed those of the book, through every change', async () => {
    const cut = await runAll(recipeWith({ edits: [merge(1, 2), split(1, 3), merge(1, 5)] }));
    expect(cut.steps).toHaveLength(3);
    expect(Array.from(await placeCustomers(cut, prepared.matrix, run))).toEqual(labelsOf(cut));
    const none = { ...prepared.matrix, nRows: 0, values: prepared.matrix.values.subarray(0, 0) };
    expect(await placeCustomers(cut, none, run)).toHaveLength(0);
  });
  it('refuses more segments than can be told apart', async () => {
    const edits = [split(1, 5), split(1, 5), split(1, 5), split(1, 5), split(1, 5)];
    const many = Array.from({ length: 400 }, (_none, i) => i);
    const book = importedOf([numbers('Income', many)], many.length);
    const input = { imported: book, prepared: standardized([numbers('Income', many)]), recipe: recipeWith({ edits }) };
    const { segmentation } = await runSegmentation(input, run);
    expect(segmentation.segments).toHaveLength(20);
    expect(segmentation.byHand!.changes.map(change => change.isMade)).toEqual([true, true, true, true, false]);
  });
  it('gives the same bits on one thread', async () => {
    const recipe = recipeWith({ edits: [split(1), split(1)] });
    const alone = await runSegmentation({ imported, prepared, recipe }, testRun());
    expect(resultSha256(alone)).toBe(resultSha256(await runAll(recipe)));
  });
});

describe('names', () => {
  it('stay with their group whatever place it has, and go with it', async () => {
    const names = { '1': 'Savers', '2': 'Students' };
    const called = ({ segmentation }: Segmented) => segmentation.segments.map(({ name, size }) => [size, name]);
    const merged = await runAll(recipeWith({ names, edits: [merge(3, 4)] }));
    expect(called(merged).slice(1)).toEqual([
      [6, 'Savers'],
      [5, 'Students'],
    ]);
    expect(['Savers', 'Students']).not.toContain(merged.segmentation.segments[0].name);
    const gone = await runAll(recipeWith({ names, edits: [merge(1, 3)] }));
    expect(called(gone).map(([, name]) => name)).not.toContain('Savers');
    const given = await runAll(recipeWith({ names: { ...names, [madeGroup(0, 0)]: 'Both' }, edits: [merge(1, 3)] }));
    expect(called(given)[0]).toEqual([10, 'Both']);
  });
  it('made on other segments are doubted in a note', async () => {
    const same = await runAll(recipeWith({ names: { '1': 'Savers' }, madeOn: [6, 5, 4, 3] }));
    const other = await runAll(recipeWith({ names: { '1': 'Savers' }, madeOn: [7, 5, 3, 3] }));
    const doubts = ({ segmentation }: Segmented) => segmentation.notes.filter(n => n.code === 'segments.madeOnOthers');
    expect([doubts(same).length, doubts(other).length]).toEqual([0, 1]);
  });
});

describe('what is set by hand', () => {
  const set = (customer: string, what: 'segment' | 'tier', to: string): Override =>
    ({ customer, what, to, reason: 'known for years', by: 'Ben' }) as Override;

  it('moves that customer, whose card says by whom and why', async () => {
    const recipe = recipeWith({}, [set('C0', 'segment', '4'), set('C1', 'tier', 'High'), set('C99', 'tier', 'Low')]);
    const segmented = await runAll(recipe);
    expect(segmented.labels[0]).toBe(3);
    expect(sizes(segmented)).toEqual([5, 5, 4, 4]);
    expect(segmented.segmentation.segments[3].setByHand).toBe(1);
    expect(segmented.segmentation.nSetByHand).toEqual({ segments: 1, tiers: 1 });
    expect(segmented.segmentation.notes).toContainEqual({ code: 'overrides.notFound', args: { n: 1, of: 3 } });
    const card = await customerCard({ id: 'C0' }, { imported, prepared, segmented, recipe }, run);
    expect(card.assignment.segment).toBe(4);
    expect(card.byHand).toMatchObject([{ customer: 'C0', text: 'Segment set by hand by Ben: known for years' }]);
    expect(card.assignment.sentence).toMatch(/^Segment set by hand by Ben: known for years\. Otherwise: Segment "/);
    const other = await customerCard({ id: 'C1' }, { imported, prepared, segmented, recipe }, run);
    expect(other.assignment.tier).toBe('High');
  });
  it('counts in the tiers, exposure with it, and stands when the rule changes', async () => {
    const before = await runAll(recipeWith());
    const recipe = recipeWith({}, [set('C1', 'tier', 'High'), set('C17', 'tier', 'High')]);
    const segmented = await runAll(recipe);
    const high = ({ segmentation }: Segmented) => segmentation.tiers[0];
    expect(high(segmented).size).toBe(high(before).size + 2);
    expect(high(segmented).setByHand).toBe(2);
    expect(high(segmented).exposure!.sum).toBe(high(before).exposure!.sum + 2 + 18);
    const own = segmented.segmentation.segments.map(segment => segment.tierExposure!.High);
    expect(own.reduce((sum, value) => sum + value, 0)).toBe(high(segmented).exposure!.sum);
    const { tierRule } = segmented.segmentation;
    const looser = retier(segmented, imported, { ...tierRule, highFrom: 100, mediumFrom: 100 });
    expect([looser.tiers[1], looser.tiers[17]]).toEqual([0, 0]);
    expect(looser.scores[1]).toBe(segmented.scores[1]);
    const none = retier(segmented, imported, { drivers: [], mediumFrom: 1, highFrom: 2 });
    expect(none.segmentation.notes).toContainEqual({ code: 'overrides.noTiers', args: { n: 2 } });
    expect(none.segmentation.nSetByHand).toBeUndefined();
  });
  it('goes with its group into a merge, and into the nearest part of a split', async () => {
    const moved = [set('C17', 'segment', '1')];
    const merged = await runAll(recipeWith({ edits: [merge(1, 2)] }, moved));
    expect(merged.labels[17]).toBe(0);
    const cut = await runAll(recipeWith({ edits: [split(1)] }, moved));
    // the part about 1, not the one about 0
    expect(cut.labels[17]).toBe(cut.labels[5]);
  });
  it('is counted where the group is not there', async () => {
    const segmented = await runAll(recipeWith({}, [set('C0', 'segment', '17')]));
    expect(segmented.segmentation.notes).toContainEqual({ code: 'overrides.noGroup', args: { n: 1 } });
    expect(segmented.labels[0]).toBe(0);
  });
  it('applies to every row of an identifier that stands in several, and to rows without one by the row', async () => {
    const ids = X.map((_x, i) => (i === 3 ? null : i < 2 ? 'same' : `C${i}`));
    const book = importedOf([categories('CustomerID', ids, 'text'), columns[1], columns[2]], N, {
      CustomerID: 'identifier',
    });
    const recipe = recipeWith({}, [set('same', 'segment', '2'), set('row 5', 'segment', '3')]);
    const segmented = await runSegmentation({ imported: book, prepared, recipe }, run);
    expect(labelsOf(segmented).slice(0, 5)).toEqual([1, 1, 0, 2, 0]);
    expect(segmented.segmentation.notes).toContainEqual({ code: 'overrides.shared', args: { n: 1, rows: 2 } });
  });
  it('may empty a segment', async () => {
    const emptied = [15, 16, 17].map(i => set(`C${i}`, 'segment', '1'));
    const segmented = await runAll(recipeWith({}, emptied));
    expect(sizes(segmented)).toEqual([9, 5, 4, 0]);
    expect(segmented.segmentation.segments[3].tier).toBe('Low');
    expect(exactBytes(segmented.centroids.centers)).toHaveLength(4 * 8);
  });
});

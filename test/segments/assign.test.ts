import { beforeAll, describe, expect, it } from 'vitest';
import type { FeatureInfo } from '#shared/results';
import { assignCustomer, customerCard, formFields } from '#engine/segments/assign';
import { pullsByColumn } from '#engine/segments/pulls';
import { cellValue } from '#engine/table/cellValue';
import type { Pool } from '#engine/workers/Pool';
import { sharedPool } from '../support/sharedPool.ts';
import { bankAnalysis } from './support/bank.ts';

let pool: Pool;
let bank: Awaited<ReturnType<typeof bankAnalysis>>;
beforeAll(async () => {
  pool = await sharedPool(2);
  bank = await bankAnalysis(pool);
});

const TRADER = {
  isPep: true,
  Occupation: 'Trader',
  ActualVolume: 1_500_000,
  ExpVolume: 500_000,
  NumAlerts: 2,
  SubscribedChannels: 'Branch; RTGS',
  CustomerSince: '2012-06-30',
};

describe('which segment is this customer in', () => {
  it('places every customer of the book where the segmentation has placed them', async () => {
    const { imported, segmented } = bank;
    for (let row = 0; row < 100; row += 7) {
      const card = await customerCard({ row }, bank, bank.run);
      expect(card.assignment.segment).toBe(segmented.labels[row] + 1);
      expect(card.assignment.score).toBe(segmented.scores[row]);
      const values = Object.fromEntries(imported.table.columns.map(column => [column.name, cellValue(column, row)]));
      const assigned = await assignCustomer(values, bank, bank.run);
      expect(assigned.segment, `row ${row}`).toBe(card.assignment.segment);
      expect(assigned.score).toBe(card.assignment.score);
    }
  });

  it('answers with the segment, how clearly, what pulls and the score by driver', async () => {
    const answer = await assignCustomer(TRADER, bank, bank.run);
    const traders = bank.segmented.labels[60] + 1;
    expect(answer.segment).toBe(traders);
    expect(answer.distances).toHaveLength(bank.segmented.segmentation.nClusters);
    const sorted = answer.distances.toSorted((a, b) => a - b);
    expect(answer.distances[answer.segment - 1]).toBe(sorted[0]);
    expect(answer.margin).toBe(sorted[1] / sorted[0]);
    expect(answer.drivers.map(d => d.pull)).toEqual(answer.drivers.map(d => d.pull).toSorted((a, b) => b - a));
    expect(answer.drivers.length).toBeGreaterThan(2);
    expect(answer.drivers.find(d => d.column === 'Occupation')?.text).toContain('occupation "Trader" (');
    expect(answer.scoreParts.map(part => [part.driver, part.value])).toEqual([
      ['PEP status', 'yes'],
      ['Alerts', '2'],
      ['Actual over expected volume', '3 times the declared 500,000'],
      ['Actual volume', expect.stringContaining('of the book')],
    ]);
    expect(answer.scoreParts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(answer.score, 9);
    expect(answer.tier).toBe('High');
    expect(answer.sentence).toContain(`Risk score ${answer.score.toFixed(1)} of 100: High.`);
  });

  it('says a value in percent where the segments beside it are', async () => {
    const { imported, segmented } = bank;
    const { profile: _profile, ...unprofiled } = segmented;
    const columns = imported.table.columns.map(column =>
      column.name === 'NumAlerts' ? ({ ...column, isPercent: true } as typeof column) : column,
    );
    const rates = { ...bank, segmented: unprofiled, imported: { ...imported, table: { ...imported.table, columns } } };
    const { drivers } = await assignCustomer(TRADER, rates, bank.run);
    expect(drivers.find(({ column }) => column === 'NumAlerts')?.text).toMatch(
      / 200\.0 % \([\d,.]+ % in this segment, /,
    );
  });

  it('takes missing values and levels never seen', async () => {
    const empty = await assignCustomer({}, bank, bank.run);
    expect(empty.distances.every(Number.isFinite)).toBe(true);
    expect(empty.scoreParts.every(part => part.value === 'missing' && part.points === 0)).toBe(true);
    const odd = await assignCustomer(
      { ...TRADER, Occupation: 'Astronaut', SubscribedChannels: 'Pigeon' },
      bank,
      bank.run,
    );
    expect(odd.distances.every(Number.isFinite)).toBe(true);
  });

  it('says when a customer is unlike any seen', async () => {
    const far = await assignCustomer({ ...TRADER, NumAlerts: 500 }, bank, bank.run);
    expect(far.unlikeAnySeen).toBe(true);
    expect(far.sentence).toContain('farther out than 99 %');
    expect((await customerCard({ row: 20 }, bank, bank.run)).assignment.unlikeAnySeen).toBe(false);
  });

  it.each([
    [{ Incme: 5 }, 'data.unknownColumn', { column: 'Incme' }],
    [{ NumAlerts: 'many' }, 'option.invalid', { option: 'NumAlerts', allowed: 'a number', got: '"many"' }],
    [{ isPep: 'maybe' }, 'option.invalid', { option: 'isPep', allowed: 'yes or no' }],
    [{ CustomerSince: '31.12.2020' }, 'option.invalid', { option: 'CustomerSince' }],
    [{ CustomerSince: 5 }, 'option.invalid', { option: 'CustomerSince' }],
  ])('refuses %j', async (values, code, args) => {
    await expect(assignCustomer(values as never, bank, bank.run)).rejects.toMatchObject({ code, args });
  });

  it('reads values as people type them', async () => {
    const typed = { ...TRADER, isPep: 'Yes', ActualVolume: '1,500,000', NumAlerts: ' 2 ' };
    expect(await assignCustomer(typed, bank, bank.run)).toEqual(await assignCustomer(TRADER, bank, bank.run));
  });
});

describe('the pulls', () => {
  it('by hand: they add up to d²(other) − d²(own), features of one column together', () => {
    const info = (name: string, column: string): FeatureInfo => ({ name, column, level: null, transform: '' });
    const features = [info('income', 'Income'), info('Job: a', 'Job'), info('Job: b', 'Job')];
    const model = {
      algorithm: 'kmeans',
      version: 1,
      nClusters: 2,
      nColumns: 3,
      centers: Float64Array.of(1, 0, 1, 4, 1, 0),
      inertia: 0,
      iterations: 1,
      hasConverged: true,
    } as const;
    // x = (2, 0, 1): to other (4, 1, 0): 4 + 1 + 1; to own (1, 0, 1): 1 + 0 + 0
    expect(pullsByColumn(Float64Array.of(2, 0, 1), features, model, 0, 1)).toEqual([
      { column: 'Income', pull: 3 },
      { column: 'Job', pull: 2 },
    ]);
  });

  it('add up for every customer of the book', () => {
    const { prepared, segmented } = bank;
    const { matrix } = prepared;
    const { model, labels } = segmented;
    const squared = (x: Float64Array, c: number) =>
      x.reduce((sum, value, j) => sum + (value - model.centers[c * model.nColumns + j]) ** 2, 0);
    for (let row = 0; row < 100; row++) {
      const x = matrix.values.subarray(row * matrix.nColumns, (row + 1) * matrix.nColumns);
      const other = labels[row] === 0 ? 1 : 0;
      const total = pullsByColumn(x, prepared.features, model, labels[row], other).reduce((sum, p) => sum + p.pull, 0);
      expect(Math.abs(total / (squared(x, other) - squared(x, labels[row])) - 1)).toBeLessThan(1e-9);
    }
  });
});

describe('the customer card', () => {
  it('finds by identifier and shows every value', async () => {
    const card = await customerCard({ id: ' C1042 ' }, bank, bank.run);
    expect(card).toMatchObject({ row: 42, id: 'C1042' });
    expect(card.values).toHaveLength(bank.imported.table.columns.length);
    expect(card.values.find(v => v.column === 'Gender')).toMatchObject({ role: 'protected', value: 'F' });
  });
  it('knows who has no identifier by the row of the sheet, which decisions are filed under', async () => {
    const roles = bank.imported.roles.map(role => (role === 'identifier' ? 'ignore' : role));
    const nameless = { ...bank, imported: { ...bank.imported, roles } };
    const { sourceRows } = bank.imported;
    const card = await customerCard({ row: 42 }, nameless, bank.run);
    expect(card).toMatchObject({ id: null, customer: `row ${sourceRows[42]}` });
    expect(card.customer).not.toBe('row 43');
    expect(await customerCard({ id: `Row ${sourceRows[42]}` }, nameless, bank.run)).toEqual(card);
  });
  it.each([[{ id: 'C9999' }], [{ row: 100 }], [{ id: '' }]])('%j is nobody', async which => {
    await expect(customerCard(which, bank, bank.run)).rejects.toMatchObject({ code: 'data.unknownCustomer' });
  });
});

it('the form asks for what decides segment and tier, with typical answers', () => {
  const fields = formFields(bank);
  expect(fields.map(field => field.name)).toEqual([
    'isPep',
    'Occupation',
    'ActualVolume',
    'ExpVolume',
    'NumAlerts',
    'SubscribedChannels',
    'CustomerSince',
  ]);
  const field = (name: string) => fields.find(f => f.name === name);
  expect(field('isPep')).toMatchObject({ kind: 'boolean', typical: false });
  expect(field('Occupation')).toMatchObject({ levels: ['Salaried', 'Trader'], typical: 'Salaried' });
  expect(field('NumAlerts')).toMatchObject({ min: 0, max: 3, typical: 0 });
  // 60 use the app, 40 the branch and RTGS: only the app reaches half
  expect(field('SubscribedChannels')).toMatchObject({ levels: ['App', 'Branch', 'RTGS', 'ATM'], typical: 'App' });
  expect(field('CustomerSince')?.typical).toMatch(/^20\d\d-06-30$/);
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitKMeans, kmeans } from '#engine/algorithms/kmeans';
import type { Imported } from '#engine/import/Imported';
import { newRun, type Run } from '#engine/jobs/Run';
import { importSource, openSource } from '#engine/session/mainJob';
import { withProposedRfm } from '#engine/session/proposeRecipe';
import type { Pool } from '#engine/workers/Pool';
import { checkOptions } from '#shared/option';
import { defaultRecipe } from '#shared/recipe';
import { matrixOf } from '../golden/lcgBlobs.ts';
import { valuesOf } from '../support/importRows.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);
const hasData = existsSync(DATA);
if (!hasData) console.log('test/combine/rfmReference.test.ts is skipped: ../shared/data is not beside the repository');

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 42, pool });
});

async function proposed(path: string, name: string): Promise<Imported> {
  const source = await openSource(path, name, defaultRecipe(), run);
  return importSource(source, await withProposedRfm(source, defaultRecipe(), run), run);
}

/** The facts that an independent implementation (pandas) gave; see reference.json, "rfm". */
interface Reference {
  rfm: Record<
    | 'rows'
    | 'missingCustomer'
    | 'cleanRows'
    | 'customers'
    | 'invoices'
    | 'revenue'
    | 'medianRecencyDays'
    | 'medianFrequency'
    | 'medianMonetary',
    number
  > & { referenceDay: string };
}

describe.skipIf(!hasData)('Online Retail, 541,909 rows (needs ../shared/data)', () => {
  let imported: Imported;
  const reference = hasData
    ? (JSON.parse(readFileSync(new URL('reference.json', DATA), 'utf8')) as Reference).rfm
    : null!;
  beforeAll(async () => {
    const path = join(temporaryFolder(), 'online_retail.csv');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, gunzipSync(readFileSync(new URL('tables/online_retail.csv.gz', DATA))));
    imported = await proposed(path, 'online_retail.csv');
  }, 300_000);

  it('totals are those of the reference', () => {
    const { rfm } = imported.report.combine!.tables[0];
    expect(rfm).toMatchObject({
      rows: reference.rows,
      used: reference.cleanRows,
      customers: reference.customers,
      purchases: reference.invoices,
      referenceDay: reference.referenceDay,
    });
    expect(rfm!.leftOut.missingCustomer).toBe(reference.missingCustomer);
    expect(rfm!.monetary.toFixed(2)).toBe(reference.revenue.toFixed(2));
    const left = Object.values(rfm!.leftOut).reduce((a, b) => a + b, 0);
    expect(rfm!.used + rfm!.netted + left).toBe(rfm!.rows);
    const median = (name: string) => {
      const sorted = (valuesOf(imported, name) as number[]).sort((a, b) => a - b);
      return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
    };
    expect(median('Recency (days)')).toBe(reference.medianRecencyDays);
    expect(median('Frequency')).toBe(reference.medianFrequency);
    // The two middle customers leave exactly half a cent, which the reference rounds down.
    expect(Math.abs(median('Monetary') - reference.medianMonetary)).toBeLessThan(0.005 + 1e-9);
  });

  it('every customer has exactly the recency, frequency, monetary value and scores of the reference', () => {
    const [, ...lines] = readFileSync(new URL('tables/online_retail_rfm_reference.csv', DATA), 'utf8')
      .trim()
      .split('\n');
    const names = [
      'CustomerID',
      'Recency (days)',
      'Frequency',
      'Monetary',
      'Recency score',
      'Frequency score',
      'Monetary score',
    ];
    const own = names.map(name => valuesOf(imported, name).map(Number));
    const wrong = lines.filter((line, row) => line.split(',').some((text, c) => Number(text) !== own[c][row]));
    expect([lines.length, wrong]).toEqual([imported.table.nRows, []]);
  });

  it('two segments on log1p and z-scores: inertia 6474.146, sizes 2,669 and 1,669', async () => {
    const values = ['Recency (days)', 'Frequency', 'Monetary'].map(name =>
      valuesOf(imported, name).map(value => Math.log1p(Number(value))),
    );
    const scaled = values.map(column => {
      const mean = column.reduce((a, b) => a + b, 0) / column.length;
      const sd = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
      return column.map(value => (value - mean) / sd);
    });
    const matrix = matrixOf(scaled[0].map((_value, row) => scaled.map(column => column[row])));
    const options = checkOptions(kmeans.options, { nClusters: 2 });
    const { model, labels } = await fitKMeans(matrix, options, run);
    const sizes = [0, 1].map(k => labels.filter(label => label === k).length).sort((a, b) => b - a);
    expect([model.inertia.toFixed(3), sizes]).toEqual(['6474.146', [2669, 1669]]);
  });
});

describe.skipIf(!hasData)('other lists of transactions (needs ../shared/data)', () => {
  const path = (name: string) => new URL(`tables/${name}`, DATA).pathname;
  it('orders of 995 customers', async () => {
    const { report } = await proposed(path('rfm_data_orders.csv'), 'rfm_data_orders.csv');
    const { rfm } = report.combine!.tables[0];
    expect(rfm).toMatchObject({ rows: 4906, customers: 995 });
    expect(rfm!.options).toMatchObject({ customer: 'customer_id', date: 'order_date', amount: 'revenue' });
  });
  it('a bank’s transactions with days as d/m/yy', async () => {
    const { report } = await proposed(path('bank_transactions_sample.csv'), 'bank_transactions_sample.csv');
    const { rfm } = report.combine!.tables[0];
    expect(rfm).toMatchObject({ rows: 53_707, leftOut: { missingCustomer: 0, unreadableDate: 0 } });
    expect(rfm!.firstDay.slice(0, 4)).toBe('2016');
    expect(rfm!.options.amount).toBe('TransactionAmount (INR)');
  });
});

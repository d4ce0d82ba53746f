import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OffersResult } from '#shared/offers/result';
import { json, tessera } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const PRODUCTS = ['Card', 'Loan', 'Savings', 'Fund', 'Travel', 'Home'];

function files(): { customers: string; list: string; out: string } {
  const folder = temporaryFolder();
  const customers = ['Customer ID,Age,Balance'];
  const list = ['who,what,day'];
  for (let c = 0; c < 50; c++) {
    customers.push(`K${c},${20 + c},${c * 100}`);
    PRODUCTS.forEach((product, p) => {
      const has = c % 2 === 0 ? p < 3 : p >= 3;
      if (has && (c + p) % 5 !== 0) list.push(`K${c},${product},2025-01-${10 + ((c * p) % 20)}`);
    });
  }
  list.push('Z9,Card,2025-02-01');
  const at = (name: string) => join(folder, name);
  writeFileSync(at('customers.csv'), customers.join('\n'));
  writeFileSync(at('list.csv'), list.join('\n'));
  return { customers: at('customers.csv'), list: at('list.csv'), out: at('offers.csv') };
}

describe('tessera offers', () => {
  it('makes offers to the customers of one file by the list in another', async () => {
    const { customers, list, out } = files();
    const columns = ['--customer', 'who', '--product', 'what', '--time', 'day'];
    const outcome = await tessera(
      'offers',
      customers,
      '--with',
      list,
      ...columns,
      '--top',
      '2',
      '--at',
      '3',
      '--out',
      out,
      '--json',
    );
    expect(outcome.messages).toEqual([]);
    expect(outcome.status).toBe(0);
    const { offers } = json<{ offers: OffersResult }>(outcome);
    expect(offers.account).toMatchObject({ unknownCustomers: 1, unknownKeys: ['Z9'], customers: 50, products: 6 });
    expect(offers.methods).toHaveLength(7);
    const lines = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(lines[0]).toBe('Customer,Segment,Rank,Product,Score,Reason');
    expect(lines.length).toBeGreaterThan(50);
    expect(lines[1]).toMatch(/^K0,,1,/);
  });

  it('are a section of the report of a run', async () => {
    const { customers, list, out } = files();
    const columns = ['--customer', 'who', '--product', 'what', '--split', 'random'];
    const outcome = await tessera(
      'run',
      customers,
      '--offers',
      '--with',
      list,
      ...columns,
      '--out',
      `${out}.d`,
      '--formats',
      'html',
      '--json',
    );
    expect(outcome.messages).toEqual([]);
    const { offers } = json<{ offers: OffersResult }>(outcome);
    expect(offers.segments.reduce((n, segment) => n + segment.n, 0)).toBe(50);
    const report = readdirSync(`${out}.d`).find(name => name.endsWith('-report.html'))!;
    const html = readFileSync(join(`${out}.d`, report), 'utf8');
    expect(html).toContain('Next best products by segment');
    expect(html).toContain('Suitability and exclusion rules');
  });

  it('says in one sentence what is wrong', async () => {
    const { customers, list } = files();
    const alone = await tessera('offers', customers);
    expect(alone.status).toBe(1);
    expect(alone.messages.join(' ')).toContain('nothing was recognised');
    const half = await tessera('offers', list, '--customer', 'who');
    expect(half.status).toBe(2);
    const same = await tessera('offers', list, '--customer', 'who', '--product', 'who');
    expect(same.messages.join(' ')).toContain('cannot name both');
    const split = await tessera('offers', list, '--split', 'sometimes');
    expect(split.status).toBe(2);
  });
});

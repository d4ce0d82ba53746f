import { describe, expect, it } from 'vitest';
import { sheetOf } from '#engine/combine/PlainTable';
import { rfmTable, type RfmResult } from '#engine/combine/rfm/rfmTable';
import { proposeRfm } from '#engine/combine/rfm/proposeRfm';
import { rankScores, recencyScores } from '#engine/combine/rfm/scores';
import { rawText } from '#engine/import/cells/rawText';
import { defaultRecipe } from '#shared/recipe';
import { fmScore, RFM_RULE, RFM_SEGMENTS, rfmSegment } from '#shared/rfm';
import { rawRead, type CellGiven } from '../support/rawTable.ts';
import { testRun } from '../support/testRun.ts';

const HEADER = ['CustomerID', 'InvoiceDate', 'Quantity', 'UnitPrice', 'InvoiceNo', 'Country', 'Balance'];
/** Two invoices on three days for A; B returns what it bought; C only returns; D has nothing that counts. */
const ROWS: CellGiven[][] = [
  ['A', '2024-01-01', 2, 10, 'I1', 'Spain', 1],
  ['A', '2024-01-01 17:30', 1, 5, 'I1', 'Spain', 2],
  ['A', '2024-01-11', 1, 20, 'I2', 'France', 3],
  ['A', '2024-01-31', 3, 10, 'I3', 'France', null],
  ['B', '2024-01-20', 1, 100, 'I4', 'Italy', 9],
  ['B', '2024-01-25', -1, 100, 'C5', 'Italy', 8],
  ['C', '2024-01-05', -1, 10, 'C6', 'Italy', 8],
  [null, '2024-01-02', 1, 1, 'I7', 'Italy', 8],
  ['D', '2024-02-01', 1, 0, 'I8', 'Italy', 8],
  ['D', 'someday', 1, 3, 'I9', 'Italy', 8],
  ['A', '2024-01-12', 'two', 1, 'I10', 'Spain', 4],
  ['E', '2024-02-09', 4, 2.5, 'I11', null, 8],
];
const OPTIONS = {
  customer: 'CustomerID',
  date: 'InvoiceDate',
  quantity: 'Quantity',
  price: 'UnitPrice',
  invoice: 'InvoiceNo',
  carryMostFrequent: ['Country'],
  carryLast: ['Balance'],
};

function rfm(options: Record<string, unknown> = {}, rows = ROWS): Promise<RfmResult> {
  const raw = rawRead([HEADER, ...rows]);
  const recipe = defaultRecipe();
  const sheet = sheetOf(raw, { ...recipe.reading, headerRow: 1 }, recipe, 'sales.csv');
  return rfmTable(raw, sheet, { ...OPTIONS, ...options }, recipe, testRun(), 'sales.csv');
}
function column({ table }: RfmResult, name: string): string[] {
  return Array.from({ length: table.nRows }, (_none, row) => rawText(table, table.names.indexOf(name), row));
}

describe('transactions of five customers, by hand', () => {
  it('recency, frequency, monetary, tenure, ticket and gaps', async () => {
    const made = await rfm();
    expect(column(made, 'CustomerID')).toEqual(['A', 'B', 'E']);
    // The day after the last purchase (9 February) is the reference: A last bought on 31 January, 10 days before.
    expect(column(made, 'Recency (days)')).toEqual(['10', '21', '1']);
    // A: invoices I1, I2, I3; the rows of I1 are one purchase.
    expect(column(made, 'Frequency')).toEqual(['3', '1', '1']);
    // A: 2·10 + 1·5 + 1·20 + 3·10 = 75; B: 100, its return left out; E: 4·2.5 = 10.
    expect(column(made, 'Monetary')).toEqual(['75', '100', '10']);
    expect(column(made, 'Tenure (days)')).toEqual(['40', '21', '1']);
    expect(column(made, 'Average ticket')).toEqual(['25', '100', '10']);
    // A bought on days 1, 11 and 31: gaps 10 and 20, mean 15, deviation √(25 + 25) = 7.071.
    expect(column(made, 'Mean gap (days)')).toEqual(['15', '', '']);
    expect(Number(column(made, 'Gap deviation (days)')[0])).toBeCloseTo(Math.sqrt(50), 12);
    expect(column(made, 'Returns')).toEqual(['0', '1', '0']);
    expect(column(made, 'First purchase')).toEqual(['2024-01-01', '2024-01-20', '2024-02-09']);
    expect(column(made, 'Last purchase')).toEqual(['2024-01-31', '2024-01-20', '2024-02-09']);
    // Spain and France twice each: the one seen first. The last balance of A that is there stands in the row of 11 January.
    expect(column(made, 'Country')).toEqual(['Spain', 'Italy', '']);
    expect(column(made, 'Balance')).toEqual(['3', '9', '8']);
    expect([...made.table.origins]).toEqual([2, 6, 13]);
  });

  it('columns whose names are spelled in another way are found, and keep their own names', async () => {
    const made = await rfm({
      customer: 'customer id',
      quantity: 'QUANTITY',
      carryLast: ['balance'],
      date: 'invoice_date',
    });
    expect(made.table.names).toEqual((await rfm()).table.names);
    expect(column(made, 'Monetary')).toEqual(['75', '100', '10']);
    await expect(rfm({ customer: 'customer' })).rejects.toMatchObject({
      code: 'data.unknownColumn',
      args: { column: 'customer', name: 'sales.csv' },
    });
  });

  it('the account adds up, and says who is left without a row', async () => {
    const { account } = await rfm();
    expect(account).toMatchObject({
      rows: 12,
      used: 6,
      netted: 0,
      leftOut: { missingCustomer: 1, unreadableDate: 1, unreadableAmount: 1, return: 2, zeroPrice: 1, repeated: 0 },
      customers: 3,
      customersWithoutPurchase: 2,
      purchases: 5,
      monetary: 185,
      firstDay: '2024-01-01',
      lastDay: '2024-02-09',
      referenceDay: '2024-02-10',
      isReferenceGiven: false,
    });
  });

  it('scores and named segments', async () => {
    const made = await rfm();
    // Days 1, 10, 21: edges 4.6, 8.2, 12.2, 16.6. 10 lies above two of them: 5 − 2 = 3.
    expect(column(made, 'Recency score')).toEqual(['3', '1', '5']);
    // B and E tie at one purchase and are ranked in order: ranks 0, 1, 2 of 3 → 1, 3, 5.
    expect(column(made, 'Frequency score')).toEqual(['5', '1', '3']);
    expect(column(made, 'Monetary score')).toEqual(['3', '5', '1']);
    // FM of A is (5 + 3) / 2 = 4, of B (1 + 5) / 2 = 3, of E (3 + 1) / 2 = 2.
    expect(column(made, 'RFM segment')).toEqual(['Loyal', 'At risk', 'Potential loyalists']);
  });

  it('returns can be taken off the amount only, or counted like any row', async () => {
    const net = await rfm({ returns: 'net' });
    expect([column(net, 'Monetary'), column(net, 'Frequency')]).toEqual([
      ['75', '0', '10'],
      ['3', '1', '1'],
    ]);
    // The return of C is netted too, but C never bought anything.
    expect(net.account).toMatchObject({ used: 6, netted: 2, customersWithoutPurchase: 2 });
    const kept = await rfm({ returns: 'keep' });
    expect(column(kept, 'CustomerID')).toEqual(['A', 'B', 'C', 'E']);
    expect(column(kept, 'Monetary')).toEqual(['75', '0', '-10', '10']);
    expect(column(kept, 'Frequency')).toEqual(['3', '2', '1', '1']);
  });

  it('rows worth nothing, repeats and a reference day of one’s own', async () => {
    expect(column(await rfm({ zeroPrices: 'keep' }), 'CustomerID')).toEqual(['A', 'B', 'D', 'E']);
    const repeated = await rfm({ repeatedRows: 'exclude' }, [...ROWS, ROWS[0]]);
    expect(repeated.account).toMatchObject({ rows: 13, used: 6, leftOut: { repeated: 1 } });
    const later = await rfm({ referenceDay: '2024-03-01' });
    expect(column(later, 'Recency (days)')).toEqual(['30', '41', '21']);
    expect(later.account).toMatchObject({ referenceDay: '2024-03-01', isReferenceGiven: true });
  });

  it('customers that are numbers stay numbers and come in the order of their numbers', async () => {
    const rows: CellGiven[][] = [10, 9, 100].map(id => [id, '2024-01-01', 1, 1, `I${id}`, 'Spain', 1]);
    expect(column(await rfm({}, rows), 'CustomerID')).toEqual(['9', '10', '100']);
  });
});

describe('what cannot be done has a sentence', () => {
  it('columns that are missing or unknown, and no row that counts', async () => {
    await expect(rfm({ customer: '' })).rejects.toMatchObject({ code: 'rfm.noColumn' });
    await expect(rfm({ price: '' })).rejects.toMatchObject({ code: 'rfm.noColumn' });
    await expect(rfm({ amount: 'Total' })).rejects.toMatchObject({
      code: 'data.unknownColumn',
      args: { column: 'Total' },
    });
    await expect(rfm({ referenceDay: '31.12.2024' })).rejects.toMatchObject({ code: 'option.invalid' });
    await expect(rfm({}, [ROWS[6], ROWS[7]])).rejects.toMatchObject({
      code: 'rfm.noRows',
      args: { reasons: '1 row without a customer, 1 row returned or cancelled' },
    });
  });
});

describe('scores', () => {
  it('ranks are cut in fifths: 11 different values', () => {
    // Rank i gets ceil(5 i / 10): 0 → 1, 1 and 2 → 1, 3 and 4 → 2, …, 9 and 10 → 5.
    expect([...rankScores(Float64Array.from({ length: 11 }, (_, i) => i))]).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect([...rankScores(Float64Array.of(7))]).toEqual([1]);
  });
  it('equal days have equal scores', () => {
    expect([...recencyScores(Float64Array.of(5, 5, 5, 5))]).toEqual([5, 5, 5, 5]);
    expect([...recencyScores(Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))]).toEqual([
      5, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1,
    ]);
  });
  it('every pair of scores has one name, and every name is reached', () => {
    expect(new Set(RFM_RULE.flat())).toEqual(new Set(RFM_SEGMENTS));
    expect(RFM_RULE.map(row => row.length)).toEqual([5, 5, 5, 5, 5]);
    expect([fmScore(1, 1), fmScore(1, 2), fmScore(4, 5), fmScore(5, 5)]).toEqual([1, 2, 5, 5]);
    expect(rfmSegment(5, 5, 5)).toBe('Champions');
    expect(rfmSegment(1, 1, 1)).toBe('Lost');
  });
});

describe('the proposal', () => {
  const propose = (header: string[], rows: CellGiven[][]) => {
    const raw = rawRead([header, ...rows]);
    const recipe = defaultRecipe();
    return proposeRfm(raw, sheetOf(raw, { ...recipe.reading, headerRow: 1 }, recipe, 'a.csv'), recipe, testRun());
  };
  it('recognises a list of transactions and what each column is for', async () => {
    const many = Array.from({ length: 15 }, (_, i) =>
      [1, 2].map((n): CellGiven[] => [
        `K${i}`,
        `2024-01-${String(i + n).padStart(2, '0')}`,
        n,
        10 + i,
        `I${i}-${n}`,
        `Land ${i % 3}`,
        i * n,
      ]),
    ).flat();
    const { looksLikeTransactions, options, sentence } = await propose(HEADER, many);
    expect([looksLikeTransactions, sentence]).toEqual([
      true,
      'This looks like a list of transactions: 30 rows, 2.0 rows per customer, each with a date and an amount.',
    ]);
    expect(options).toMatchObject({
      customer: 'CustomerID',
      date: 'InvoiceDate',
      amount: '',
      quantity: 'Quantity',
      price: 'UnitPrice',
      invoice: 'InvoiceNo',
      carryMostFrequent: ['Country'],
    });
  });
  it('knows the customer by a short name', async () => {
    const rows = Array.from({ length: 20 }, (_, i): CellGiven[] => [i, `K${i % 9}`, `2024-01-${10 + i}`, 5 * i]);
    const { options } = await propose(['TxnNo', 'Cust', 'TxnDate', 'Amount'], rows);
    expect(options).toMatchObject({ customer: 'Cust', date: 'TxnDate', amount: 'Amount' });
  });
  it('does not take customers for transactions', async () => {
    const customers = Array.from({ length: 30 }, (_, i): CellGiven[] => [`K${i}`, '2024-01-01', i, 'x']);
    const found = await propose(['CustomerID', 'TransactionDate', 'Amount', 'Name'], customers);
    expect(found.looksLikeTransactions).toBe(false);
    const noDate = await propose(
      ['CustomerID', 'Amount'],
      customers.map(([id, , amount]) => [id, amount]),
    );
    expect(noDate.sentence).toBe('Not a list of transactions: it lacks the date of each row.');
  });
});

describe('observation and outcome windows, by hand', () => {
  it('looks at the days up to the reference day, and says who buys nothing in the month after', async () => {
    // Looked at until 31 January; A and B have no purchase until 29 February, E (new) none before. F comes back on the last day.
    const rows: CellGiven[][] = [
      ...ROWS,
      ['F', '2024-01-03', 1, 7, 'I12', 'Spain', 1],
      ['F', '2024-02-29', 1, 7, 'I13', 'Spain', 1],
      ['B', '2024-03-01', 1, 7, 'I14', 'Spain', 1],
      ['B', '2024-02-02', -1, 7, 'C15', 'Spain', 1],
    ];
    const made = await rfm({ referenceDay: '2024-01-31', outcomeMonths: 1 }, rows);
    expect(column(made, 'CustomerID')).toEqual(['A', 'B', 'F']);
    expect(column(made, 'Churned')).toEqual(['Yes', 'Yes', 'No']);
    expect(column(made, 'Recency (days)')).toEqual(['0', '11', '28']);
    // The return of 2 February is not known on 31 January.
    expect(column(made, 'Returns')).toEqual(['0', '1', '0']);
    expect(made.account.outcome).toEqual({ lastDay: '2024-02-29', churned: 2 });
    // E's purchase, D's worth nothing, F's and B's later ones and the return.
    expect(made.account.leftOut.afterReference).toBe(5);
  });

  it('leaves room for the outcome window where no day is chosen', async () => {
    // The last purchase is of 9 February, so a month before it is 9 January: A and nobody else had bought by then.
    const made = await rfm({ outcomeMonths: 1 });
    expect(made.account).toMatchObject({ referenceDay: '2024-01-09', outcome: { lastDay: '2024-02-09', churned: 0 } });
    expect(column(made, 'CustomerID')).toEqual(['A']);
    expect(column(made, 'Churned')).toEqual(['No']);
  });

  it('looks at so many months only', async () => {
    // A month up to 11 February begins on 12 January.
    const made = await rfm({ referenceDay: '2024-02-11', observationMonths: 1 });
    expect(column(made, 'CustomerID')).toEqual(['A', 'B', 'E']);
    expect(column(made, 'Frequency')).toEqual(['1', '1', '1']);
    expect(made.account.leftOut.beforeWindow).toBe(4);
    expect(made.table.names).not.toContain('Churned');
  });

  it('refuses a window that is not over', async () => {
    await expect(rfm({ referenceDay: '2024-02-01', outcomeMonths: 1 })).rejects.toMatchObject({
      code: 'rfm.windowOpen',
      args: { until: '2024-03-01', last: '2024-02-09', latest: '2024-01-09' },
    });
  });
});

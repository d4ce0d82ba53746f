import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import type { TierDriver, TierRule } from '#shared/recipe';
import { applyTiers } from '#engine/segments/tiers/applyTiers';
import { rankCutsOf, shareBelow } from '#engine/segments/tiers/rankCuts';
import { proposeTierRule } from '#engine/segments/tiers/proposeTierRule';
import { scoreOne } from '#engine/segments/tiers/scoreOne';
import { tierRuleText } from '#engine/segments/tiers/tierSummaries';
import { evidencePhrase, evidenceWords } from '#engine/segments/tiers/tierEvidence';
import type { Column } from '#engine/table/Column';
import { categories, flags, importedOf, numbers, sets } from './support/tables.ts';

function driver(parts: Partial<TierDriver>): TierDriver {
  return { id: 'd', title: 'D', column: 'c', against: null, measure: 'flag', full: 1, weight: 10, ...parts };
}
const rule = (drivers: TierDriver[], mediumFrom = 20, highFrom = 40): TierRule => ({ drivers, mediumFrom, highFrom });
function score(columns: Column[], drivers: TierDriver[], nRows: number): number[] {
  const table = { nRows, columns };
  return Array.from(applyTiers(table, new Int32Array(nRows), 1, rule(drivers), undefined).scores);
}

describe('points of one driver', () => {
  it('flag: 100 when yes, and nothing for no or missing', () => {
    expect(score([flags('c', [true, false, null])], [driver({})], 3)).toEqual([100, 0, 0]);
    expect(score([numbers('c', [2, 0, null])], [driver({})], 3)).toEqual([100, 0, 0]);
    expect(score([categories('c', ['Domestic PEP', 'No', null])], [driver({})], 3)).toEqual([100, 0, 0]);
    expect(score([sets('c', [['No', 'Yes'], ['No'], []])], [driver({})], 3)).toEqual([100, 0, 0]);
  });
  it('count: the value over full, at most 1', () => {
    expect(score([numbers('c', [0, 1, 4, 9, null, -2])], [driver({ measure: 'count', full: 4 })], 6)).toEqual([
      0, 25, 100, 100, 0, 0,
    ]);
  });
  it('rank: the share of the known book below', () => {
    // known 1, 2, 2, 4: below 1 none, below 2 one of four, below 4 three of four
    expect(score([numbers('c', [2, 1, null, 4, 2])], [driver({ measure: 'rank' })], 5)).toEqual([25, 0, 0, 75, 25]);
  });
  it('ratio: 0 up to the declared, all from full times it, anything over a declared 0', () => {
    const columns = [
      numbers('c', [50, 100, 200, 300, 900, 5, 0, 5]),
      numbers('e', [100, 100, 100, 100, 100, 0, 0, null]),
    ];
    expect(score(columns, [driver({ measure: 'ratio', against: 'e', full: 3 })], 8)).toEqual([
      0, 0, 50, 100, 100, 100, 0, 0,
    ]);
  });
});

describe('scores and tiers', () => {
  const table = {
    nRows: 5,
    columns: [flags('isPep', [true, true, false, false, null]), numbers('NumAlerts', [3, 0, 3, 0, 1])],
  };
  // weights 30 and 15: PEP 66.67, three alerts 33.33, one alert 11.11
  const drivers = [
    driver({ id: 'isPep', title: 'PEP status', column: 'isPep', weight: 30 }),
    driver({ id: 'numAlerts', title: 'Alerts', column: 'NumAlerts', measure: 'count', full: 3, weight: 15 }),
  ];
  const labels = Int32Array.of(0, 0, 1, 1, 1);
  const result = applyTiers(table, labels, 2, rule(drivers, 30, 60));

  it('100 × weighted points over all weights', () => {
    expect(Array.from(result.scores)).toEqual([100, 3000 / 45, 1500 / 45, 0, (100 * (15 / 3)) / 45]);
    expect(Array.from(result.tiers)).toEqual([0, 0, 1, 2, 2]);
  });
  it('each tier has its size and a sentence with the numbers of the data', () => {
    expect(result.summaries.map(s => [s.tier, s.size, s.share])).toEqual([
      ['High', 2, 0.4],
      ['Medium', 1, 0.2],
      ['Low', 2, 0.4],
    ]);
    // PEP known for 4, yes for 2; alerts sum 7 over 5; among High 1.5
    expect(result.summaries[0].sentence).toBe(
      '2 customers (40.0 %) are High: PEP status for 100.0 % against 50.0 % in the whole book; average alerts 1.5 against 1.4.',
    );
    expect(result.summaries[2].sentence).toContain('PEP status for 0.0 % against 50.0 % in the whole book');
  });
  it('a segment takes the highest tier that a quarter of it reaches', () => {
    expect(result.segments.map(s => s.tier)).toEqual(['High', 'Medium']);
    expect(result.segments[1].tierCounts).toEqual({ High: 0, Medium: 1, Low: 2, None: 0 });
    expect(result.segments[1].meanScore).toBeCloseTo((100 / 3 + 0 + 100 / 9) / 3, 12);
    expect(result.segments[1].tierSentence).toContain('33.3 % Medium');
  });
  it('missing values are counted beside the score', () => {
    expect(result.notes).toEqual([{ code: 'tiers.driverMissing', args: { driver: 'PEP status', n: 1, of: 5 } }]);
  });
  it('the parts of one customer add up to the score', () => {
    for (let row = 0; row < table.nRows; row++) {
      const one = scoreOne(table, row, table, rule(drivers, 30, 60));
      expect(one.score).toBe(result.scores[row]);
      expect(one.parts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(one.score, 10);
    }
    expect(scoreOne(table, 4, table, rule(drivers)).parts.map(part => part.value)).toEqual(['missing', '1']);
  });
  it('what was written with percent signs is said in percent, by tier and of one customer', () => {
    const rates = { ...numbers('Utilisation', [0.9, 0.8, 0.1, 0.2, null]), isPercent: true } as Column;
    const ranked = rule([driver({ title: 'Credit utilisation', column: 'Utilisation', measure: 'rank' })], 30, 40);
    const book = { nRows: 5, columns: [rates] };
    const tiers = applyTiers(book, labels, 2, ranked, undefined);
    expect(tiers.summaries[0].sentence).toContain('average credit utilisation 85.0 % against 50.0 % in the whole book');
    expect(scoreOne(book, 1, book, ranked).parts[0].value).toBe('80.0 %, above 50 % of the book');
  });

  it('exposure is summed by tier over the average balance', () => {
    const withBalance = { nRows: 5, columns: [...table.columns, numbers('AvgBalance', [1, 2, 4, 8, null])] };
    const sums = applyTiers(withBalance, labels, 2, rule(drivers, 30, 60)).summaries.map(s => s.exposure);
    expect(sums).toEqual([3, 4, 8].map(sum => ({ column: 'AvgBalance', sum })));
  });
});

describe('a rule that cannot be used', () => {
  const table = { nRows: 2, columns: [numbers('c', [1, 2]), categories('d', ['a', 'b'])] };
  const apply = (wrong: TierRule) => () => applyTiers(table, new Int32Array(2), 1, wrong);
  it.each([
    ['an unknown column', rule([driver({ column: 'nope' })]), 'data.unknownColumn'],
    ['a ratio to nothing', rule([driver({ measure: 'ratio' })]), 'option.invalid'],
    ['a rank of words', rule([driver({ measure: 'rank', column: 'd' })]), 'option.invalid'],
    ['a count of words', rule([driver({ measure: 'count', column: 'd' })]), 'option.invalid'],
    ['Medium above High', rule([driver({})], 50, 40), 'option.invalid'],
  ])('%s', (_what, wrong, code) => {
    expect(apply(wrong)).toThrow(AppError);
    expect(apply(wrong)).toThrow(code);
  });
});

describe('the rule that is proposed', () => {
  const bank = [
    flags('isPep', [true, false, null]),
    numbers('ActualVolume', [10, 500, 90]),
    numbers('ExpVolume', [10, 100, 100]),
    numbers('NumAlerts', [0, 2, 1]),
    numbers('CashUsage', [0, 0.5, 1]),
    flags('CTRMatch', [null, null, null]),
  ];
  it('recognises the drivers by the dictionary, heaviest first, and leaves out what tells nobody apart', () => {
    const proposed = proposeTierRule({ nRows: 3, columns: bank }, importedOf(bank, 3).roles);
    expect(proposed.drivers.map(d => [d.id, d.column, d.measure, d.weight])).toEqual([
      ['isPep', 'isPep', 'flag', 30],
      ['numAlerts', 'NumAlerts', 'count', 15],
      ['volumeRatio', 'ActualVolume', 'ratio', 15],
      ['actualVolume', 'ActualVolume', 'rank', 10],
      ['cashUsage', 'CashUsage', 'count', 5],
    ]);
    // all weights 75: 100 · 22 / 75 = 29.3, 100 · 37 / 75 = 49.3
    expect(proposed).toMatchObject({ mediumFrom: 29, highFrom: 49 });
  });
  const ruleOf = (...columns: Column[]) => proposeTierRule({ nRows: 3, columns }, importedOf(columns, 3).roles);
  it('knows how borrowers have repaid; of several months the last', () => {
    const lender = [
      numbers('PAY_2', [0, 0, 2]),
      numbers('PAY_0', [-1, 1, 2]),
      numbers('delinq_2yrs', [0, 1, 0]),
      numbers('revol_util', [10, 50, 90]),
    ];
    const proposed = ruleOf(...lender);
    expect(proposed.drivers.map(d => [d.id, d.column, d.measure, d.full, d.weight])).toEqual([
      ['repaymentStatus', 'PAY_0', 'count', 2, 48],
      ['delinquencies', 'delinq_2yrs', 'count', 2, 15],
      ['utilisation', 'revol_util', 'rank', 1, 10],
    ]);
    // all weights 73: 100 · 22 / 73 = 30.1, 100 · 37 / 73 = 50.7; one month gives 24 of them, a delinquency 7.5, the middle rank 5: 50
    expect(proposed).toMatchObject({ mediumFrom: 30, highFrom: 51 });
    const tiers = applyTiers({ nRows: 3, columns: lender }, Int32Array.of(0, 0, 0), 1, proposed);
    // Low, Medium, High
    expect([...tiers.tiers]).toEqual([2, 1, 0]);
    // -1 is no month: (0 + 1 + 2) / 3
    expect(tiers.summaries[0].sentence).toContain('average months behind on payments 2 against 1 in the whole book');
  });
  it('two months, or sixty days, past due are High and one is Medium whatever else there is', () => {
    const columns = [...bank.slice(0, 5), numbers('Days past due', [30, 60, 0]), numbers('adverse media', [0, 0, 3])];
    const clean = columns.map(column => (column.name === 'isPep' ? flags('isPep', [false, false, true]) : column));
    const rule = ruleOf(...clean);
    expect(rule.drivers.length).toBeGreaterThan(5);
    const quiet = clean.map(column =>
      column.kind === 'number' && column.name !== 'Days past due' ? numbers(column.name, [0, 0, 9]) : column,
    );
    expect([...applyTiers({ nRows: 3, columns: quiet }, Int32Array.of(0, 0, 0), 1, rule).tiers.subarray(0, 2)]).toEqual(
      [1, 0],
    );
  });
  it('takes no column for months behind that holds amounts or codes, and counts nothing where nothing is above 0', () => {
    expect(ruleOf(numbers('PAY_1', [1200, 0, 350])).drivers).toEqual([]);
    expect(ruleOf(numbers('PAY_1', [0.5, 0, 1])).drivers).toEqual([]);
    expect(ruleOf(numbers('PAY_1', [1, 2, 3])).drivers).toEqual([]);
    expect(ruleOf(numbers('amount overdue', [-5, 0, -7])).drivers).toEqual([]);
    expect(ruleOf(numbers('amount overdue', [0, 10, 40])).drivers).toMatchObject([{ measure: 'count', full: 25 }]);
  });
  it('words are a flag where one of them says no', () => {
    expect(ruleOf(categories('LatePayments', ['Sometimes', 'Often', 'Rarely'])).drivers).toEqual([]);
    expect(ruleOf(categories('LatePayments', ['Never', 'Often', 'Never'])).drivers).toMatchObject([
      { measure: 'flag' },
    ]);
  });
  it('nothing for a file without risk drivers, and then no tier for anyone', () => {
    const mall = [numbers('Annual Income (k$)', [15, 16, 17]), numbers('Spending Score (1-100)', [39, 81, 6])];
    const proposed = proposeTierRule({ nRows: 3, columns: mall }, importedOf(mall, 3).roles);
    expect(proposed.drivers).toEqual([]);
    const none = applyTiers({ nRows: 3, columns: mall }, Int32Array.of(0, 0, 1), 2, proposed);
    expect(none.summaries).toEqual([
      {
        tier: 'None',
        size: 3,
        share: 1,
        sentence: 'No risk drivers were recognised; tiers are not assigned.',
        exposure: null,
      },
    ]);
    expect(none.segments.map(s => s.tier)).toEqual(['None', 'None']);
    expect(Array.from(none.tiers)).toEqual([3, 3, 3]);
    expect(none.notes).toEqual([{ code: 'tiers.noDrivers', args: {} }]);
  });
  it('a volume alone is no sign of risk', () => {
    for (const name of ['ActualVolume', 'revol_util', 'inq_last_6mths']) {
      const columns = [numbers(name, [1, 2, 3])];
      expect(proposeTierRule({ nRows: 3, columns }, ['feature']).drivers).toEqual([]);
    }
  });
});

it('ranks of a large book are told to a tenth of a percent', () => {
  // 0 … 9,999 shuffled by a stride: the share below v is v / 10,000
  const values = Array.from({ length: 10_000 }, (_none, i) => (i * 7919) % 10_000);
  const cuts = rankCutsOf(numbers('c', values));
  expect(cuts).toHaveLength(1000);
  for (const value of [0, 1, 4, 6, 2500, 5000, 9994, 9999])
    expect(Math.abs(shareBelow(cuts, value) - value / 10_000)).toBeLessThanOrEqual(0.0006);
  expect(shareBelow(cuts, -1)).toBe(0);
  expect(shareBelow(cuts, 10_000)).toBe(1);
  expect(shareBelow(cuts, Number.NaN)).toBeNaN();
});

it('ranks are shared with the next rule and give the same scores', () => {
  const column = numbers('c', [5, 3, null, 9, 7]);
  const drivers = [driver({ measure: 'rank' })];
  const table = { nRows: 5, columns: [column] };
  const known = applyTiers(table, new Int32Array(5), 1, rule(drivers), { c: rankCutsOf(column) });
  expect(known.scores).toEqual(applyTiers(table, new Int32Array(5), 1, rule(drivers)).scores);
  expect(Array.from(known.scores)).toEqual([25, 0, 0, 75, 50]);
});

it.each([
  [1, '1 alert on average'],
  [0.879, '0.879 alerts on average'],
  [2.25, '2.25 alerts on average'],
])('%d alerts on average in the headline', (group, words) => {
  const alerts = driver({ id: 'numAlerts', measure: 'count' });
  expect(evidenceWords({ driver: alerts, group, book: 0.2, lift: 3 })).toBe(words);
});

it.each([
  [{ column: 'NumOfProducts', title: 'NumOfProducts', measure: 'count' }, 'products', 'average products 2 against 1.5'],
  [
    { column: 'IsActiveMember', title: 'IsActiveMember' },
    '"yes" in IsActiveMember',
    'active for 200.0 % against 150.0 %',
  ],
  [{ column: 'IsPEP', title: 'PEP status' }, 'PEP status', 'PEP status for 200.0 % against 150.0 %'],
  [
    { column: 'CreditScore', title: 'CreditScore', measure: 'count', lowIsRisky: true },
    'low credit score',
    'average credit score 2 against 1.5',
  ],
  [
    { column: 'IsActiveMember', title: 'IsActiveMember', lowIsRisky: true },
    '"no" in IsActiveMember',
    'active for 200.0 % against 150.0 %',
  ],
  [
    { column: 'Balance', against: 'EstimatedSalary', title: 'Balance over EstimatedSalary', measure: 'ratio' },
    'average balance 2 times estimated salary',
    'average balance 2 times estimated salary against 1.5',
  ],
  [
    { column: 'BILL_AMT1', against: 'LIMIT_BAL', measure: 'ratio' },
    'bill amount 1 at 2 times limit balance',
    'bill amount 1 at 2 times limit balance against 1.5',
  ],
  [
    { column: 'ActualVolume', against: 'Expected Transaction Volume', measure: 'ratio' },
    'volumes 2 times the declared',
    'volumes 2 times the declared against 1.5',
  ],
] as const)(
  'a driver is called by the words of its column where it has no title of its own: %o',
  (own, short, long) => {
    const evidence = { driver: driver(own), group: 2, book: 1.5, lift: 3 };
    expect([evidenceWords(evidence), evidencePhrase(evidence)]).toEqual([short, long]);
  },
);

it('a weight does not run into the name of its driver', () => {
  const behind = driver({ column: 'PAY_0', title: 'PAY_0', measure: 'count', full: 2, weight: 48 });
  expect(tierRuleText(rule([behind]))).toContain(
    'over all weights: PAY_0, weight 48 (PAY_0: all points at 2). High from',
  );
});

it('one customer’s ratio names what it is divided by', () => {
  const table = { nRows: 1, columns: [numbers('Balance', [60_000]), numbers('EstimatedSalary', [50_000])] };
  const ratio = driver({ column: 'Balance', against: 'EstimatedSalary', measure: 'ratio', full: 3 });
  expect(scoreOne(table, 0, table, rule([ratio])).parts[0].value).toBe('1.2 times the 50,000 of EstimatedSalary');
});

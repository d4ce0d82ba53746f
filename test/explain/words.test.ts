import { describe, expect, it } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { columnFamily, columnWords } from '#engine/explain/columnWords';
import type { Contrast } from '#engine/explain/Contrast';
import { contrastsByColumn } from '#engine/explain/contrasts';
import { rankDifferences } from '#engine/explain/differences';
import { proposeNames } from '#engine/explain/segmentNames';
import { beforeShare, beforeValue } from '#engine/explain/measuredWords';
import { differencePhrase, segmentSentence } from '#engine/explain/segmentSentence';
import { stream } from '#engine/random';
import { bankColumns } from '../segments/support/bank.ts';
import { categories, dates, flags, numbers } from '../segments/support/tables.ts';

describe('columns in words', () => {
  it.each([
    ['isPep', 'PEP'],
    ['Is PEP', 'PEP'],
    ['ActualVolume', 'actual volume'],
    ['Expected Transaction Volume', 'expected volume'],
    ['Annual Income (k$)', 'annual income (k$)'],
    ['Spending Score (1-100)', 'spending score (1-100)'],
    ['BILL_AMT1', 'bill amount 1'],
    ['bill_amt21', 'bill amount 21'],
    ['avg_transaction_amount', 'average transaction amount'],
    ['nr.employed', 'number of employed'],
    ['Column U', 'column U'],
    ['monthlyNetIncome', 'monthly net income'],
    ['KYCLevel', 'KYC level'],
    ['DateofBirth', 'age'],
    ['acc_now_delinq', 'accounts in arrears'],
    ['PAY_6', 'pay 6'],
    ['A', 'A'],
    ['Plan B', 'plan B'],
    ['PURCHASES', 'purchases'],
    ['FATCA', 'FATCA'],
    ['number_vmail_messages', 'number of vmail messages'],
    ['Number Status', 'number status'],
  ])('%s is %s', (name, words) => expect(columnWords(name)).toBe(words));

  it('families share their last word', () => {
    expect(columnFamily('BILL_AMT1')).toBe(columnFamily('BILL_AMT6'));
    expect(columnFamily('ActualVolume')).toBe(columnFamily('ExpVolume'));
    expect(columnFamily('Annual Income (k$)')).not.toBe(columnFamily('Spending Score (1-100)'));
  });
});

/** Segment 0 are the first `first` customers. */
function contrastsOf(
  columns: Parameters<typeof contrastsByColumn>[0]['table']['columns'],
  nRows: number,
  first: number,
): Contrast[] {
  const labels = Int32Array.from({ length: nRows }, (_none, i) => (i < first ? 0 : 1));
  const special: Record<string, ColumnRole> = { Gender: 'protected', CustomerID: 'identifier' };
  const roles = columns.map(column => special[column.name] ?? 'feature');
  const referenceDay = Date.parse('2024-12-31T00:00:00Z') / 86_400_000;
  return [...contrastsByColumn({ table: { nRows, columns }, roles, referenceDay, labels, nSegments: 2 })].flat();
}

describe('the sentence of a segment', () => {
  const contrasts = contrastsOf(bankColumns(), 100, 60);

  it('names at most three differences, largest first, with the numbers of the data', () => {
    const ranked = rankDifferences(contrasts, 1);
    const sentence = segmentSentence(40, 0.4, ranked);
    const phrases = sentence.slice(sentence.indexOf(': ') + 2).split('; ');
    expect(phrases).toHaveLength(3);
    expect(sentence).toMatch(/^40 customers \(40\.0 %\): /);
    expect(sentence.match(/against/g)).toHaveLength(3);
    expect(sentence.match(/in the whole book/g)).toHaveLength(1);
    expect(sentence).toContain('occupation "Trader" 100.0 % against 40.0 %');
  });

  it('tenure carries its unit once', () => {
    const since = rankDifferences(contrasts, 1).find(entry => entry.difference.column === 'CustomerSince');
    expect(since && segmentSentence(40, 0.4, [since])).toMatch(
      /average years as a customer \d+\.?\d* against \d+\.?\d* in the whole book\.$/,
    );
  });

  it('days that are less than a year ago are counted in days', () => {
    // 60 and 50 days before 2024-12-31; both together 55 on average.
    const days = Array.from({ length: 60 }, (_none, i) => (i < 30 ? '2024-11-01' : '2024-11-11'));
    const ranked = rankDifferences(contrastsOf([dates('TransactionDate', days)], 60, 30), 0);
    expect(segmentSentence(30, 0.5, ranked)).toBe(
      '30 customers (50.0 %): average days since transaction date 60 against 55 in the whole book.',
    );
  });

  it('never names a protected column, though the table has it', () => {
    expect(contrasts.map(c => c.column)).toContain('Gender');
    for (const segment of [0, 1])
      expect(segmentSentence(50, 0.5, rankDifferences(contrasts, segment))).not.toMatch(/gender/i);
  });

  it('by hand: averages and shares', () => {
    // segment 0: income 10, 11, 12 … 19 (mean 14.5); book of 40 with thirty at 50 + 0 … 29 (mean 64.5): (145 + 1935) / 40 = 52
    const incomes = Array.from({ length: 40 }, (_none, i) => (i < 10 ? 10 + i : 40 + i));
    const columns = [
      numbers('Income', incomes),
      flags(
        'isPep',
        incomes.map((_v, i) => i < 8),
      ),
    ];
    const ranked = rankDifferences(contrastsOf(columns, 40, 10), 0);
    expect(segmentSentence(10, 0.25, ranked)).toBe(
      '10 customers (25.0 %): average income 14.5 against 52 in the whole book; PEP 80.0 % against 20.0 %.',
    );
  });

  it('says so when nothing sets a segment apart', () => {
    const draw = stream(5, 'test.alike');
    const ranked = rankDifferences(
      contrastsOf(
        [
          numbers(
            'Income',
            Array.from({ length: 60 }, () => draw.normal()),
          ),
        ],
        60,
        30,
      ),
      0,
    );
    expect(segmentSentence(30, 0.5, ranked)).toBe('30 customers (50.0 %), close to the whole book in every column.');
  });

  it('does not name a difference that could be chance', () => {
    // 1 of 2 is yes against 1 of 10: far apart, but two customers prove nothing
    const yes = Array.from({ length: 10 }, (_none, i) => i === 0);
    const ranked = rankDifferences(contrastsOf([flags('isPep', yes)], 10, 2), 0);
    expect(Math.abs(ranked[0].difference.effect)).toBeGreaterThan(0.5);
    expect(ranked[0].isNotable).toBe(false);
  });
});

describe('names', () => {
  it('are short, distinct and made of what a group has', () => {
    const contrasts = contrastsOf(bankColumns(), 100, 60);
    const names = proposeNames([rankDifferences(contrasts, 0), rankDifferences(contrasts, 1)]);
    expect(new Set(names).size).toBe(2);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(60);
      expect(name).toMatch(/^[A-Z]/);
      expect(name).not.toMatch(/\bNot\b|Gender|Female|Male/);
    }
  });

  it('segments that are alike are numbered', () => {
    expect(proposeNames([[], [], []])).toEqual(['Near the average', 'Near the average (2)', 'Near the average (3)']);
  });

  it('dates are early or late, however few years they are apart', () => {
    const days = Array.from(
      { length: 60 },
      (_none, i) => `2024-${i < 30 ? '09' : '10'}-${String((i % 28) + 1).padStart(2, '0')}`,
    );
    for (const [header, early, late] of [
      ['TransactionDate', 'Early transaction date', 'Late transaction date'],
      ['Joined', 'Many years since joined', 'Few years since joined'],
    ]) {
      const contrasts = contrastsOf([dates(header, days)], 60, 30);
      expect(proposeNames([rankDifferences(contrasts, 0), rankDifferences(contrasts, 1)])).toEqual([early, late]);
    }
  });

  it('a code is not shouted, and is spelled as in the file', () => {
    const quarters = Array.from({ length: 60 }, (_none, i) => (i < 30 ? '2024Q4' : 'FY2023'));
    const contrasts = contrastsOf([categories('Period', quarters)], 60, 30);
    expect(proposeNames([rankDifferences(contrasts, 0), rankDifferences(contrasts, 1)])).toEqual([
      '2024Q4',
      'Period FY2023',
    ]);
  });

  it('shouted levels are calmed and long ones cut', () => {
    const jobs = Array.from({ length: 60 }, (_none, i) =>
      i < 30 ? 'SALARIED' : 'Self-employed in wholesale and retail trade',
    );
    const contrasts = contrastsOf([categories('Occupation', jobs)], 60, 30);
    expect(proposeNames([rankDifferences(contrasts, 0), rankDifferences(contrasts, 1)])).toEqual([
      'Salaried',
      'Self-employed in wholes…',
    ]);
  });
});

it('percentages are said as percentages', () => {
  const rates = Array.from({ length: 60 }, (_none, i) => (i < 30 ? 0.125 : 0.405) + (i % 3) / 1000);
  const column = { ...numbers('Interest Rate', rates), isPercent: true } as const;
  const contrasts = contrastsOf([column as Parameters<typeof contrastsOf>[0][number]], 60, 30);
  const ranked = rankDifferences(contrasts, 0);
  expect(segmentSentence(30, 0.5, ranked)).toBe(
    '30 customers (50.0 %): average interest rate 12.6 % against 26.6 % in the whole book.',
  );
  expect(ranked[0].difference).toMatchObject({ unit: 'percent', measure: 'mean' });
});

it('a code behind a name that ends in a number stands in quotes', () => {
  const codes = Array.from({ length: 60 }, (_none, i) => (i < 30 ? '2' : '0'));
  const named = (name: string) => {
    const contrasts = contrastsOf([categories(name, codes)], 60, 30);
    return proposeNames([rankDifferences(contrasts, 0), rankDifferences(contrasts, 1)]);
  };
  expect(named('PAY_6')).toEqual(['Pay 6 "2"', 'Pay 6 "0"']);
  expect(named('Education')).toEqual(['Education 2', 'Education 0']);
});

it('a name that ends in a digit does not run into its value', () => {
  expect(beforeValue('median open il 6m')).toBe('median open il 6m of');
  expect(beforeShare('pay 6 "2"')).toBe('pay 6 "2"');
  expect(beforeValue('median bill amount 5')).toBe('median bill amount 5 of');
  expect(beforeValue('average age')).toBe('average age');
  expect(beforeShare('accepted offer 1')).toBe('accepted offer 1 for');
  const share = {
    column: 'AcceptedOffer1',
    level: null,
    measure: 'share',
    unit: 'percent',
    effect: 1,
    low: 0,
    high: 1,
  } as const;
  expect(differencePhrase({ ...share, segmentValue: 0.5, bookValue: 0.25 })).toBe(
    'accepted offer 1 for 50.0 % against 25.0 %',
  );
});

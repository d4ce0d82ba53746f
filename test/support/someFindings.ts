import type { LeakFinding } from '#shared/scoring/leaks';
import type { StatementsReport } from '#shared/scoring/statements';
import { measure } from './someMeasure.ts';

/** One column that was left out for what it says, and one that is used all the same. */
export function someLeaks(text: (words: string) => string, n: number): LeakFinding[] {
  return [
    {
      column: text('Closing reason'),
      kind: 'derived',
      severity: 'leak',
      action: 'leftOut',
      measure: 'auc',
      value: 0.99996,
      n,
      with: null,
      sentence: `Each of the 4 values of ${text('Closing reason')} belongs to one outcome. It is left out.`,
    },
    {
      column: null,
      kind: 'order',
      severity: 'suspect',
      action: 'notUsed',
      measure: 'runs',
      value: 0.71,
      n,
      with: null,
      sentence: 'The rows come in blocks of one outcome. It is not used for the score.',
    },
  ];
}

/** One group with the event more often and one with no end to its interval. */
export function someStatements(text: (words: string) => string, n: number): StatementsReport {
  const group = Math.floor(n / 10);
  const words = `${text('products')} 1`;
  return {
    statements: [
      {
        conditions: [],
        words,
        direction: 'more',
        ratio: { value: 3.1, low: 2.7, high: 3.6, n: group },
        rate: measure(0.31, 0.03, group),
        otherRate: measure(0.1, 0.01, n - group),
        inAll: { n: 2 * group, nEvents: Math.floor(group * 0.62) },
        pValue: 1e-9,
        sentence: `Customers with ${words} leave 3.1 times as often as others, 95 % 2.7–3.6, n = ${group} (31.0 % against 10.0 %).`,
      },
      {
        conditions: [],
        words: `${text('app login')} no`,
        direction: 'more',
        ratio: { value: 40, low: 12, high: Infinity, n: group },
        rate: measure(0.31, 0.03, group),
        otherRate: measure(0.01, 0.01, n - group),
        inAll: { n: 2 * group, nEvents: Math.floor(group * 0.62) },
        pValue: 1e-9,
        sentence: `Customers with ${text('app login')} no leave 40 times as often as others.`,
      },
    ],
    nTried: 210,
    nTriedAgain: 9,
    nSearched: Math.floor(n / 2),
    nConfirmed: n - Math.floor(n / 2),
    minCustomers: 50,
    method: 'Groups were looked for in one half of the customers and confirmed on the other.',
  };
}

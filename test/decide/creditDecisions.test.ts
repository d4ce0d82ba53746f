import { describe, expect, test } from 'vitest';
import { DECISIONS, defaultCredit, type CreditPolicy, type PolicyRule } from '#shared/decisions/credit';
import { decideCredit } from '#engine/decide/creditDecisions';
import { reasonsOfDecision } from '#engine/decide/reasonsOfDecision';
import type { NumberColumn } from '#engine/table/Column';
import { category, flags, numbers } from '../support/preparedGolden.ts';
import { smallBook } from '../support/smallBook.ts';

// Bands by hand: 0 Very low … 4 Very high.
const book = smallBook({
  p: [0.05, 0.15, 0.25, 0.5, 0.9, 0.04],
  bands: [0, 1, 2, 3, 4, 0],
  y: [0, 0, 1, 0, 1, -1],
  columns: [
    category('Customer', ['a', 'b', 'c', 'd', 'e', 'f']),
    numbers('Income', [10_000, 20_000, 30_000, 40_000, 50_000, null]),
    flags('Arrears', [0, 0, 1, 0, 0, 1]),
    category('Purpose', ['car', 'home', 'home', 'car', null, 'holiday']),
    category('Gender', ['f', 'm', 'f', 'm', 'f', 'm']),
  ],
  roles: ['identifier', 'feature', 'feature', 'feature', 'protected'],
});
const income = book.imported.table.columns[1] as NumberColumn;
const decide = (policy: Partial<CreditPolicy> = {}) =>
  decideCredit(book, {
    policy: { ...defaultCredit(), approveBelow: 0.2, declineFrom: 0.6, ...policy },
    income,
    shares: [0.3, 0.2, 0.1, 0.05, 0],
  });
const words = (policy: Partial<CreditPolicy> = {}) => [...decide(policy).decision].map(i => DECISIONS[i]);
const rule = (changed: Partial<PolicyRule>): PolicyRule => ({
  column: 'Arrears',
  test: 'is',
  value: 'Yes',
  leadsTo: 'decline',
  ...changed,
});

describe('credit by score and rules', () => {
  test('by the score alone, with lines by band', () => {
    const { summary, line } = decide();
    expect(words()).toEqual(['approve', 'approve', 'refer', 'refer', 'decline', 'approve']);
    // 30 % of 10,000; 20 % of 20,000; 10 % of 30,000; 5 % of 40,000; declined; no income.
    expect([...line]).toEqual([3_000, 4_000, 3_000, 2_000, 0, NaN]);
    expect(summary.decisions.map(({ n, lines }) => [n, lines])).toEqual([
      [3, 7_000],
      [2, 5_000],
      [1, 0],
    ]);
    expect(summary.decisions[0].rate).toMatchObject({ value: 0, n: 2 });
    expect(summary.sentence).toMatch(/^By score and rules: 3 \(50\.0 %\) approved, 2 \(33\.3 %\) referred/);
  });

  test('a rule that declines stands above a score, one that refers does not approve', () => {
    const rules = [rule({}), rule({ column: 'Income', test: 'atLeast', value: '50000', leadsTo: 'refer' })];
    expect(words({ rules })).toEqual(['approve', 'approve', 'decline', 'refer', 'decline', 'decline']);
    const { summary } = decide({ rules });
    expect(summary.rules.map(({ n, alone, words: said }) => [said, n, alone])).toEqual([
      ['Arrears is Yes', 2, 1],
      ['Income is at least 50000', 1, 0],
    ]);
  });

  // The fifth is declined by the score.
  test.each([
    [rule({ column: 'Income', test: 'missing', value: '' }), [4, 5]],
    [rule({ column: 'Income', test: 'atMost', value: '20000' }), [0, 1, 4]],
    [rule({ column: 'Purpose', test: 'is', value: 'car' }), [0, 3, 4]],
    [rule({ column: 'Purpose', test: 'isNot', value: 'car' }), [1, 2, 4, 5]],
    [rule({ column: 'Purpose', test: 'missing', value: '' }), [4]],
  ])('%o', (given, declined) => {
    const found = words({ rules: [given] });
    expect([...found.keys()].filter(row => found[row] === 'decline')).toEqual(declined);
  });

  test.each([
    [rule({ column: 'Gender', value: 'f' }), 'decide.protected'],
    [rule({ column: 'Gone' }), 'data.unknownColumn'],
    [rule({ column: 'Income', test: 'atLeast', value: 'much' }), 'decide.ruleValue'],
    [rule({ column: 'Purpose', value: 'boat' }), 'decide.ruleValue'],
    [rule({ column: 'Purpose', test: 'atLeast', value: '3' }), 'decide.ruleValue'],
  ])('%o is one clear sentence', (given, code) => {
    expect(() => decide({ rules: [given] })).toThrow(expect.objectContaining({ code }));
  });

  test('what a person decides stands, with what the rules say beside it; who is not here is named', () => {
    const by = { reason: 'Guaranteed by the parent company', by: 'R. Officer' };
    const overrides: CreditPolicy['overrides'] = [
      { customer: 'e', decision: 'approve', line: 1_000, ...by },
      { customer: 'zzz', decision: 'decline', line: null, ...by },
    ];
    const decided = decide({ overrides });
    expect([DECISIONS[decided.decision[4]], DECISIONS[decided.byRule[4]], decided.line[4]]).toEqual([
      'approve',
      'decline',
      1_000,
    ]);
    expect(decided.summary).toMatchObject({ nOverrides: 1, overridesNotFound: ['zzz'] });
    expect(reasonsOfDecision(decided, 4, 0.9)).toEqual([
      'R. Officer decided: Guaranteed by the parent company (by the rules: decline)',
      'the probability is 90.0 %, at or above 60.0 %: it is declined',
    ]);
  });

  test('without bounds they begin where the bands High and Very high do', () => {
    // Two events of five known: twice 0.4 and four times it are beyond the most of either.
    const { approveBelow, declineFrom } = decide({ approveBelow: null, declineFrom: null }).summary;
    expect([approveBelow, declineFrom]).toEqual([0.25, 0.5]);
  });

  test('a line has a highest', () => {
    expect([...decide({ mostLine: 2_500 }).line]).toEqual([2_500, 2_500, 2_500, 2_000, 0, NaN]);
  });
});

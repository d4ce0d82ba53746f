/** Decisions about credit by a score and by rules that anyone can read: what is chosen, part of the recipe, and what comes out. */
import { z } from 'zod';
import type { Measure } from '../scoring/evaluation.ts';

const columnName = z.string().min(1).max(400);
const share = z.number().min(0).max(1);
const money = z.number().min(0).max(1e12);

export const DECISIONS = ['approve', 'refer', 'decline'] as const;
export type Decision = (typeof DECISIONS)[number];
export const POLICY_TESTS = ['atLeast', 'atMost', 'is', 'isNot', 'missing'] as const;
export type PolicyTest = (typeof POLICY_TESTS)[number];

export const policyRuleSchema = z.strictObject({
  column: columnName,
  test: z.enum(POLICY_TESTS),
  /** A number for atLeast and atMost, a value as it stands in the column for is and isNot; not looked at for missing. */
  value: z.string().max(400),
  leadsTo: z.enum(['refer', 'decline']),
});
export type PolicyRule = z.infer<typeof policyRuleSchema>;

export const MOST_CREDIT_OVERRIDES = 10_000;
export const creditOverrideSchema = z.strictObject({
  customer: z.string().min(1).max(400),
  decision: z.enum(DECISIONS),
  line: money.nullable(),
  reason: z.string().trim().min(1).max(500),
  by: z.string().trim().min(1).max(80),
});
export type CreditOverride = z.infer<typeof creditOverrideSchema>;

export const creditSchema = z
  .strictObject({
    /** Probabilities below are approved; null takes twice the share of events, where the band High begins, and 25 % at most. */
    approveBelow: share.nullable(),
    /** Probabilities from here are declined; null takes four times the share of events, where the band Very high begins, and 50 % at most. */
    declineFrom: share.nullable(),
    rules: z.array(policyRuleSchema).max(50),
    /** No suggested line is above; null sets no bound. */
    mostLine: money.nullable(),
    overrides: z.array(creditOverrideSchema).max(MOST_CREDIT_OVERRIDES),
  })
  .refine(
    ({ approveBelow, declineFrom }) => approveBelow === null || declineFrom === null || approveBelow <= declineFrom,
    'approveBelow is above declineFrom',
  );
export type CreditPolicy = z.infer<typeof creditSchema>;

export function defaultCredit(): CreditPolicy {
  return { approveBelow: null, declineFrom: null, rules: [], mostLine: null, overrides: [] };
}

export interface DecisionSummary {
  decision: Decision;
  n: number;
  share: number;
  meanScore: number;
  /** Share of events among those with a known outcome; null where none is known. */
  rate: Measure | null;
  /** Sum of the suggested lines; null without an income. */
  lines: number | null;
}
export interface RuleCount extends PolicyRule {
  words: string;
  /** Customers that it holds for, and of them those whom nothing else would have referred or declined. */
  n: number;
  alone: number;
}
export interface CreditDecisions {
  policy: CreditPolicy;
  approveBelow: number;
  declineFrom: number;
  /** The column the lines are a share of; null where none is known to be the yearly income. */
  income: string | null;
  decisions: DecisionSummary[];
  rules: RuleCount[];
  nOverrides: number;
  /** Customers that were decided by hand and are not in this file. */
  overridesNotFound: string[];
  /** How a decision is made, in words. */
  rule: string;
  sentence: string;
}
export interface CreditDecision {
  row: number;
  customer: string;
  score: number;
  decision: Decision;
  line: number | null;
  /** Why, in words: the rules that hold, where the score lies, and what a person decided. */
  reasons: string[];
  /** What the rules say where a person decided otherwise. */
  byRule: Decision;
  override: CreditOverride | null;
}

import type { Decision, PolicyTest } from '#shared/decisions/credit';

export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  approve: 'Approve',
  refer: 'Refer to a person',
  decline: 'Decline',
};
export const TEST_WORDS: Readonly<Record<PolicyTest, string>> = {
  atLeast: 'is at least',
  atMost: 'is at most',
  is: 'is',
  isNot: 'is not',
  missing: 'is missing',
};

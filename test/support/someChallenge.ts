import type { Challenger, ChallengeReport } from '#shared/scoring/challenge';
import { measure } from './someMeasure.ts';

/** The model and three others on the same customers. */
export function someChallenge(n: number): ChallengeReport {
  const agreement = { spearman: 0.81, sameDecisions: measure(0.9, 0.01, n), kappa: 0.62 };
  const against = (value: number) => ({ ...measure(value, 0.01, n), pValue: 0.00001 });
  const challengers: Challenger[] = [
    {
      id: 'model',
      title: 'The model',
      auc: measure(0.866, 0.01, n),
      brier: 0.1021,
      difference: null,
      agreement: null,
      sentence: '',
    },
    {
      id: 'prevalence',
      title: 'One score for all',
      auc: { value: 0.5, low: 0.5, high: 0.5, n },
      brier: 0.16,
      difference: against(0.366),
      agreement: null,
      sentence: 'One score for all: AUC 0.500.',
    },
    {
      id: 'logistic',
      title: 'Plain logistic regression',
      auc: measure(0.772, 0.012, n),
      brier: 0.131,
      difference: against(0.094),
      agreement,
      sentence: 'Plain logistic regression: AUC 0.772.',
    },
    {
      id: 'mlRandomForest',
      title: 'Random forest by ml-random-forest',
      auc: measure(0.841, 0.012, n),
      brier: null,
      difference: against(0.025),
      agreement,
      sentence: 'Random forest by ml-random-forest: AUC 0.841.',
    },
  ];
  return {
    challengers,
    nLearned: n,
    nForestLearned: Math.min(n, 2000),
    nTested: n,
    seed: 42,
    method: 'The same task was done by others on the same folds.',
    conclusion: 'The model ranks customers better than: One score for all and Plain logistic regression.',
  };
}

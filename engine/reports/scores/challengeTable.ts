import type { ChallengeReport } from '#shared/scoring/challenge';
import { INTERVAL, intervalCells, known, number, text, type ScoreTable } from './scoreCells.ts';

/** The same task by others, on the same customers. */
export function challengeTable(challenge: ChallengeReport | null): ScoreTable {
  const challengers = challenge?.challengers ?? [];
  const difference = 'AUC of the model less this';
  return {
    sheet: 'Independent challenge',
    file: 'challenge',
    description: 'The same task by others that share nothing with the model, and how far they agree',
    columns: [
      text('Who', 34),
      number('AUC'),
      ...INTERVAL,
      number('Brier score'),
      number(difference),
      number(`${difference}: 95 % interval from`),
      number(`${difference}: 95 % interval to`),
      number('p-value'),
      number('Rank correlation'),
      { header: 'Treated alike', kind: 'percent' },
      number("Cohen's kappa"),
      text('Statement', 110),
    ],
    rows: challengers.map(one => [
      one.title,
      known(one.auc.value),
      ...intervalCells(one.auc),
      one.brier,
      one.difference && known(one.difference.value),
      one.difference && known(one.difference.low),
      one.difference && known(one.difference.high),
      one.difference && known(one.difference.pValue),
      one.agreement && known(one.agreement.spearman),
      one.agreement && known(one.agreement.sameDecisions.value),
      one.agreement && known(one.agreement.kappa),
      one.sentence,
    ]),
  };
}

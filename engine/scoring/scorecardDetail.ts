import { formatNumber } from '#shared/format';
import type { ModelDetail, ScorecardFeature } from '#shared/scoring/modelDetail';
import type { CandidateUse, ScorecardModel } from '../algorithms/scorecard.ts';

const USE_WORDS: Readonly<Record<CandidateUse, string>> = {
  used: 'is on the card',
  weak: 'tells too little',
  tooStrong: 'tells suspiciously much',
  beyondMost: 'is beyond the most features that a card has',
  turned: 'turned against its own evidence beside the others',
};

/** The points table of a scorecard, and why features are not on it. */
export function scorecardDetail(model: ScorecardModel): Pick<ModelDetail, 'text' | 'scorecard'> {
  const { features, card, candidates, scale, basePoints } = model;
  const rows = card.map(({ feature, found, table }): ScorecardFeature => ({
    feature: features[feature].name,
    informationValue: found.iv,
    classes: table.map(({ text, n, events, woe, points }) => ({ text, n, events, woe, points })),
  }));
  const { pdo, baseScore, baseOdds } = scale;
  const rule = `${formatNumber(baseScore)} points stand for odds of ${formatNumber(baseOdds)} to 1 of not having the event, and ${formatNumber(pdo)} more points double them; a score is the sum of the points of its classes, and higher is better.`;
  const left = candidates
    .filter(({ use }) => use !== 'used')
    .map(
      ({ feature, iv, use }) => `${features[feature].name} ${USE_WORDS[use]} (information value ${formatNumber(iv)}).`,
    );
  const empty =
    card.length === 0 ? [`No feature is on the card: everyone has ${formatNumber(basePoints)} points.`] : [];
  return { text: [rule, ...empty, ...left], scorecard: { rule, features: rows } };
}

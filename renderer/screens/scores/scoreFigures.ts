import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { ScoringResult } from '#shared/scoring/result';
import { figureWords } from '#shared/text/scoringWords';
import type { Figure } from '../../components/KeyFigures.tsx';
import { asPercent, asThree, intervalText } from './measureText.ts';
import { modelInUse } from './testedWords.ts';

/** The numbers that carry the answer, of the model in use. */
export function scoreFigures(result: ScoringResult): Figure[] {
  const { title, evaluation } = modelInUse(result);
  const { rocAuc, prevalence, lift, calibration, at, n } = evaluation;
  const [top] = lift;
  const taken = at.truePositives + at.falsePositives;
  return [
    {
      label: 'Share of events',
      value: formatPercent(prevalence.value),
      detail: `${formatCount(evaluation.nEvents)} of ${formatCount(n)}`,
      how: figureWords.prevalence.about,
    },
    {
      label: 'ROC-AUC',
      value: asThree(rocAuc.value),
      detail: `${intervalText(rocAuc, asThree)}, n = ${formatCount(rocAuc.n)}`,
      how: `${title}. ${figureWords.rocAuc.about}`,
    },
    {
      label: 'Highest tenth',
      value: `${formatFixed(top.lift, 1)} ×`,
      detail: `the share of all; holds ${formatPercent(top.capture)} of the events`,
      how: figureWords.lift.about,
    },
    {
      label: 'Observed over foretold',
      value: formatFixed(calibration.ratio.value, 2),
      detail: intervalText(calibration.ratio, value => formatFixed(value, 2)),
      how: figureWords.calibrationRatio.about,
    },
    {
      label: 'At the threshold',
      value: formatCount(taken),
      detail: `taken for events; ${formatPercent(at.precision.value)} are (${intervalText(at.precision, asPercent)})`,
      how: `Probability from ${formatPercent(at.threshold)}. ${at.reason} ${figureWords.precision.about}`,
    },
  ];
}

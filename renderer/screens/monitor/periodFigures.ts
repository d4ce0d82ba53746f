import { formatCount, formatDate, formatFixed } from '#shared/format';
import type { Light, MonitorPeriod } from '#shared/monitor/result';
import { countLight } from '#shared/monitor/series';
import type { Figure } from '../../components/KeyFigures.tsx';
import { TIER_SHAPES } from '../../theme/tokens.ts';
import { asThree, intervalText } from '../scores/measureText.ts';

const TONES: Readonly<Record<Light, Figure['tone']>> = { red: 'high', amber: 'medium', green: 'low' };
const SHAPES: Readonly<Record<Light, string>> = {
  red: TIER_SHAPES.High,
  amber: TIER_SHAPES.Medium,
  green: TIER_SHAPES.Low,
};

/** The figures that carry the answer about a period. */
export function periodFigures(period: MonitorPeriod): Figure[] {
  const { light, n, nBefore, columns, scores, day, model } = period;
  const [nRed, nAmber] = [countLight(columns, 'red'), countLight(columns, 'amber')];
  return [
    {
      label: 'Traffic light',
      value: `${SHAPES[light]} ${light}`,
      tone: TONES[light],
      detail: period.label,
      how: period.rule.join(' '),
    },
    {
      label: 'Customers',
      value: formatCount(n),
      detail: model ? `${formatCount(nBefore)} of the model ${model.name}` : `${formatCount(nBefore)} at development`,
      how: `Customers of the file${day === null ? '' : `; ages are measured at ${formatDate(day)}`}.`,
    },
    {
      label: 'Columns that changed',
      value: `${formatCount(nRed + nAmber)} of ${formatCount(columns.length)}`,
      detail: `${formatCount(nRed)} red, ${formatCount(nAmber)} amber`,
      how: 'Columns that segments or scores rest on, by how much they changed and whether chance explains it.',
    },
    ...scores.slice(0, 1).flatMap(scoreFigures),
  ];
}

function scoreFigures({ index, measured, estimated }: MonitorPeriod['scores'][number]): Figure[] {
  const auc = measured?.performance.rocAuc ?? estimated?.rocAuc;
  return [
    ...(index
      ? [
          {
            label: 'PSI of the score',
            value: formatFixed(index.value, 3),
            detail: `${formatFixed(index.expected, 3)} by chance`,
            how: 'Population stability index of the scores against development, and what chance gives on average where nothing has changed.',
          },
        ]
      : []),
    ...(auc
      ? [
          {
            label: measured ? 'ROC-AUC' : 'ROC-AUC, estimated',
            value: formatFixed(auc.value, 3),
            detail: `95 % ${intervalText(auc, asThree)}, n ${formatCount(auc.n)}`,
            how: measured
              ? 'Measured on the customers of the file whose outcome is known, with DeLong’s interval.'
              : (estimated?.assumption ?? ''),
          },
        ]
      : []),
  ];
}

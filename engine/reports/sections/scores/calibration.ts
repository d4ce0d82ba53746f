import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { calibrationScene } from '../../charts/scores/calibrationCurve.ts';
import type { Block, DataTable } from '../../document.ts';
import { asFigure, asShare, intervalText, measureWords, nCustomers } from '../../scores/measureWords.ts';
import { pText } from './models.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** Whether as much happens as is foretold. */
export function calibrationBlocks(context: ScoreContext): Block[] {
  const { evaluation, title } = context.inUse;
  const { calibration, brier, brierParts } = evaluation;
  const { test } = calibration;
  const table = calibrationTable(context);
  const words =
    `Brier score ${measureWords(brier, asFigure)} = reliability ${formatFixed(brierParts.reliability, 5)} − resolution ${formatFixed(brierParts.resolution, 5)} + uncertainty ${formatFixed(brierParts.uncertainty, 5)} ${brierParts.withinBins < 0 ? '−' : '+'} ${formatFixed(Math.abs(brierParts.withinBins), 5)} within the ${formatCount(brierParts.nBins)} bins (n = ${formatCount(evaluation.n)}). ` +
    `Hosmer–Lemeshow: ${formatFixed(test.statistic, 1)} on ${formatCount(test.degrees)} degrees of freedom, p ${pEquals(test.pValue)} (n = ${formatCount(evaluation.n)}); with very many customers even harmless distances give a small p.`;
  return [
    { kind: 'heading', text: 'Whether as much happens as is foretold' },
    {
      kind: 'figure',
      figure: {
        id: 'figure-calibration',
        title: `Calibration of ${title}`,
        caption: `Customers in tenths by rising score: mean probability against the share that had the event. ${nCustomers(evaluation.n)}.`,
        description: calibration.bins
          .map(({ meanScore, rate }) => `Foretold ${formatPercent(meanScore)}, observed ${formatPercent(rate.value)}`)
          .join('. '),
        scene: calibrationScene(context.fonts, evaluation),
        table: calibrationTable(context),
      },
    },
    { kind: 'table', table },
    { kind: 'paragraph', text: words },
  ];
}

function pEquals(p: number): string {
  const text = pText(p);
  return text.startsWith('<') || text === '–' ? text : `= ${text}`;
}

function calibrationTable({ inUse: { evaluation } }: ScoreContext): DataTable {
  return {
    id: 'score-calibration',
    title: 'Foretold and observed, by rising score',
    n: nCustomers(evaluation.n),
    columns: [
      left('Bin'),
      right('n'),
      right('Foretold'),
      right('Observed'),
      right('95 % interval'),
      left('Foretold lies', 1.4),
    ],
    rows: evaluation.calibration.bins.map(({ n, meanScore, rate }, i) => [
      String(i + 1),
      formatCount(n),
      formatPercent(meanScore),
      formatPercent(rate.value),
      intervalText(rate, asShare),
      placeWords(meanScore, rate),
    ]),
  };
}

function placeWords(meanScore: number, { low, high }: { low: number; high: number }): string {
  if (meanScore < low) return 'below the interval';
  return meanScore > high ? 'above the interval' : 'in the interval';
}

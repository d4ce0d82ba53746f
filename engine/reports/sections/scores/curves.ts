import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { liftBarsScene } from '../../charts/scores/liftBars.ts';
import { precisionRecallScene } from '../../charts/scores/precisionRecallCurve.ts';
import { rocCurvesScene } from '../../charts/scores/rocCurves.ts';
import type { Block, DataTable, Figure } from '../../document.ts';
import { asFigure, asShare, intervalText, measureText, measureWords, nCustomers } from '../../scores/measureWords.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** Points of curves that the tables behind the pictures hold; the files beside the report have all. */
const POINTS_LISTED = 380;

/** How well customers are ranked: ROC, precision and recall, lift. */
export function curveBlocks(context: ScoreContext): Block[] {
  return [
    { kind: 'heading', text: 'How well customers are ranked' },
    { kind: 'figure', figure: rocFigure(context) },
    { kind: 'figure', figure: precisionRecallFigure(context) },
    { kind: 'figure', figure: liftFigure(context) },
    { kind: 'table', table: liftTable(context) },
  ];
}

function rocFigure(context: ScoreContext): Figure {
  const { result, inUse, fonts } = context;
  const { models, chosen } = result;
  return {
    id: 'figure-roc',
    title: 'ROC curves',
    caption: `For every threshold the share of events found against the share of other customers taken for them; ${inUse.title} strong, the others thin. ${nCustomers(inUse.evaluation.n)}.`,
    description: models
      .map(({ title, evaluation }) => `${title}: ROC-AUC ${measureText(evaluation.rocAuc, asFigure)}`)
      .join('. '),
    scene: rocCurvesScene(fonts, models, chosen),
    table: rocTable(context),
  };
}

function rocTable({ result, inUse }: ScoreContext): DataTable {
  const each = Math.max(2, Math.floor(POINTS_LISTED / result.models.length));
  return {
    id: 'score-roc',
    title: 'Points of the ROC curves',
    n: nCustomers(inUse.evaluation.n),
    columns: [left('Model'), right('Without the event, taken'), right('With the event, found'), right('Threshold')],
    rows: result.models.flatMap(({ title, evaluation: { roc } }) =>
      spread(roc.falsePositiveRate.length, each).map(i => [
        title,
        asFigure(roc.falsePositiveRate[i]),
        asFigure(roc.truePositiveRate[i]),
        asFigure(roc.threshold[i]),
      ]),
    ),
  };
}

/** At most `most` positions of n, the first and the last among them. */
function spread(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)));
}

function precisionRecallFigure({ inUse, fonts }: ScoreContext): Figure {
  const { evaluation } = inUse;
  const { precisionRecall: curve } = evaluation;
  return {
    id: 'figure-precision-recall',
    title: `Precision and recall of ${inUse.title}`,
    caption: `For every threshold the share of right ones among those taken against the share of events found; the ring is the threshold in use. ${nCustomers(evaluation.n)}.`,
    description: `Average precision ${measureWords(evaluation.prAuc, asFigure)}; by chance ${formatPercent(evaluation.prevalence.value)}.`,
    scene: precisionRecallScene(fonts, evaluation),
    table: {
      id: 'score-precision-recall',
      title: 'Points of the precision-recall curve',
      n: nCustomers(evaluation.n),
      columns: [right('Threshold'), right('Recall'), right('Precision')],
      rows: spread(curve.recall.length, POINTS_LISTED).map(i => [
        asFigure(curve.threshold[i]),
        asFigure(curve.recall[i]),
        asFigure(curve.precision[i]),
      ]),
    },
  };
}

function liftFigure(context: ScoreContext): Figure {
  const { evaluation, title } = context.inUse;
  return {
    id: 'figure-lift',
    title: `Lift by tenths of ${title}`,
    caption: `Customers in tenths, highest scores first: how often each had the event, how many times the share of all that is, and how many of all events are found up to there. ${nCustomers(evaluation.n)}.`,
    description: evaluation.lift
      .map(row => `Tenth ${row.decile}: ${formatPercent(row.rate.value)}, lift ${formatFixed(row.lift, 1)}`)
      .join('. '),
    scene: liftBarsScene(evaluation),
    table: liftTable(context),
  };
}

function liftTable({ inUse: { evaluation } }: ScoreContext): DataTable {
  return {
    id: 'score-lift',
    title: 'Lift, gains and capture by tenths, highest scores first',
    n: nCustomers(evaluation.n),
    columns: [
      right('Tenth'),
      right('n'),
      right('Events'),
      right('Mean probability'),
      right('Had the event'),
      right('95 % interval'),
      right('Lift'),
      right('Events found so far'),
    ],
    rows: evaluation.lift.map(row => [
      String(row.decile),
      formatCount(row.n),
      Number.isInteger(row.events) ? formatCount(row.events) : formatFixed(row.events, 1),
      formatPercent(row.meanScore),
      formatPercent(row.rate.value),
      intervalText(row.rate, asShare),
      formatFixed(row.lift, 2),
      formatPercent(row.capture),
    ]),
  };
}

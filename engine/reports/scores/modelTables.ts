import type { AtThreshold, Measure } from '#shared/scoring/evaluation';
import { LEAK_MEASURES } from '#shared/scoring/leaks';
import {
  integer,
  INTERVAL,
  intervalCells,
  known,
  number,
  text,
  type Cell,
  type Scores,
  type ScoreTable,
} from './scoreCells.ts';
import { SCORE_FIGURES, titleOf } from './scoreFigures.ts';

/** Every figure of every model, and the ROC-AUC of every fold. */
export function figuresTable({ result }: Scores): ScoreTable {
  return {
    sheet: 'Score figures',
    file: 'scoreFigures',
    description: 'Every figure of every model with its interval and n',
    columns: [text('Model', 28), text('In use', 10), text('Figure', 28), number('Value'), ...INTERVAL],
    rows: result.models.flatMap(model => {
      const start = [model.title, model.id === result.chosen ? 'yes' : 'no'];
      const { folds } = model.evaluation;
      return [
        ...SCORE_FIGURES.map(figure => {
          const measure = figure.of(model.evaluation);
          return [...start, titleOf(figure), known(measure.value), ...intervalCells(measure)];
        }),
        ...crossFittedRows(model.evaluation.at).map(row => [...start, ...row]),
        [...start, 'ROC-AUC, mean of the folds', known(folds.mean), known(folds.low), known(folds.high), null],
        ...folds.rocAuc.map((auc, i) => [...start, `ROC-AUC of fold ${i + 1}`, known(auc), null, null, null]),
      ];
    }),
  };
}

function crossFittedRows({ crossFitted }: AtThreshold): Cell[][] {
  if (!crossFitted) return [];
  const { precision, recall, f1, net } = crossFitted;
  const row = (name: string, measure: Measure): Cell[] => [
    `${name}, threshold chosen on the other folds`,
    known(measure.value),
    ...intervalCells(measure),
  ];
  return [row('Precision', precision), row('Recall', recall), row('F1', f1), row('Net of money', net)];
}

/** Points of the curves of every model; x and y as the curve's name says. */
export function curvesTable({ result: { models } }: Scores): ScoreTable {
  return {
    sheet: 'Score curves',
    file: 'scoreCurves',
    description: 'ROC, precision-recall, calibration and lift of every model',
    columns: [
      text('Model', 28),
      text('Curve', 40),
      number('x'),
      number('y'),
      number('Threshold or mean score'),
      ...INTERVAL,
    ],
    rows: models.flatMap(({ title, evaluation: { roc, precisionRecall: pr, calibration, lift } }) => [
      ...roc.falsePositiveRate.map((x, i) => [
        title,
        'ROC: false by true positive rate',
        known(x),
        known(roc.truePositiveRate[i]),
        known(roc.threshold[i]),
        ...intervalCells(null),
      ]),
      ...pr.recall.map((x, i) => [
        title,
        'recall by precision',
        known(x),
        known(pr.precision[i]),
        known(pr.threshold[i]),
        ...intervalCells(null),
      ]),
      ...calibration.bins.map(({ meanScore, rate }) => [
        title,
        'calibration: foretold by observed',
        known(meanScore),
        known(rate.value),
        known(meanScore),
        ...intervalCells(rate),
      ]),
      ...lift.map(({ decile, rate, meanScore }) => [
        title,
        'lift: tenth by share with the event',
        decile,
        known(rate.value),
        known(meanScore),
        ...intervalCells(rate),
      ]),
    ]),
  };
}

/** Who would be treated otherwise by another model. */
export function swapsTable({ result: { swapSets } }: Scores): ScoreTable {
  const parts = ['Taken by this only', 'Taken by the other only', 'Taken by both', 'Taken by neither'];
  return {
    sheet: 'Score swap sets',
    file: 'scoreSwapSets',
    description: 'Who would be treated otherwise by another model',
    columns: [
      text('Model', 28),
      text('Against', 28),
      ...parts.flatMap(part => [integer(part), integer(`${part}: events`)]),
      number('ROC-AUC difference'),
      ...INTERVAL,
      number('p-value'),
      text('Statement', 110),
    ],
    rows: swapSets.map(({ model, against, inOnly, outOnly, both, neither, aucDifference, pValue, sentence }) => [
      model,
      against,
      ...[inOnly, outOnly, both, neither].flatMap(({ n, events }) => [n, events]),
      known(aucDifference.value),
      ...intervalCells(aucDifference),
      known(pValue),
      sentence,
    ]),
  };
}

/** What was found about columns before anything was fitted, and what was left out. */
export function columnsTable({ result: { leaks, leftOut } }: Scores): ScoreTable {
  return {
    sheet: 'Score columns',
    file: 'scoreColumns',
    description: 'Columns that say too much about the outcome, and columns that no model saw',
    columns: [
      text('Column', 28),
      text('Finding', 16),
      text('What was done', 16),
      text('Measure', 24),
      number('Value'),
      integer('n'),
      text('Why', 110),
    ],
    rows: [
      ...leaks.map(one => [
        one.column ?? 'order of the rows',
        one.severity,
        one.action,
        LEAK_MEASURES[one.measure],
        one.value,
        one.n,
        one.sentence,
      ]),
      ...leftOut.map(({ column, reason }) => [column, null, 'leftOut', null, null, null, reason]),
    ],
  };
}

import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { AtThreshold, Measure } from '#shared/scoring/evaluation';
import type { Block, DataTable } from '../../document.ts';
import { asFigure, asMoney, asShare, intervalText, nCustomers, type ValueFormat } from '../../scores/measureWords.ts';
import { isNobody } from './action.ts';
import { pText } from './models.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

const CROSS_FITTED = 'threshold chosen on the other folds';

/** What follows at the threshold, and who would be treated otherwise by another model. */
export function confusionBlocks(context: ScoreContext): Block[] {
  const { result } = context;
  const blocks: Block[] = [
    { kind: 'heading', text: 'At the threshold' },
    { kind: 'paragraph', text: result.at.reason },
    { kind: 'table', table: confusionTable(context) },
    { kind: 'table', table: atTable(context) },
  ];
  if (result.swapSets.length === 0) return blocks;
  return [
    ...blocks,
    { kind: 'heading', text: 'Who would be treated otherwise by another model' },
    { kind: 'notes', items: result.swapSets.map(({ sentence }) => sentence) },
    { kind: 'table', table: swapTable(context) },
  ];
}

function confusionTable({ result: { at }, inUse: { evaluation } }: ScoreContext): DataTable {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = at;
  const row = (name: string, ...counts: number[]) => [name, ...counts.map(formatCount)];
  const words = isNobody(at.threshold) ? 'that nobody reaches' : `of ${formatPercent(at.threshold)}`;
  return {
    id: 'score-confusion',
    title: `Confusion matrix at the threshold ${words}`,
    n: nCustomers(evaluation.n),
    columns: [left('Customers', 2), right('At or above'), right('Below'), right('All')],
    rows: [
      row('Had the event', tp, fn, tp + fn),
      row('Had not', fp, tn, fp + tn),
      row('All', tp + fp, fn + tn, tp + fp + fn + tn),
    ],
  };
}

function atTable({ result: { at }, inUse: { evaluation } }: ScoreContext): DataTable {
  const rows: [string, Measure, ValueFormat][] = [
    ['Accuracy', at.accuracy, asShare],
    ['Balanced accuracy', at.balancedAccuracy, asShare],
    ['Precision', at.precision, asShare],
    ['Recall', at.recall, asShare],
    ['Specificity', at.specificity, asShare],
    ['F1', at.f1, asFigure],
    ...crossFittedRows(at.crossFitted),
  ];
  return {
    id: 'score-at',
    title: 'Figures at the threshold',
    n: nCustomers(evaluation.n),
    columns: [left('Figure', 2), right('Value'), right('95 % interval'), right('n')],
    rows: rows.map(([name, measure, format]) => [
      name,
      format(measure.value),
      intervalText(measure, format),
      formatCount(measure.n),
    ]),
  };
}

/** The same with thresholds chosen on other customers than those judged. */
function crossFittedRows(crossFitted: AtThreshold['crossFitted']): [string, Measure, ValueFormat][] {
  if (!crossFitted) return [];
  const { precision, recall, f1, net } = crossFitted;
  return [
    [`Precision, ${CROSS_FITTED}`, precision, asShare],
    [`Recall, ${CROSS_FITTED}`, recall, asShare],
    [`F1, ${CROSS_FITTED}`, f1, asFigure],
    [`Net of money, ${CROSS_FITTED}`, net, asMoney],
  ];
}

function swapTable({ result: { swapSets }, inUse }: ScoreContext): DataTable {
  const cell = ({ n, events }: { n: number; events: number }) => `${formatCount(n)} (${formatCount(events)})`;
  const asDifference: ValueFormat = value => formatFixed(value, 4);
  return {
    id: 'score-swaps',
    title: `Swap sets of ${inUse.title}: customers, with the events among them`,
    n: nCustomers(inUse.evaluation.n),
    columns: [
      left('Against', 1.6),
      right('Taken by this one only'),
      right('By the other only'),
      right('By both'),
      right('By neither'),
      right('ROC-AUC difference'),
      right('95 % interval'),
      right('p'),
      right('n'),
    ],
    rows: swapSets.map(({ against, inOnly, outOnly, both, neither, aucDifference, pValue }) => [
      against,
      cell(inOnly),
      cell(outOnly),
      cell(both),
      cell(neither),
      asDifference(aucDifference.value),
      intervalText(aucDifference, asDifference),
      pText(pValue),
      formatCount(aucDifference.n),
    ]),
  };
}

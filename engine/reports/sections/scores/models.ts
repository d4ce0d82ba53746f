import { formatCount, formatFixed, formatNumber, formatThings } from '#shared/format';
import type { ModelResult } from '#shared/scoring/result';
import type { Block, Cell, DataTable } from '../../document.ts';
import { asFigure, intervalText, measureText, nCustomers } from '../../scores/measureWords.ts';
import { SCORE_FIGURES, titleOf } from '../../scores/scoreFigures.ts';
import { cutText } from '../ReportContext.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** Folds of the model in use that are printed one by one; the file beside the report has all. */
const MOST_FOLDS = 30;

function modelCell({ result }: ScoreContext, { id, title }: ModelResult): Cell {
  const marks = [...(id === result.chosen ? ['in use'] : []), ...(id === result.recommended ? ['recommended'] : [])];
  return { text: marks.length === 0 ? title : `${title} (${marks.join(', ')})`, isStrong: id === result.chosen };
}

/** The figures that models are compared by, side by side. */
export function comparisonTable(context: ScoreContext): DataTable {
  const { models } = context.result;
  return {
    id: 'score-models',
    title: 'Models side by side, with 95 % intervals',
    n: nCustomers(context.inUse.evaluation.n),
    columns: [
      left('Model', 1.4),
      right('Tested on'),
      right('ROC-AUC'),
      right('KS'),
      right('Average precision'),
      right('Brier score'),
      right('Calibration slope'),
    ],
    rows: models.map(model => {
      const { n, rocAuc, ks, prAuc, brier, calibration } = model.evaluation;
      return [
        modelCell(context, model),
        formatCount(n),
        ...[rocAuc, ks, prAuc, brier, calibration.slope].map(measure => measureText(measure, asFigure)),
      ];
    }),
  };
}

/** Every figure of every model, one per row, so that models stand below each other. */
export function allFiguresTable(context: ScoreContext): DataTable {
  const { models } = context.result;
  return {
    id: 'score-figures',
    title: 'Every figure of every model',
    n: nCustomers(context.inUse.evaluation.n),
    columns: [left('Figure', 2), left('Model', 2), right('Value'), right('95 % interval'), right('n')],
    rows: SCORE_FIGURES.flatMap(figure =>
      models.map(model => {
        const measure = figure.of(model.evaluation);
        const texts = [
          titleOf(figure),
          model.title,
          Number.isNaN(measure.value) ? '–' : figure.format(measure.value),
          intervalText(measure, figure.format),
          formatCount(measure.n),
        ];
        return texts.map(text => ({ text, isStrong: model.id === context.result.chosen }));
      }),
    ),
  };
}

/** What each model was fitted with. */
export function optionsTable(context: ScoreContext): DataTable {
  return {
    id: 'score-options',
    title: 'Options that each model was fitted with',
    n: nCustomers(context.result.nLearned),
    columns: [left('Model'), left('Options, named as in the recipe', 4)],
    rows: context.result.models.map(model => [modelCell(context, model), cutText(optionWords(model.options), 600)]),
  };
}

function optionWords(options: Record<string, unknown>): string {
  const words = Object.entries(options).map(([name, value]) => `${name} ${optionText(value)}`);
  return words.length === 0 ? 'none' : words.join(', ');
}

function optionText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** How much the ROC-AUC differs from fold to fold. */
export function foldBlocks(context: ScoreContext): Block[] {
  const { result, inUse } = context;
  const { rocAuc } = inUse.evaluation.folds;
  const shown = rocAuc.slice(0, MOST_FOLDS).map(value => asFigure(value));
  const rest = rocAuc.length - shown.length;
  const more = rest > 0 ? ` and ${formatCount(rest)} more` : '';
  const table: DataTable = {
    id: 'score-folds',
    title: 'ROC-AUC from fold to fold',
    n: `n = ${formatThings(rocAuc.length, 'fold')} of ${formatThings(inUse.evaluation.n, 'customer')}`,
    columns: [
      left('Model', 2),
      right('Folds'),
      right('Mean'),
      right('95 % interval'),
      right('Standard deviation'),
      right('Lowest'),
      right('Highest'),
    ],
    rows: result.models.map(model => foldRow(context, model)),
  };
  return [
    { kind: 'table', table },
    { kind: 'paragraph', text: `Fold by fold, ${inUse.title}: ${shown.join(', ')}${more}.` },
  ];
}

function foldRow(context: ScoreContext, model: ModelResult): (string | Cell)[] {
  const { rocAuc, mean, sd, low, high } = model.evaluation.folds;
  const known = rocAuc.filter(value => !Number.isNaN(value));
  const lowest = known.length === 0 ? Number.NaN : Math.min(...known);
  const highest = known.length === 0 ? Number.NaN : Math.max(...known);
  return [
    modelCell(context, model),
    formatCount(known.length),
    asFigure(mean),
    intervalText({ low, high }, asFigure),
    formatFixed(sd, 4),
    asFigure(lowest),
    asFigure(highest),
  ];
}

/** "p < 0.001" or two digits of it. */
export function pText(p: number): string {
  if (Number.isNaN(p)) return '–';
  return p < 0.001 ? '< 0.001' : formatNumber(p, 2);
}

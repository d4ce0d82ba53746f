import { formatCount, formatThings } from '#shared/format';
import type { CoefficientRow, ModelDetail } from '#shared/scoring/modelDetail';
import type { ClassifierModel } from '../algorithms/ClassifierModel.ts';
import type { LogisticRegressionModel } from '../algorithms/logisticRegression.ts';
import type { DesignColumn } from '../algorithms/linear/LinearDesign.ts';
import type { ScorecardModel } from '../algorithms/scorecard.ts';
import type { TreeEnsemble } from '../algorithms/TreeEnsemble.ts';
import { treesOf } from './explain/contributionsOf.ts';
import { scorecardDetail } from './scorecardDetail.ts';

/** What a model consists of, as tables that a validator reads: coefficients, points, or how large its trees are. */
export function modelDetail(model: ClassifierModel): ModelDetail {
  const base = { id: model.algorithm, coefficients: null, scorecard: null, trees: null };
  const trees = treesOf(model);
  if (trees) return { ...base, ...treeDetail(trees) };
  if (model.algorithm === 'logisticRegression') return { ...base, ...logisticDetail(model as LogisticRegressionModel) };
  if (model.algorithm === 'scorecard') return { ...base, ...scorecardDetail(model as ScorecardModel) };
  return {
    ...base,
    text: ['Each column, with the event and without, is taken for a normal distribution of its own.'],
  };
}

function treeDetail({ nTrees, roots, feature, left, right }: TreeEnsemble): Pick<ModelDetail, 'text' | 'trees'> {
  const depths = new Int32Array(feature.length);
  let deepest = 0;
  // Children stand behind their parent.
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0) continue;
    for (const child of [left[node], right[node]]) {
      depths[child] = depths[node] + 1;
      deepest = Math.max(deepest, depths[child]);
    }
  }
  const nNodes = roots[nTrees];
  const text = `${formatThings(nTrees, 'tree')} with ${formatThings(nNodes, 'node')}; the longest way asks ${formatThings(deepest, 'question')}.`;
  return { text: [text], trees: { nTrees, nNodes, deepest } };
}

function logisticDetail(model: LogisticRegressionModel): Pick<ModelDetail, 'text' | 'coefficients'> {
  const { design, coefficients, c, iterations, converged } = model;
  const rows = coefficients.map(({ estimate, standardError, z, pValue, low, high }, i): CoefficientRow => ({
    feature: design.features[design.columns[i].feature].name,
    term: termOf(design.columns[i]),
    coefficient: estimate,
    standardError: standardError ?? Number.NaN,
    z: z ?? Number.NaN,
    pValue: pValue ?? Number.NaN,
    oddsRatio: Math.exp(estimate),
    low: low === null ? Number.NaN : Math.exp(low),
    high: high === null ? Number.NaN : Math.exp(high),
  }));
  const fitted = converged
    ? `Fitted in ${formatThings(iterations, 'step')}`
    : `Stopped after ${formatThings(iterations, 'step')} before it had settled`;
  return {
    text: [
      `${fitted}; inverse strength of the penalty ${formatCount(c)}. Odds ratios are per standard deviation for numbers, and against the most frequent level for categories.`,
      'Standard errors are those of the penalised likelihood: they take rows for independent, and a penalty makes estimates look surer than they are.',
    ],
    coefficients: rows,
  };
}

function termOf({ part, level }: DesignColumn): string {
  if (part === 'value') return 'per standard deviation';
  if (part === 'missing') return 'not given';
  return part === 'rare' ? 'rare levels together' : (level ?? '');
}

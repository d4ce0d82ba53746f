import { BAND_FROM, BAND_RULE, BANDS } from '#shared/scoring/bands';
import { defaultScoring, type ClassifierId } from '#shared/scoring/choices';
import type { Evaluation, SwapSet } from '#shared/scoring/evaluation';
import type { ModelResult, ScoringResult, SegmentScores } from '#shared/scoring/result';
import { someChallenge } from './someChallenge.ts';
import { someFairness } from './someFairness.ts';
import { someLeaks, someStatements } from './someFindings.ts';
import { measure } from './someMeasure.ts';

export interface SomeScoringOptions {
  /** Changes every text that comes from the file. */
  text?: (text: string) => string;
  nCustomers?: number;
  nEvents?: number;
  models?: readonly ClassifierId[];
  segments?: readonly { readonly id: number; readonly name: string; readonly size: number }[];
  exposure?: string | null;
}

const TITLES: Readonly<Record<ClassifierId, string>> = {
  logisticRegression: 'Logistic regression',
  randomForest: 'Random forest',
  histGradientBoosting: 'Histogram gradient boosting',
  gaussianNaiveBayes: 'Gaussian naive Bayes',
  scorecard: 'Points scorecard',
};
const AUCS: Readonly<Record<ClassifierId, number>> = {
  logisticRegression: 0.772,
  randomForest: 0.861,
  histGradientBoosting: 0.866,
  gaussianNaiveBayes: 0.784,
  scorecard: 0.801,
};
const ALL: readonly ClassifierId[] = [
  'histGradientBoosting',
  'randomForest',
  'scorecard',
  'gaussianNaiveBayes',
  'logisticRegression',
];

/** A finished scoring written by hand: counts add up, figures are of the size that real ones have. */
export function someScoring(options: SomeScoringOptions = {}): { result: ScoringResult; segments: SegmentScores } {
  const { nCustomers = 4812, models = ALL, text = (words: string) => words } = options;
  const nEvents = options.nEvents ?? Math.floor(nCustomers / 5);
  const nKnown = nCustomers - Math.min(12, Math.floor(nCustomers / 100));
  const results = models.map(id => someModel(id, nKnown, nEvents));
  const chosen = results[0];
  const { at } = chosen.evaluation;
  const target = text('Exited');
  const result: ScoringResult = {
    target: {
      name: target,
      event: text('Yes'),
      eventWords: `${target} is ${text('Yes')}`,
      purpose: 'churn',
      nEvents,
      nOthers: nKnown - nEvents,
      nUnknown: nCustomers - nKnown,
    },
    nCustomers,
    nLearned: nKnown,
    features: [
      { name: text('Age'), column: text('Age'), kind: 'number', transform: null, nLevels: 0 },
      { name: text('Country'), column: text('Country'), kind: 'category', transform: null, nLevels: 3 },
      {
        name: text('Tenure'),
        column: text('Customer since'),
        kind: 'number',
        transform: 'years since the date',
        nLevels: 0,
      },
    ],
    leftOut: [
      { column: text('CustomerID'), reason: 'it is an identifier' },
      { column: text('Gender'), reason: 'it is protected' },
    ],
    leaks: someLeaks(text, nKnown),
    validation: {
      kind: 'stratified',
      nFolds: 5,
      repeats: 1,
      text: `Figures are of ${nKnown} customers that the model had not seen: 5-fold cross-validation with as many events in each fold.`,
    },
    resampling: { kind: 'none', text: 'Models learned from the customers as they are.' },
    calibration: { kind: 'none', text: 'Probabilities are those of the model.' },
    search: '',
    models: results,
    recommended: chosen.id,
    recommendation: `${chosen.title} is recommended: it has the highest ROC-AUC.`,
    chosen: chosen.id,
    threshold: defaultScoring().threshold,
    at,
    swapSets: results.slice(1).map(other => someSwap(chosen, other, nKnown, nEvents)),
    bands: someBands(nCustomers, nKnown, nEvents),
    bandRule: BAND_RULE,
    explanation: someExplanation(text, nKnown),
    statements: someStatements(text, nKnown),
    fairness: someFairness(text, nKnown),
    challenge: someChallenge(nKnown),
    headline: `${chosen.title} ranks customers by whether ${target} is ${text('Yes')} with ROC-AUC 0.866.`,
    notes: [{ code: 'scoring.targetGaps', args: { column: target, n: nCustomers - nKnown, of: nCustomers } }],
  };
  return { result, segments: someSegmentScores(options, text) };
}

function someModel(id: ClassifierId, n: number, nEvents: number): ModelResult {
  return {
    id,
    title: TITLES[id],
    options: { maxIter: 100, l2: 1, balanced: false, rare: 'together' },
    evaluation: someEvaluation(n, nEvents, AUCS[id]),
    notes: id === 'logisticRegression' ? [{ code: 'logistic.notConverged', args: { maxIter: 100 } }] : [],
  };
}

/** Figures of `n` customers; curves are those of a score that ranks with `auc`. */
export function someEvaluation(n: number, nEvents: number, auc: number): Evaluation {
  const share = nEvents / n;
  const bins = Array.from({ length: 10 }, (_, i) => {
    const foretold = Math.min(0.98, share * (0.1 + 0.2 * i));
    return {
      n: Math.floor(n / 10),
      meanScore: foretold,
      rate: measure(foretold * 0.96, foretold / 12, Math.floor(n / 10)),
    };
  });
  const steps = Array.from({ length: 21 }, (_, i) => i / 20);
  const power = (1 - auc) / auc;
  return {
    n,
    nEvents,
    prevalence: measure(share, 0.01, n),
    rocAuc: measure(auc, 0.01, n),
    gini: measure(2 * auc - 1, 0.02, n),
    ks: measure(auc - 0.3, 0.03, n),
    ksAt: share,
    prAuc: measure(auc - 0.2, 0.02, n),
    logLoss: measure(0.331, 0.01, n),
    brier: measure(0.1021, 0.004, n),
    brierParts: {
      reliability: 0.00021,
      resolution: 0.05831,
      uncertainty: 0.16,
      withinBins: 0.0002,
      skill: 0.3619,
      nBins: 10,
    },
    calibration: {
      slope: measure(0.97, 0.05, n),
      intercept: measure(-0.021, 0.06, n),
      ratio: measure(0.99, 0.04, n),
      test: { statistic: 11.3, degrees: 10, pValue: 0.334 },
      bins,
    },
    roc: {
      falsePositiveRate: steps,
      truePositiveRate: steps.map(x => x ** power),
      threshold: steps.map(x => 1 - x),
    },
    precisionRecall: {
      recall: steps,
      precision: steps.map(x => 1 - x * (1 - share)),
      threshold: steps.map(x => 1 - x),
    },
    lift: bins
      .map(({ n: size, rate }, i) => ({
        decile: 10 - i,
        n: size,
        events: Math.round(size * rate.value),
        meanScore: rate.value,
        rate,
        lift: rate.value / share,
        capture: 1 - i / 10,
      }))
      .reverse(),
    at: someAt(n, nEvents),
    histogram: { edges: [0, 0.5, 1], events: [0, nEvents], others: [n - nEvents, 0] },
    folds: {
      rocAuc: [auc - 0.01, auc, auc + 0.004, auc + 0.006, auc],
      mean: auc,
      sd: 0.0062,
      low: auc - 0.008,
      high: auc + 0.008,
    },
  };
}

function someAt(n: number, nEvents: number): Evaluation['at'] {
  const truePositives = Math.floor(nEvents * 0.6);
  const falsePositives = Math.floor(nEvents * 0.4);
  const contacted = truePositives + falsePositives;
  const nOthers = n - nEvents;
  const net = truePositives * 60 - contacted * 10;
  return {
    threshold: 0.31,
    reason: 'From 31.0 % the F1, the balance of precision and recall, is highest (0.600).',
    truePositives,
    falsePositives,
    trueNegatives: nOthers - falsePositives,
    falseNegatives: nEvents - truePositives,
    accuracy: measure(0.84, 0.01, n),
    precision: measure(0.6, 0.03, contacted),
    recall: measure(0.61, 0.03, nEvents),
    specificity: measure(0.9, 0.01, nOthers),
    f1: measure(0.605, 0.03, n),
    balancedAccuracy: measure(0.755, 0.02, n),
    crossFitted: {
      thresholds: [0.3, 0.31, 0.31, 0.32, 0.29],
      precision: measure(0.59, 0.03, contacted),
      recall: measure(0.6, 0.03, nEvents),
      f1: measure(0.595, 0.03, n),
      net: measure(net - 200, 900, contacted),
    },
    money: {
      contacted,
      cost: contacted * 10,
      saved: measure(truePositives * 60, 900, contacted),
      net: measure(net, 900, contacted),
    },
  };
}

function someSwap(model: ModelResult, against: ModelResult, n: number, nEvents: number): SwapSet {
  return {
    model: model.title,
    against: against.title,
    inOnly: { n: 61, events: 30 },
    outOnly: { n: 58, events: 12 },
    both: { n: Math.floor(nEvents * 0.9), events: Math.floor(nEvents * 0.5) },
    neither: { n: n - 119 - Math.floor(nEvents * 0.9), events: nEvents - 42 - Math.floor(nEvents * 0.5) },
    aucDifference: measure(0.005, 0.003, n),
    pValue: 0.00042,
    sentence: `At their thresholds only ${model.title} chooses 61 customers (30 with the event), and only ${against.title} 58 customers (12 with the event).`,
  };
}

function someBands(nCustomers: number, nKnown: number, nEvents: number): ScoringResult['bands'] {
  const share = nEvents / nKnown;
  return BANDS.map((band, b) => {
    const n = b === 0 ? nCustomers - 4 * Math.floor(nCustomers / 5) : Math.floor(nCustomers / 5);
    const from = b === 0 ? 0 : BAND_FROM[b - 1] * share;
    const rate = Math.min(1, from * 1.3);
    return {
      band,
      from,
      n,
      share: n / nCustomers,
      meanScore: rate,
      rate: { value: rate, low: Math.max(0, rate - 0.02), high: Math.min(1, rate + 0.02), n },
    };
  });
}

function someExplanation(text: (words: string) => string, n: number): ScoringResult['explanation'] {
  const feature = (name: string, share: number, direction: string) => ({
    feature: text(name),
    column: text(name),
    meanAbs: share,
    share,
    direction,
    drop: measure(share / 5, 0.004, n),
    gainShare: share,
  });
  return {
    scale: 'logOdds',
    baseline: -1.4,
    importance: [
      feature('Age', 0.52, 'high values raise the score, low values lower it'),
      feature('Country', 0.31, `"${text('Germany')}" raises the score, "${text('Spain')}" lowers it`),
      feature('Tenure', 0.17, 'makes no difference'),
    ],
    clouds: [],
    sentences: [`${text('Age')} moves the score most: high values (above 44) raise the score, low ones lower it.`],
    leastReason: 0.01,
    n: Math.min(n, 2000),
    of: n,
    seed: 42,
    method: 'Contributions are exact Shapley values of the trees.',
  };
}

function someSegmentScores(
  { segments = [{ id: 1, name: 'Everyday savers', size: 4812 }], exposure = 'Balance' }: SomeScoringOptions,
  text: (words: string) => string,
): SegmentScores {
  const rows = segments.map(({ id, name, size }, i) => {
    const part = Math.floor(size / 5);
    const meanScore = 0.1 + 0.03 * i;
    return {
      id,
      name,
      n: size,
      meanScore,
      expectedEvents: size * meanScore,
      events: Math.floor(size * meanScore),
      known: size,
      rate: size === 0 ? null : measure(meanScore, 0.02, size),
      bands: [size - 4 * part, part, part, part, part],
      nAbove: part,
      expectedLoss: exposure === null ? null : size * 1234.5,
      expectedNet: 17 * part - 40,
    };
  });
  const sentence = `That ${text('Exited')} is ${text('Yes')} is most probable in ${segments[segments.length - 1].name}.`;
  return { segments: rows, exposure: exposure === null ? null : text(exposure), sentence };
}

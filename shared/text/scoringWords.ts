/** What each figure of a score says, for people who do not work with them every day: help on hover, and the glossary of the report. */
export interface FigureWords {
  readonly title: string;
  /** One or two sentences. */
  readonly about: string;
}

export const FIGURES = [
  'prevalence',
  'rocAuc',
  'gini',
  'ks',
  'prAuc',
  'logLoss',
  'brier',
  'reliability',
  'resolution',
  'uncertainty',
  'skill',
  'calibrationSlope',
  'calibrationIntercept',
  'calibrationRatio',
  'calibrationCurve',
  'calibrationTest',
  'accuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'balancedAccuracy',
  'lift',
  'capture',
  'roc',
  'precisionRecall',
  'folds',
  'swapSet',
  'interval',
  'net',
  'crossFitted',
] as const;
export type Figure = (typeof FIGURES)[number];

export const figureWords: { readonly [F in Figure]: FigureWords } = {
  prevalence: { title: 'Share of events', about: 'Of all tested customers, those who had the event.' },
  rocAuc: {
    title: 'ROC-AUC',
    about:
      'The chance that a customer with the event has a higher score than one without; equal scores count half. 0.5 is tossing a coin, 1 is without error. Interval: DeLong.',
  },
  gini: {
    title: 'Gini',
    about: 'Twice the ROC-AUC less one, as banks quote it: 0 is tossing a coin, 1 is without error. Interval: DeLong.',
  },
  ks: {
    title: 'KS',
    about:
      'The largest distance between the share of events and the share of other customers at or above a score: how far the score parts them at its best place. 0 is not at all, 1 is wholly. Interval: Newcombe, at the score found.',
  },
  prAuc: {
    title: 'Average precision',
    about:
      'The precision at each score, averaged over the events as they are found from the highest score down. By chance it is the share of events, so it says more than ROC-AUC where events are rare. Interval: on log odds.',
  },
  logLoss: {
    title: 'Log loss',
    about:
      'How surprised the probabilities were by what happened; 0 is best, and being sure and wrong costs most. It compares models on the same customers only. Interval: normal.',
  },
  brier: {
    title: 'Brier score',
    about:
      'The mean squared distance between probability and outcome (1 or 0); 0 is best. Foretelling the share of events for everybody gives the uncertainty below. Interval: normal.',
  },
  reliability: {
    title: 'Reliability',
    about:
      'The part of the Brier score that comes from probabilities that are off: foretold against observed shares by tenths. 0 is best; recalibrating lowers it.',
  },
  resolution: {
    title: 'Resolution',
    about: 'How far the observed shares of the tenths lie apart; it lowers the Brier score, so more is better.',
  },
  uncertainty: {
    title: 'Uncertainty',
    about: 'The Brier score of foretelling the share of events for everybody; no model changes it.',
  },
  skill: {
    title: 'Brier skill',
    about:
      'How much of the uncertainty the score takes away: 1 is all, 0 is none, below 0 is worse than foretelling the share of events for everybody.',
  },
  calibrationSlope: {
    title: 'Calibration slope',
    about:
      '1 where probabilities are as spread out as they should be. Below 1 they are too extreme, as after overfitting; above 1 they are too timid. Interval: Wald.',
  },
  calibrationIntercept: {
    title: 'Calibration intercept',
    about:
      '0 where as many events happened as were foretold; above 0 more happened, below 0 fewer. On the scale of log odds. Interval: Wald.',
  },
  calibrationRatio: {
    title: 'Observed over foretold',
    about:
      'Events that happened over the sum of the probabilities: 1 is right, 1.2 is a fifth more than foretold. Interval: Wilson, of the events.',
  },
  calibrationCurve: {
    title: 'Calibration curve',
    about:
      'Customers in tenths by rising score, equal scores together: the mean probability of each against the share that had the event. On the diagonal the two agree. Intervals: Wilson.',
  },
  calibrationTest: {
    title: 'Hosmer–Lemeshow test',
    about:
      'Whether the distances of the calibration curve from the diagonal are more than chance. A small p-value says that they are; with very many customers even harmless distances do.',
  },
  accuracy: {
    title: 'Accuracy',
    about:
      'Customers foretold rightly at the threshold. Where events are rare it is high even for a score that finds none, so it should not decide. Interval: Wilson.',
  },
  precision: {
    title: 'Precision',
    about: 'Of the customers taken for events, those who had the event. Interval: Wilson.',
  },
  recall: {
    title: 'Recall',
    about:
      'Of the customers with the event, those taken for it; also called sensitivity or true positive rate. Interval: Wilson.',
  },
  specificity: {
    title: 'Specificity',
    about: 'Of the customers without the event, those left alone. Interval: Wilson.',
  },
  f1: {
    title: 'F1',
    about:
      'One figure for precision and recall (their harmonic mean), low where either is. Customers rightly left alone do not count. Interval: Wilson, carried over.',
  },
  balancedAccuracy: {
    title: 'Balanced accuracy',
    about:
      'The mean of recall and specificity, so that a rare event weighs as much as the rest; 0.5 is chance. Interval: Newcombe.',
  },
  lift: {
    title: 'Lift',
    about:
      'How many times as frequent the event is in a tenth of the customers as among all. Equal scores on the border of two tenths are shared out between them.',
  },
  capture: {
    title: 'Capture',
    about:
      'Of all events, those found when acting on this tenth of the customers and those with higher scores; also called gains.',
  },
  roc: {
    title: 'ROC curve',
    about:
      'For every threshold, the share of events found against the share of other customers taken for them. The diagonal is tossing a coin. Drawn with at most 200 points, corners kept.',
  },
  precisionRecall: {
    title: 'Precision-recall curve',
    about:
      'For every threshold, the precision against the recall; the level of chance is the share of events. Drawn with at most 200 points, corners kept.',
  },
  folds: {
    title: 'Folds',
    about:
      'The customers are cut into parts, and each is scored by a model that learned from the others only, so that no customer is judged by a model that knew the answer.',
  },
  swapSet: {
    title: 'Swap set',
    about:
      'The customers whom one model would act on and the other would not. A better model brings in more events than it gives away.',
  },
  interval: {
    title: '95 % interval',
    about:
      'Where the figure would lie for all customers like these, as far as the number of tested customers lets us say. It does not tell of customers who change over time.',
  },
  net: {
    title: 'Net of money',
    about:
      'What acting on the customers at or above the threshold saves, less what acting costs. The interval is of the events reached; costs, value and success are taken as given.',
  },
  crossFitted: {
    title: 'Threshold chosen on other folds',
    about:
      'The same figures where each fold is judged by the threshold that the rule finds in the other folds. The difference to the figures above is what choosing the threshold on the same customers flatters.',
  },
};

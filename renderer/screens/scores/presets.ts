import { formatCount, formatPercent } from '#shared/format';
import { defaultScoring, type Purpose, type Scoring, type Threshold } from '#shared/scoring/choices';

type Money = Pick<Threshold, 'contactCost' | 'valueSaved' | 'successRate'>;

export interface Preset {
  readonly id: Purpose;
  readonly title: string;
  readonly question: string;
  /** A beginning, for want of the bank's own figures; none where nothing is known of the event. */
  readonly money: Money | null;
  /** What is done about a customer, as the subject of a sentence. */
  readonly act: string;
  readonly gain: 'save' | 'bring';
}

/** Questions that banks ask, each with its words and money to begin with. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'churn',
    title: 'Churn',
    question: 'Who will leave, so that those worth keeping are spoken to first.',
    money: { contactCost: 10, valueSaved: 200, successRate: 0.3 },
    act: 'A call or an offer',
    gain: 'save',
  },
  {
    id: 'default',
    title: 'Loan default',
    question: 'Who will not repay, so that lines and reviews follow the risk.',
    money: { contactCost: 50, valueSaved: 2_000, successRate: 0.4 },
    act: 'A review or a lower line',
    gain: 'save',
  },
  {
    id: 'response',
    title: 'Response',
    question: 'Who will say yes to an offer, so that it goes to those who want it.',
    money: { contactCost: 2, valueSaved: 60, successRate: 1 },
    act: 'An offer',
    gain: 'bring',
  },
  {
    id: 'other',
    title: 'Another event',
    question: 'Who will have the event, whatever it is.',
    money: null,
    act: 'Acting on a customer',
    gain: 'save',
  },
];

export function presetOf(purpose: Purpose): Preset {
  return PRESETS.find(({ id }) => id === purpose) ?? PRESETS[PRESETS.length - 1];
}

/** The threshold to begin with: money of the question that was recognised, as long as nobody has said otherwise. */
export function startingThreshold({ purpose: chosen, threshold }: Scoring, purpose: Purpose): Threshold {
  const isUntouched = JSON.stringify(threshold) === JSON.stringify(defaultScoring().threshold);
  return chosen === null && isUntouched ? { ...threshold, ...presetOf(purpose).money } : threshold;
}

/** What acting costs and brings as things are set. */
export function moneyWords({ act, gain }: Preset, { contactCost, valueSaved, successRate }: Money): string {
  return `${act} is taken to cost ${formatCount(contactCost)} and to ${gain} ${formatCount(valueSaved)} in ${formatPercent(successRate, 0)} of the events it reaches. Assumptions until your own figures are in, under Threshold and money.`;
}

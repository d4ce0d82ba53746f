import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { LEAK_MEASURES, type LeakFinding } from '#shared/scoring/leaks';

type Unsaid = Omit<LeakFinding, 'sentence'>;

/** What was found, why it matters, and what is done, in plain words. @param detail what the kind of finding keeps for its sentence */
export function leakSentence(finding: Unsaid, detail: string, eventWords: string): string {
  return `${SAY[finding.kind](finding, detail, eventWords)} ${done(finding)}`;
}

function done({ action, severity }: Unsaid): string {
  if (action === 'leftOut') return 'It is left out.';
  if (action === 'kept') return 'It is used all the same, because you chose to keep it.';
  if (action === 'notUsed') return 'It is not used for the score.';
  return severity === 'suspect' ? 'It is used; leave it out if it is not known beforehand.' : 'It is used.';
}

/** Rounded towards less, so that 0.9996 is not said to be 1. */
function figure({ measure, value, n }: Unsaid): string {
  return `${LEAK_MEASURES[measure]} ${formatFixed(Math.floor(value * 1000 + 1e-9) / 1000, 3)}, n ${formatCount(n)}`;
}

const SAY: Readonly<Record<LeakFinding['kind'], (finding: Unsaid, detail: string, eventWords: string) => string>> = {
  duplicate: (f, _detail, event) =>
    `${f.column} says the same as the target (${event}) in other words (${figure(f)}): a score that used it would only repeat the answer.`,
  derived: (f, detail, event) =>
    `Each of the ${detail} values of ${f.column} belongs to one outcome (${event} or not; ${figure(f)}): it was made from the target, or filled in with it.`,
  combination: (f, detail, event) =>
    `${f.column} and ${f.with} together give the target (${event}): ${PAIR_WORDS[detail] ?? PAIR_WORDS.difference} (${figure(f)}). One of them was changed by the outcome.`,
  afterwards: (f, detail, event) => {
    const [words, why] = detail.split('|');
    return `${f.column} is ${words}, known only after the outcome: ${why}. How it goes with ${event}: ${figure(f)}.`;
  },
  laterDate: f =>
    `${f.column} lies after ${f.with} for ${formatPercent(f.value)} of the customers with the event (n ${formatCount(f.n)}): it was still being filled in when the outcome was known.`,
  oneSided: (f, detail, event) => {
    const [state, isEvent, covers] = detail.split('|');
    const share = f.value === 1 ? 'all' : formatPercent(Math.floor(f.value * 1000) / 1000);
    return `Where ${f.column} is ${STATE_WORDS[state]}, ${share} of the ${formatCount(f.n)} customers ${isEvent === 'true' ? `have the event (${event})` : `do not have the event (${event})`}; these are ${formatPercent(Number(covers))} of all such customers. It was probably filled in because of the outcome.`;
  },
  gaps: (f, _detail, event) =>
    `Whether ${f.column} is missing tells ${f.severity === 'leak' ? 'almost perfectly' : 'unusually well'} whether ${event} (${figure(f)}): it was probably filled in for one outcome only.`,
  alone: (f, _detail, event) =>
    f.severity === 'leak'
      ? `${f.column} alone predicts ${event} almost perfectly (${figure(f)}): it was probably filled in after the outcome was known, and a score that used it would be worthless for new customers.`
      : `${f.column} alone predicts ${event} unusually well (${figure(f)}): make sure that it is known before the outcome.`,
  order: (f, _detail, event) => {
    const what = f.column ?? 'The order of the rows';
    return f.measure === 'runs'
      ? `The rows come in blocks of one outcome (${figure(f)}): customers who belong together, or a file sorted by something near the outcome. Keep such customers in one fold.`
      : `${what} tells whether ${event} (${figure(f)}): the file is sorted by the outcome, or by something near it such as time.`;
  },
};

const PAIR_WORDS: Readonly<Record<string, string>> = {
  equal: 'they are equal for one outcome and differ for the other',
  difference: 'their difference lies apart for the two outcomes',
  ratio: 'their ratio lies apart for the two outcomes',
};
const STATE_WORDS: Readonly<Record<string, string>> = {
  known: 'filled in',
  missing: 'missing',
  zero: 'zero',
  notZero: 'not zero',
};

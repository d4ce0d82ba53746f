import { formatCount, formatThings } from '#shared/format';
import { noteSentence } from '#shared/text/noteSentences';
import type { Block } from '../../document.ts';
import { cutText } from '../ReportContext.ts';
import type { ScoreContext } from './ScoreContext.ts';

/** A validation should rest on at least so many customers with the event, and without. */
const FEW_EVENTS = 100;
/** Events for each feature, below which a model may learn the chance of this file. */
const EVENTS_PER_FEATURE = 10;

/** What the figures do not tell, and the notes that models left. */
export function limitBlocks(context: ScoreContext): Block[] {
  const { result } = context;
  const notes = [
    ...result.notes.map(noteSentence),
    ...result.models.flatMap(({ title, notes: own }) => own.map(note => `${title}: ${noteSentence(note)}`)),
  ];
  const blocks: Block[] = [
    { kind: 'heading', text: 'Limits of these scores' },
    { kind: 'notes', items: limits(context) },
  ];
  if (notes.length === 0) return blocks;
  const items = [...new Set(notes)].map(text => cutText(text, 500));
  return [...blocks, { kind: 'heading', text: 'Notes of the models' }, { kind: 'notes', items }];
}

function limits(context: ScoreContext): string[] {
  return [...eventLimits(context), ...choiceLimits(context), ...standingLimits(context)];
}

function eventLimits({ result: { target, features, nLearned }, inUse: { evaluation } }: ScoreContext): string[] {
  const fewest = Math.min(evaluation.nEvents, evaluation.n - evaluation.nEvents);
  const words: string[] = [];
  if (fewest < FEW_EVENTS)
    words.push(
      `Few events: the figures rest on ${formatThings(fewest, 'customer')} of the rarer outcome, fewer than the ${FEW_EVENTS} that a validation should rest on, so another sample may decide otherwise.`,
    );
  if (target.nEvents < EVENTS_PER_FEATURE * features.length)
    words.push(
      `There are ${formatCount(target.nEvents)} events for ${formatThings(features.length, 'feature')}, fewer than ${EVENTS_PER_FEATURE} each: a model may have learned the chance of this file. Trees and logistic regression hold back, but not without limit.`,
    );
  if (target.nUnknown > 0)
    words.push(
      `The outcome of ${formatThings(target.nUnknown, 'customer')} is not known. If they differ from the ${formatCount(nLearned)} that models learned from, the figures do not hold for them.`,
    );
  return words;
}

function choiceLimits({ result }: ScoreContext): string[] {
  const { threshold, at, models, search } = result;
  const words: string[] = [];
  if (threshold.by === 'f1' || threshold.by === 'cost')
    words.push(
      `The threshold was chosen on the customers that it is judged on, so the figures at it are a little better than they will be on new customers.${at.crossFitted ? ' The figures with the threshold chosen on the other folds are free of this.' : ''}`,
    );
  if (models.length > 1 || search !== '')
    words.push('The model in use was chosen among several by these figures, which flatters the best a little.');
  return words;
}

function standingLimits({ result: { validation } }: ScoreContext): string[] {
  const time =
    validation.kind === 'outOfTime'
      ? 'The test is on later customers of the same file. How the score ages beyond them must be watched.'
      : 'Tested and learned customers are of the same period; a test out of time would tell how the score ages. It must be watched in use.';
  return [
    time,
    'Extrapolation: for a customer with values beyond those of this file, trees answer as at the nearest border that they know and logistic regression goes on along its line; neither was tested there.',
    'A score says who is likely to have the event, not why, and not whether acting helps. Drivers and reasons describe the model; they are not causes.',
    'Intervals are of the customers tested: they hold the model as it is and know nothing of errors in the file or of customers who change.',
    'For the bank to say before use (SR 26-2, formerly SR 11-7; SS1/23), in the record of the model and beside this report: approved purpose and limits of use, materiality, owner and validator, the plan to watch the score with its triggers, and sign-off.',
  ];
}

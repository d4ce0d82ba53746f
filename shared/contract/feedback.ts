import { z } from 'zod';
import type { CorrectionList } from '../feedback/choices.ts';
import type { BookFeedback, CorrectionAccount, OutcomeAccount } from '../feedback/result.ts';
import type { ModelChallenge } from '../monitor/challenge.ts';
import { method } from './method.ts';
import type { MonitorState } from './monitor.ts';
import { fileToken } from './project.ts';

/** What became known about customers since, and what can be done with it. */
export interface FeedbackState {
  /** In words what outcomes are about; null where nothing can be predicted, and why. */
  eventWords: string | null;
  problem: string | null;
  /** The oldest first. */
  lists: OutcomeAccount[];
  corrections: CorrectionList[];
  /** null where no outcome of the book is known through feedback, or nothing is scored. */
  book: BookFeedback | null;
  /** In words which outcomes the data has taken in; null where none. */
  learned: string | null;
  /** Whether there are lists that models have not learned from. */
  canLearn: boolean;
  /** Why models cannot learn from such lists, where there are some. */
  cannotLearn: string | null;
  /** The period whose file is at hand to be measured again. */
  atHand: string | null;
  challenge: ModelChallenge | null;
}
export type FeedbackAdded =
  | { readonly kind: 'outcomes'; readonly account: OutcomeAccount }
  | { readonly kind: 'corrections'; readonly account: CorrectionAccount };

const nothing = z.strictObject({});

export const feedbackContract = {
  'feedback.state': method(nothing).returns<FeedbackState>(),
  /** Takes in a file with a row per outcome (key, outcome, date) or per correction (key, column, value, reason, by, date). */
  'feedback.add': method(
    z.strictObject({ file: fileToken, sheet: z.string().max(100).nullable() }),
  ).job<FeedbackAdded>(),
  'feedback.remove': method(z.strictObject({ id: z.string().max(40) })).returns<FeedbackState>(),
  /** Holds the file that was watched last against the model again, with the outcomes of now. */
  'feedback.measureAgain': method(nothing).job<MonitorState>(),
  /** The model in use against the same recipe with the outcomes of feedback, on these customers; nothing is replaced. */
  'feedback.challenge': method(nothing).job<ModelChallenge>(),
  /** The outcomes stand in the column of the target, and the scores are made anew. Undo takes it back. */
  'feedback.learn': method(nothing).job<FeedbackState>(),
};

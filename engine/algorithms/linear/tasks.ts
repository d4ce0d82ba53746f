import { answer } from './answerTask.ts';
import { describeFeature } from './describeFeature.ts';
import { sumMoments } from './momentsTask.ts';
import { passOver } from './passTask.ts';

export const LINEAR_TASKS = {
  'linear.describe': describeFeature,
  'linear.pass': passOver,
  'linear.answer': answer,
  'linear.moments': sumMoments,
};

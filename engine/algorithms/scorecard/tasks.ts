import { addPoints } from './answerTask.ts';
import { binFeature, weighFeature } from './binTask.ts';

export const SCORECARD_TASKS = {
  'scorecard.bin': binFeature,
  'scorecard.weigh': weighFeature,
  'scorecard.points': addPoints,
};

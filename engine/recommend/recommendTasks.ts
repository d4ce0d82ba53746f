import { gramTask } from './gram.ts';
import { alsTask } from './methods/alsTask.ts';
import { bprEpochTask } from './methods/bprTask.ts';
import { factorTask, invertFactorTask, squareInverseTask } from './methods/invertDefinite.ts';
import { topOffersTask } from './topOffers.ts';

export const RECOMMEND_TASKS = {
  'recommend.gram': gramTask,
  'recommend.top': topOffersTask,
  'recommend.als': alsTask,
  'recommend.bprEpoch': bprEpochTask,
  'recommend.factor': factorTask,
  'recommend.invertFactor': invertFactorTask,
  'recommend.squareInverse': squareInverseTask,
};

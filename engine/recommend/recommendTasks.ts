import { gramTask } from './gram.ts';
import { alsGramTask, alsRowsTask } from './methods/alsTasks.ts';
import { bprEpochTask } from './methods/bprTask.ts';
import { factorTask, invertFactorTask, squareInverseTask } from './methods/invertDefinite.ts';
import { topOffersTask } from './topOffers.ts';

export const RECOMMEND_TASKS = {
  'recommend.gram': gramTask,
  'recommend.top': topOffersTask,
  'recommend.alsGram': alsGramTask,
  'recommend.alsRows': alsRowsTask,
  'recommend.bprEpoch': bprEpochTask,
  'recommend.factor': factorTask,
  'recommend.invertFactor': invertFactorTask,
  'recommend.squareInverse': squareInverseTask,
};

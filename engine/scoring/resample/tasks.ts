import { drawBetween } from './drawTask.ts';
import { searchClose, searchPairs } from './nearestTask.ts';
import { drawPicture } from './pictureTask.ts';
import { settleNearest } from './settleTask.ts';
import { synthesise } from './synthesiseTask.ts';

export const RESAMPLE_TASKS = {
  'resample.picture': drawPicture,
  'resample.close': searchClose,
  'resample.pairs': searchPairs,
  'resample.settle': settleNearest,
  'resample.draw': drawBetween,
  'resample.synthesise': synthesise,
};

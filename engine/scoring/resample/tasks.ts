import { drawBetween } from './drawTask.ts';
import { searchNearest } from './nearestTask.ts';
import { drawPicture } from './pictureTask.ts';
import { synthesise } from './synthesiseTask.ts';

export const RESAMPLE_TASKS = {
  'resample.picture': drawPicture,
  'resample.nearest': searchNearest,
  'resample.draw': drawBetween,
  'resample.synthesise': synthesise,
};

import { searchNearest } from './nearestTask.ts';
import { synthesise } from './synthesiseTask.ts';

export const RESAMPLE_TASKS = { 'resample.nearest': searchNearest, 'resample.synthesise': synthesise };

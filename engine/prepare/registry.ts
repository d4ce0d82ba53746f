import type { Step } from './defineStep.ts';
import { bins } from './steps/bins.ts';
import { dates } from './steps/dates.ts';
import { frequency } from './steps/frequency.ts';
import { impute } from './steps/impute.ts';
import { iterativeImpute } from './steps/iterativeImpute.ts';
import { logAmounts } from './steps/logAmounts.ts';
import { multiValue } from './steps/multiValue.ts';
import { oneHot } from './steps/oneHot.ts';
import { ordinal } from './steps/ordinal.ts';
import { pca } from './steps/pca.ts';
import { polynomial } from './steps/polynomial.ts';
import { powerTransform } from './steps/powerTransform.ts';
import { rareLevels } from './steps/rareLevels.ts';
import { ratios } from './steps/ratios.ts';
import { scale } from './steps/scale.ts';
import { targetEncoding } from './steps/targetEncoding.ts';

/** Every preparation step, in the order in which they are usually put. */
export const STEPS: readonly Step[] = [
  dates,
  ratios,
  logAmounts,
  powerTransform,
  iterativeImpute,
  impute,
  polynomial,
  rareLevels,
  multiValue,
  ordinal,
  frequency,
  targetEncoding,
  bins,
  oneHot,
  scale,
  pca,
];

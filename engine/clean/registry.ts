import type { CleanStep } from './defineCleanStep.ts';
import { missingCodes } from './steps/missingCodes.ts';
import { tidyTexts } from './steps/tidyText.ts';

/** Every cleaning step, in the order in which they are usually put. */
export const CLEAN_STEPS: readonly CleanStep[] = [missingCodes, tidyTexts];

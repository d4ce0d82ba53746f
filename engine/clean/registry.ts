import type { CleanStep } from './defineCleanStep.ts';
import { duplicates } from './steps/duplicates.ts';
import { formula } from './steps/formula.ts';
import { mergeLevels } from './steps/mergeLevels.ts';
import { missingCodes } from './steps/missingCodes.ts';
import { missingFlags } from './steps/missingFlags.ts';
import { nearDuplicates } from './steps/nearDuplicates.ts';
import { outliers } from './steps/outliers.ts';
import { rules } from './steps/rules.ts';
import { tidyTexts } from './steps/tidyText.ts';
import { typeRepair } from './steps/typeRepair.ts';

/** Every cleaning step, in the order in which they are usually put. */
export const CLEAN_STEPS: readonly CleanStep[] = [
  missingCodes,
  tidyTexts,
  mergeLevels,
  typeRepair,
  formula,
  rules,
  duplicates,
  nearDuplicates,
  outliers,
  missingFlags,
];

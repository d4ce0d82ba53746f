import { z } from 'zod';
import type { OptionTable } from '../option.ts';
import { prepareStepSchema } from '../recipe.ts';
import type { FeatureInfo } from '../results.ts';
import type { Note } from '../notes.ts';
import { method } from './method.ts';
import type { ProjectState } from './project.ts';

export interface StepInfo {
  id: string;
  title: string;
  help: string;
  options: OptionTable;
}
export interface PreparePreview {
  features: FeatureInfo[];
  /** What each step did, in order, in words. */
  steps: { step: string; title: string; effect: string }[];
  notes: Note[];
}
export const prepareContract = {
  'prepare.catalog': method(z.strictObject({})).returns<StepInfo[]>(),
  'prepare.setSteps': method(
    z.strictObject({ steps: z.array(prepareStepSchema).max(40), label: z.string().trim().min(1).max(120).optional() }),
  ).returns<ProjectState>(),
  'prepare.preview': method(z.strictObject({})).job<PreparePreview>(),
};

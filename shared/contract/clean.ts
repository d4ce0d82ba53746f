import { z } from 'zod';
import type { CellValue, ColumnKind, ColumnRole } from '../columns.ts';
import { prepareStepSchema } from '../recipe.ts';
import type { StepReport } from '../results.ts';
import { method } from './method.ts';
import type { StepInfo } from './prepare.ts';
import type { ProjectState } from './project.ts';

const nothing = z.strictObject({});
const label = z.string().trim().min(1).max(120);

/** A column that a step can choose. */
export interface CleanColumn {
  name: string;
  kind: ColumnKind;
  role: ColumnRole;
}
/** A few of the rows that a step changed, before and after. */
export interface CleanChanges {
  /** The columns that the step found, to choose from. */
  choices: CleanColumn[];
  /** The columns shown: those that changed, new ones last. */
  columns: { name: string; isNew: boolean }[];
  rows: {
    /** 1-based row in the sheet. */
    row: number;
    before: CellValue[];
    /** Null where the row was removed. */
    after: CellValue[] | null;
  }[];
}
/** A level that is perhaps another one, spelled differently. */
export interface LevelProposal {
  from: string;
  to: string;
  nFrom: number;
  nTo: number;
  /** 1 where only case, spaces, punctuation or accents differ. */
  similarity: number;
}
/** Two customers that look like one. */
export interface CustomerPair {
  /** How the step names the later and the earlier of them. */
  from: string;
  to: string;
  /** 1-based rows in the sheet. */
  rowFrom: number;
  rowTo: number;
  /** 0 to 1. */
  score: number;
  /** What they were compared by, column by column. */
  fields: {
    column: string;
    from: CellValue;
    to: CellValue;
    /** Likeness of the field that the column belongs to, 0 to 1; null where one of them has no value. */
    likeness: number | null;
  }[];
}
export interface CleanPreview {
  /** One per step of the recipe, in order. */
  steps: (StepReport & { changes: CleanChanges })[];
  /** Customers before the first step and after the last. */
  nRowsBefore: number;
  nRows: number;
  /** What a further step would find. */
  choices: CleanColumn[];
}

export const cleanContract = {
  'clean.catalog': method(nothing).returns<StepInfo[]>(),
  'clean.setSteps': method(
    z.strictObject({ steps: z.array(prepareStepSchema).max(100), label: label.optional() }),
  ).returns<ProjectState>(),
  /** Adds a step at the end, as suggestions of other screens do. */
  'clean.addStep': method(z.strictObject({ step: prepareStepSchema, label: label.optional() })).returns<ProjectState>(),
  /** Levels of a column that are perhaps one, as the step at `index` finds them. */
  'clean.suggest': method(
    z.strictObject({ index: z.number().int().min(0).max(100), column: z.string().min(1).max(400) }),
  ).returns<LevelProposal[]>(),
  /** Customers that look like one, as the step at `index` finds them before it folds any; best first, at most 200. */
  'clean.suggestCustomers': method(z.strictObject({ index: z.number().int().min(0).max(100) })).job<CustomerPair[]>(),
  'clean.preview': method(nothing).job<CleanPreview>(),
};

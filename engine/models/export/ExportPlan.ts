import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';

/** What another format must say: how columns become numbers, what is made of these, and what is done to the answer. No format in it. */
export interface ExportPlan {
  readonly title: string;
  /** The Tessera that saved the model. */
  readonly appVersion: string;
  readonly inputs: readonly ExportInput[];
  /** In an order in which each is made of inputs and of those before it. */
  readonly derived: readonly DerivedNumber[];
  readonly body: ExportBody;
  /** What is made of the body's answer, called ANSWER, one after the other; the last is what the model says. */
  readonly outputs: readonly DerivedNumber[];
}
/** Name of what the body answers, among the outputs. */
export const ANSWER = 'answer';

export interface ExportInput {
  /** As the column is called in the file that the model was made on. */
  readonly name: string;
  readonly kind: 'number' | 'boolean' | 'date' | 'category';
  /** Levels beyond these are missing; null where every level means something. */
  readonly levels: readonly string[] | null;
  /** Values that stand for missing. */
  readonly missing: readonly string[];
}
export interface DerivedNumber {
  readonly name: string;
  readonly made: Expression;
}
/** Numbers made of fields: inputs, derived ones, or outputs before. Missing where a part is missing, unless said otherwise. */
export type Expression =
  | { readonly is: 'field'; readonly name: string }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'apply'; readonly how: Arithmetic; readonly of: readonly Expression[] }
  | { readonly is: 'ifMissing'; readonly field: string; readonly yes: Expression; readonly no: Expression }
  | { readonly is: 'ifNegative'; readonly field: string; readonly yes: Expression; readonly no: Expression }
  /** 1 where a field has one of the levels (or none of them), else 0; `missing` where it has none, null for missing. */
  | {
      readonly is: 'in';
      readonly field: string;
      readonly levels: readonly string[];
      readonly isNegated: boolean;
      readonly missing: number | null;
    }
  /** Days from 1970-01-01 of a date. */
  | { readonly is: 'days'; readonly field: string }
  /** Straight lines between points, ascending; level beyond the first and the last. */
  | { readonly is: 'along'; readonly field: string; readonly from: readonly number[]; readonly to: readonly number[] };
export type Arithmetic = '+' | '-' | '*' | '/' | 'min' | 'max' | 'ln' | 'exp';

export type ExportBody =
  | {
      readonly is: 'linear';
      readonly intercept: number;
      readonly terms: readonly { readonly field: string; readonly weight: number }[];
    }
  | { readonly is: 'trees'; readonly ensemble: TreeEnsemble; readonly fields: readonly TreeField[] }
  | { readonly is: 'points'; readonly basePoints: number; readonly features: readonly PointFeature[] }
  | { readonly is: 'centers'; readonly fields: readonly string[]; readonly centers: readonly Center[] };

export interface TreeField {
  readonly name: string;
  /** Null for numbers. */
  readonly levels: readonly string[] | null;
}
export interface PointFeature {
  readonly field: string;
  readonly name: string;
  /** Of which the first that holds counts. */
  readonly classes: readonly PointClass[];
  /** Where none holds: gaps, and levels that say nothing. */
  readonly otherwise: number;
}
export interface PointClass {
  readonly points: number;
  /** Numbers from here (null: from the least) and below there (null: to the greatest); levels for categories. */
  readonly from: number | null;
  readonly below: number | null;
  readonly levels: readonly string[] | null;
}
export interface Center {
  readonly id: number;
  readonly name: string;
  readonly at: readonly number[];
}

/** What a model is for and what it can be trusted with, as plain data: shown, printed and kept in its file. */
import type { Measure } from '../scoring/evaluation.ts';
import type { ColumnLeftOut } from '../scoring/result.ts';

export const MODEL_STATUSES = ['draft', 'validated', 'in use', 'retired'] as const;
export type ModelStatus = (typeof MODEL_STATUSES)[number];

export type Materiality = 'low' | 'medium' | 'high';

/** A figure of the evaluation; its interval and the customers it rests on are part of it. */
export interface CardFigure extends Measure {
  title: string;
}
export interface ModelCard {
  name: string;
  /** What it says of a customer, in a sentence. */
  purpose: string;
  /** What is predicted, one per scored event; empty where customers are only grouped. */
  targets: string[];
  /** Whom it was made on, in words. */
  population: string;
  /** Customers it was made on. */
  n: number;
  /** Which time the customers stand for, in words. */
  period: string;
  methods: string[];
  /** Columns it looks at. */
  features: string[];
  leftOut: ColumnLeftOut[];
  performance: CardFigure[];
  limits: string[];
  fairness: string[];
  /** What it keeps of the customers it was made on, so that later files can be held against it; absent where it keeps nothing. */
  reference?: string[];
  owner: string | null;
  /** How much hangs on it, by the bank's own scale; absent where nobody has said. */
  materiality?: Materiality;
  /** What it may be used for, in the owner's words; absent where nobody has said. */
  use?: string;
  status: ModelStatus;
  /** Who gave it its status, and why; absent for a draft. */
  signedOff?: { by: string; at: string; words: string };
}

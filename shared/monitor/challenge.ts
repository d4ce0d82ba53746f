/** The model in use against the same recipe fitted with later customers, on customers that neither had seen. */
import type { SwapSet } from '../scoring/evaluation.ts';
import type { Performance } from './reference.ts';

export const LEARN_FROM = ['both', 'later'] as const;
/** both: development and later customers; later: the later ones alone. */
export type LearnFrom = (typeof LEARN_FROM)[number];

export interface ModelChallenge {
  learnFrom: LearnFrom;
  eventWords: string;
  model: string;
  /** The period whose customers both are judged by, and its file. */
  label: string;
  file: { name: string; sha256: string };
  /** Customers with a known outcome that both are judged by. */
  n: number;
  nEvents: number;
  /** Development customers that the challenger learns from too. */
  nDevelopment: number;
  /** Customers that are in both files. */
  nShared: number;
  champion: Performance;
  challenger: Performance;
  /** Challenger against champion. */
  swap: SwapSet;
  /** Whether the challenger is better beyond chance. */
  isBetter: boolean;
  sentence: string;
  /** Where outcomes come from that the files do not tell, in words. */
  outcomesFrom?: string;
  /** How the comparison was made, in words. */
  protocol: string;
}

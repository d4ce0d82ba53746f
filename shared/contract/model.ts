import { z } from 'zod';
import type { ModelCard } from '../models/card.ts';
import { method } from './method.ts';

/** A model file that the engine made and holds for the window. */
export interface SavedModel {
  token: string;
  name: string;
  sizeBytes: number;
  sha256: string;
  card: ModelCard;
}
export const modelContract = {
  /** What is on show, segments, scores or both, as one file that other people and programs can rely on. */
  'model.save': method(z.strictObject({ owner: z.string().max(120).nullable() })).job<SavedModel>(),
};

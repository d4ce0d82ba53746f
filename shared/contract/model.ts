import { z } from 'zod';
import type { ModelCard, ModelStatus } from '../models/card.ts';
import { modelRecordSchema, signOffSchema, type ModelRecord, type SignOff } from '../models/record.ts';
import type { Inventory } from '../models/inventory.ts';
import { method } from './method.ts';
import { fileToken } from './project.ts';

/** A model file that the engine made and holds for the window. */
export interface SavedModel {
  token: string;
  name: string;
  sizeBytes: number;
  sha256: string;
  card: ModelCard;
}
/** What people say of the model, and whether their word is of the result on show. */
export interface ShownRecord {
  record: ModelRecord;
  status: ModelStatus;
  /** The sign-off of this very result; null where there is none. */
  standing: SignOff | null;
  /** What is on show; null where nothing is. */
  resultSha256: string | null;
}

const places = z.array(fileToken).max(100);

export const modelContract = {
  /** The models in these files and in the projects and model files beside them; read only. */
  'model.inventory': method(z.strictObject({ files: places })).job<Inventory>(),
  'model.saveInventory': method(z.strictObject({ files: places, format: z.enum(['csv', 'xlsx']) })).job<{
    token: string;
    name: string;
    sizeBytes: number;
  }>(),
  'model.record': method(z.strictObject({})).returns<ShownRecord>(),
  'model.setRecord': method(
    z.strictObject({ record: modelRecordSchema.omit({ signOffs: true }) }),
  ).returns<ShownRecord>(),
  /** @throws `model.nothing` where there is no result to sign */
  'model.signOff': method(signOffSchema.pick({ status: true, by: true, words: true })).returns<ShownRecord>(),
  /** What is on show, segments, scores or both, as one file that other people and programs can rely on. */
  'model.save': method(z.strictObject({ owner: z.string().max(120).nullable() })).job<SavedModel>(),
};

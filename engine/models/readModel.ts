import type { KeyObject } from 'node:crypto';
import { inlineRun } from './inlineRun.ts';
import type { LoadedModel } from './LoadedModel.ts';
import { loadModel } from './loadModel.ts';
import { ownKernels } from './ownKernels.ts';
import { openDocument, readDocument } from './readDocument.ts';

export interface ReadingModel {
  /** The only key whose signature is trusted; null takes any file, signed or not. */
  readonly trusted: KeyObject | null;
}

/**
 * Opens a model file: its hash, its signature and everything in it that is used are checked before it may answer.
 * @throws AppError `file.missing`, `file.unreadable`, `file.folder`, `model.notAModel`, `model.damaged`, `model.newer`, `model.unsigned`, `model.otherKey`
 */
export async function readModel(path: string, { trusted }: ReadingModel = { trusted: null }): Promise<LoadedModel> {
  const { document, identity } = await readDocument(path, trusted, inlineRun());
  return loadModel(document, identity, await ownKernels());
}

/** The same of bytes that are at hand. @param name what messages call the file */
export async function openModel(bytes: Uint8Array, name: string, trusted: KeyObject | null): Promise<LoadedModel> {
  const { document, identity } = await openDocument(bytes, name, trusted, inlineRun());
  return loadModel(document, identity, await ownKernels());
}

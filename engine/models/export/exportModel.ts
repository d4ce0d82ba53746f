import { writeFile } from 'node:fs/promises';
import { replaceFile } from '../../files/replaceFile.ts';
import { writeTextFile } from '../../files/writeTextFile.ts';
import type { ModelDocument } from '../ModelDocument.ts';
import type { ExportPlan } from './ExportPlan.ts';
import { planEvent } from './planEvent.ts';
import { planSegments } from './planSegments.ts';
import { ONNX, writeOnnx } from '../onnx/writeOnnx.ts';
import { PMML, writePmml } from '../pmml/writePmml.ts';
import { refuse } from './refuse.ts';

export const EXPORT_FORMATS = ['pmml', 'onnx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** What of a model is written: the other formats carry one answer to a file. */
export const EXPORT_PARTS = ['score', 'segments'] as const;
export type ExportPart = (typeof EXPORT_PARTS)[number];

/** @throws AppError `model.cannotExport` */
export function exportPlan(document: ModelDocument, part: ExportPart, format: string): ExportPlan {
  const { segments, events } = document;
  if (part === 'segments')
    return segments
      ? planSegments(document, segments, format)
      : refuse(format, 'segments, of which the model has none');
  return events.length > 0
    ? planEvent(document, events[0], format)
    : refuse(format, 'a score, of which the model has none');
}

/** Writes a part of a model in another format. @throws AppError `model.cannotExport`, and as files are written */
export async function exportModel(
  path: string,
  document: ModelDocument,
  part: ExportPart,
  format: ExportFormat,
): Promise<void> {
  if (format === 'pmml') return writeTextFile(path, writePmml(exportPlan(document, part, PMML)));
  const bytes = writeOnnx(exportPlan(document, part, ONNX));
  return replaceFile(path, temporary => writeFile(temporary, bytes, { flag: 'wx' }));
}

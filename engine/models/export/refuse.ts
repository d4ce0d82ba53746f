import { AppError } from '#shared/errors';
import type { ModelDocument } from '../ModelDocument.ts';

/** What a format cannot carry, by name. @throws AppError `model.cannotExport` */
export function refuse(format: string, what: string): never {
  throw new AppError('model.cannotExport', { format, what });
}

/** Cleaning steps change a table as a whole, which no other format can say. @throws AppError `model.cannotExport` */
export function refuseCleaning({ cleaning }: ModelDocument, format: string): void {
  const steps = cleaning?.fitted.steps.map(({ step }) => step) ?? [];
  if (steps.length > 0) refuse(format, `cleaning steps (${steps.join(', ')})`);
}

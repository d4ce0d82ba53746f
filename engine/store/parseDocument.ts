import type { z } from 'zod';
import { AppError } from '#shared/errors';

/**
 * Reads a JSON file of ours whose first and only version so far is 1.
 * @param what names the whole of it in the reason ("the record")
 * @throws AppError `project.damaged`, `project.newer`
 */
export function parseDocument<T>(text: string, name: string, schema: z.ZodType<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('project.damaged', { name, reason: 'it is not JSON' }, { cause: error });
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1) throw new AppError('project.newer', { name, version, supported: 1 });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('project.damaged', { name, reason: `${issue.path.join('.') || what}: ${issue.message}` });
}

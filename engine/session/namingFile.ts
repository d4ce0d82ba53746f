import { AppError, type ErrorCode } from '#shared/errors';

/** About a column that a step or a choice names and the customers do not have. */
const ABOUT_COLUMNS = [
  'clean.missingColumn',
  'prepare.missingColumn',
  'data.unknownColumn',
] as const satisfies readonly ErrorCode[];

/** Does work on the customers of a file; what it says of a column that is not there says of which file. */
export async function namingFile<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withFile(error, name);
  }
}

function withFile(error: unknown, name: string): unknown {
  if (!(error instanceof AppError)) return error;
  const code = ABOUT_COLUMNS.find(known => known === error.code);
  if (!code || 'name' in error.args) return error;
  return new AppError(code, { ...(error.args as AppError<typeof code>['args']), name }, { cause: error });
}

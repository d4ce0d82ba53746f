import { AppError, type ErrorCode } from '#shared/errors';

/** What a promise that must fail says. */
export async function codeOf(work: Promise<unknown>): Promise<{ code: ErrorCode; args: unknown }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return { code: error.code, args: error.args };
}

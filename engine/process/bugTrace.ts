/**
 * Where a defect happened, without its message: messages may quote what was in a cell, and a log must not.
 */
export function bugTrace(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  const cause = error.cause === undefined ? [] : [`  caused by ${bugTrace(error.cause)}`];
  return [error.name, ...frames, ...cause].join('\n');
}

import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';

/** The workbook breaks the rules of its own format. */
export function damaged(name: string, part: string, reason: string, cause?: unknown): AppError {
  return new AppError('xlsx.damaged', { name, part, reason }, { cause });
}

/** The workbook is larger than what is read. */
export function beyondLimit(name: string, what: string, allowed: string, got: string): AppError {
  return new AppError('xlsx.limit', { name, what, allowed, got });
}

/** 1610612736 as "1,536 MB". */
export function megabytes(bytes: number): string {
  return `${formatCount(Math.ceil(bytes / 2 ** 20))} MB`;
}

/** What is wrong with a part, in words; whoever knows the part's name makes an AppError of it. */
export class PartProblem extends Error {}

/** A part goes beyond what is read; as PartProblem. */
export class PartLimit extends Error {
  readonly what: string;
  readonly allowed: string;
  readonly got: string;
  constructor(what: string, allowed: string, got: string) {
    super(`${what}: ${got}`);
    this.what = what;
    this.allowed = allowed;
    this.got = got;
  }
}

/** @returns `xlsx.limit` or `xlsx.damaged` for what is wrong inside a part; everything else as it is */
export function inPart(name: string, part: string, error: unknown): unknown {
  if (error instanceof PartLimit)
    return beyondLimit(name, `${error.what} in the part ${part}`, error.allowed, error.got);
  if (error instanceof PartProblem) return damaged(name, part, error.message, error);
  const isDecoding =
    error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
  return isDecoding ? damaged(name, part, 'its text does not follow the encoding it names', error) : error;
}

import { inPart, PartProblem } from '../xlsx/problems.ts';

/** As inPart, for parts of binary records: reading beyond their bytes is damage too. */
export function inRecords(name: string, part: string, error: unknown): unknown {
  const isBeyond =
    error instanceof RangeError &&
    'code' in error &&
    (error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_BUFFER_OUT_OF_BOUNDS');
  return inPart(name, part, isBeyond ? new PartProblem('a record is cut off') : error);
}

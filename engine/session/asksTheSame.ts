import { formatReading, type Reading } from '#shared/reading';
import type { ReadFile } from './SourceFile.ts';

/** Whether the cells of a file are those that a reading asks for. How numbers are written matters only where they were text in the file. */
export function asksTheSame({ asked, raw }: Pick<ReadFile, 'asked' | 'raw'>, reading: Reading): boolean {
  const { decimalMark } = raw.separator === null ? asked : reading;
  return JSON.stringify(asked) === JSON.stringify({ ...formatReading(reading), decimalMark });
}

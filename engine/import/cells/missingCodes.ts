import { dayNumber } from '../../table/cellValue.ts';
import { CELL_DATE, CELL_NUMBER } from '../../table/RawTable.ts';
import { parseNumber } from './parseNumber.ts';
import { tidyText } from './tidyText.ts';

/** Values that a person declared to mean "missing" in one column. */
export interface MissingCodes {
  isCode(kind: number, value: number): boolean;
  isCodeText(tidy: string): boolean;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Codes are compared as numbers where both are numbers, so that 999 is 999.0; as days where they are written 1900-01-01; else as words without case. */
export function missingCodes(codes: readonly string[]): MissingCodes | null {
  if (codes.length === 0) return null;
  const tidied = codes.map(tidyText);
  const { numbers, days } = codeValues(codes);
  const words = new Set(tidied.map(code => code.toLowerCase()));
  return {
    isCode: (kind, value) => (kind === CELL_NUMBER && numbers.has(value)) || (kind === CELL_DATE && days.has(value)),
    isCodeText: tidy => words.has(tidy.toLowerCase()) || (tidy.length <= 60 && numbers.has(asNumber(tidy))),
  };
}

/** What codes are as numbers and as days since 1970-01-01, each without those that are none. */
export function codeValues(codes: readonly string[]): {
  readonly numbers: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
} {
  const tidied = codes.map(tidyText);
  return {
    numbers: new Set(tidied.map(asNumber).filter(value => !Number.isNaN(value))),
    days: new Set(tidied.filter(code => ISO_DAY.test(code)).map(dayNumber)),
  };
}

function asNumber(text: string): number {
  return parseNumber(text, '.') + 0;
}

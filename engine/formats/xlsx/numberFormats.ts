import { SHOWS_DATE, SHOWS_NUMBER, SHOWS_TIME } from '../../kernels/ReadCells.ts';

const BUILT_IN_TIMES = new Set([18, 19, 20, 21, 45, 47]);

/** Built-in formats, the East Asian ones included. Source: ECMA-376 part 1, section 18.8.30. */
export function builtInFormat(id: number): number {
  if (BUILT_IN_TIMES.has(id)) return SHOWS_TIME;
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? SHOWS_DATE : SHOWS_NUMBER;
}

/**
 * Reads a format code such as `[$-409]d\-mmm\-yy;@`. Only the section for positive numbers counts. Elapsed time ([h]:mm) is a duration
 * in days, not a date.
 */
export function customFormat(code: string): number {
  if (/\[(h+|m+|s+)\]/i.test(firstSection(code, true))) return SHOWS_NUMBER;
  const section = firstSection(code, false).replace(/general|standard/gi, '');
  if (/[dy]/i.test(section)) return SHOWS_DATE;
  if (/am\/pm|a\/p/i.test(section) || /[hs]/i.test(section)) return SHOWS_TIME;
  return /m/i.test(section) ? SHOWS_DATE : SHOWS_NUMBER;
}

/** The code up to the first section separator, without quoted text, escaped characters, fillers and (unless kept) brackets. */
function firstSection(code: string, keepBrackets: boolean): string {
  let section = '';
  for (let at = 0; at < code.length; at++) {
    const character = code[at];
    if (character === ';') break;
    if (character === '\\' || character === '_' || character === '*') at++;
    else if (character === '"' || (character === '[' && !keepBrackets)) {
      const end = code.indexOf(character === '"' ? '"' : ']', at + 1);
      if (end < 0) break;
      at = end;
    } else section += character;
  }
  return section;
}

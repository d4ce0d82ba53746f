import { SHOWS_TIME } from '../ReadCells.ts';

/** Days from the origin of each date system to 1970-01-01. */
const OFFSET_1900 = 25_569;
const OFFSET_1904 = 24_107;
/** Serial 60 of the 1900 system is 29 February 1900, a day that never was. */
const FALSE_LEAP_DAY = 60;
/** 31 December 9999. */
const LAST_1900 = 2_958_466;

/**
 * A serial date as days since 1970-01-01 UTC. The false leap day becomes 28 February 1900.
 * Source: ECMA-376 part 1, section 18.17.4.1.
 * @returns NaN when Excel would not show a date: negative, after 9999, or a bare time of day
 */
export function serialToDays(serial: number, is1904: boolean, shows: number): number {
  if (!(serial >= 0)) return NaN;
  if (shows === SHOWS_TIME && serial < 1) return NaN;
  if (is1904) return serial < LAST_1900 - 1462 ? serial - OFFSET_1904 : NaN;
  if (serial >= LAST_1900) return NaN;
  return serial < FALSE_LEAP_DAY ? serial - OFFSET_1900 + 1 : serial - OFFSET_1900;
}

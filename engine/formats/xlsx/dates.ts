import { SHOWS_TIME } from './numberFormats.ts';

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
export function serialToDays(serial: number, dateSystem: 1900 | 1904, shows: number): number {
  if (!(serial >= 0)) return NaN;
  if (shows === SHOWS_TIME && serial < 1) return NaN;
  if (dateSystem === 1904) return serial < LAST_1900 - 1462 ? serial - OFFSET_1904 : NaN;
  if (serial >= LAST_1900) return NaN;
  return serial < FALSE_LEAP_DAY ? serial - OFFSET_1900 + 1 : serial - OFFSET_1900;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d)?)?$/;

/** "2024-03-01" or "2024-03-01T12:30:00" as days since 1970-01-01 UTC; NaN when it is not such a date. */
export function isoToDays(text: string): number {
  const match = ISO.exec(text.trim());
  if (!match) return NaN;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (Number(year) < 1000 || new Date(midnight).getUTCDate() !== Number(day) || Number(month) > 12) return NaN;
  return midnight / 86_400_000 + Number(hour) / 24 + Number(minute) / 1440 + Number(second) / 86_400;
}

/** Last serial that is read as a day: 2099-12-31 in the 1900 system. */
export const LAST_SERIAL = 73_050;

/**
 * An Excel serial to days since 1970-01-01 UTC. The 1900 system counts a 29 February 1900 that never was (serial 60): it is read
 * as 28 February.
 */
export function serialToDay(serial: number, system: 1900 | 1904): number {
  if (system === 1904) return serial - 24_107;
  if (serial >= 61) return serial - 25_569;
  return serial >= 60 ? -25_509 + (serial - 60) : serial - 25_568;
}

export function isSerial(value: number): boolean {
  return value >= 1 && value <= LAST_SERIAL;
}

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

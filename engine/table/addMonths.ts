const MS_PER_DAY = 86_400_000;

/**
 * The day so many calendar months later or earlier; where that month is shorter, its last day: one month after 31 January is 28 February.
 * @param day whole days since 1970-01-01 UTC
 */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * MS_PER_DAY);
  const wanted = date.getUTCDate();
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
  lastOfMonth.setUTCDate(Math.min(wanted, lastOfMonth.getUTCDate()));
  return lastOfMonth.getTime() / MS_PER_DAY;
}

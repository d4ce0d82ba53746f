import { formatCompact } from '#shared/format';

/** Round values over a range, at most seven, written as the values beside the marks are: "20 M". @param least smallest step, 1 for what is counted */
export function compactTicks(
  low: number,
  high: number,
  least = 0,
  text: (value: number) => string = formatCompact,
): { tickvals: number[]; ticktext: string[] } {
  const span = Math.max(high - low, least) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = Math.max(least, [1, 2, 5, 10].map(times => times * power).find(size => span / size <= 6) ?? 10 * power);
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  const tickvals = Array.from({ length: Math.max(0, last - first + 1) }, (_none, i) => (first + i) * step);
  return { tickvals, ticktext: tickvals.map(text) };
}

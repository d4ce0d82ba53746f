import { formatThings } from '../format.ts';
import type { WindowSummary } from './window.ts';

/** What the window asked and whom it left aside, in sentences. */
export function windowSentences({ observed, outcomeMonths, until, eventDate, ...counts }: WindowSummary): string {
  const { nOpen, nBefore, nLater, nUndated, nUnobserved } = counts;
  const asked = `Customers are looked at on ${observed}; the event counts for ${formatThings(outcomeMonths, 'month')} after that${eventDate === null ? '' : `, by the day in ${eventDate}`}. Outcomes are known up to ${until}.`;
  const aside = [
    [nOpen, 'whose months were not over by then'],
    [nBefore, 'who had the event before they were looked at'],
    [nUndated, 'who had the event on a day that is not known'],
    [nUnobserved, 'without a day on which to look at them'],
  ] as const;
  const parts = aside.filter(([n]) => n > 0).map(([n, who]) => `${formatThings(n, 'customer')} ${who}`);
  const left = parts.length === 0 ? '' : ` Left aside: ${parts.join(', ')}.`;
  const later = nLater === 0 ? '' : ` ${formatThings(nLater, 'customer')} had the event later and count as without it.`;
  return `${asked}${left}${later}`;
}

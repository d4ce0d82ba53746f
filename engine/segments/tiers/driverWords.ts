import { formatNumber } from '#shared/format';
import type { TierDriver } from '#shared/recipe';
import { columnWords } from '../../explain/columnWords.ts';
import { endsInNumber } from '../../explain/measuredWords.ts';
import { conceptOf } from '../../import/dictionary/conceptOf.ts';

/** Inside a sentence: "Alerts" becomes "alerts", "PEP status" stays, and what is called after its column gets the words of the column. */
export function driverWords({ title, column }: TierDriver): string {
  return title === column ? columnWords(column) : capitalless(title);
}

/** A title inside a sentence: "Alerts" becomes "alerts", "PEP status" and "CTR match" stay. */
export function capitalless(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** "volumes 2.8 times the declared", and of any other two columns "balance 1.7 times estimated salary" or "bill amount 1 at 2 times limit balance". */
export function ratioWords(driver: TierDriver, times: string): string {
  if (isDeclaredVolume(driver)) return `volumes ${times} times the declared`;
  const words = columnWords(driver.column);
  return `${endsInNumber(words) ? `${words} at` : words} ${times} times ${columnWords(driver.against ?? '')}`;
}

/** One customer's ratio: "3 times the declared 500,000", "1.2 times the 50,000 of EstimatedSalary". */
export function ratioOf(driver: TierDriver, value: number, divisor: number): string {
  const isDeclared = isDeclaredVolume(driver);
  const by = formatNumber(divisor);
  if (divisor === 0) return `${formatNumber(value)} against ${isDeclared ? '0 declared' : `0 of ${driver.against}`}`;
  return `${formatNumber(value / divisor)} times the ${isDeclared ? `declared ${by}` : `${by} of ${driver.against}`}`;
}

function isDeclaredVolume({ id, column, against }: TierDriver): boolean {
  if (id === 'volumeRatio') return true;
  return conceptOf(column)?.id === 'actualVolume' && against !== null && conceptOf(against)?.id === 'expVolume';
}

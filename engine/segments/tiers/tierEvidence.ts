import { formatCompared, formatNumber, formatPercent, formatPercents } from '#shared/format';
import type { TierDriver, TierRule } from '#shared/recipe';
import { TIERS, type Tier } from '#shared/results';
import { columnWords } from '../../explain/columnWords.ts';
import { beforeValue } from '../../explain/measuredWords.ts';
import { driverWords, ratioWords } from './driverWords.ts';
import type { DriverSums, Scored } from './scoreCustomers.ts';
import { totalWeight } from './scoreCustomers.ts';

/** A mean of points this much above or below the book's, in points of the score, is worth a word. */
const WORTH_NAMING = 0.5;

/** How a group of customers stands on one driver against the whole book. */
export interface DriverEvidence {
  readonly driver: TierDriver;
  /** Means are said in percent. */
  readonly isPercent?: boolean;
  /** share of yes, sum over sum for a ratio, else the mean */
  readonly group: number;
  readonly book: number;
  /** Points of the score that this driver adds to the group beyond the book's average. */
  readonly lift: number;
}

/** Evidence of the cells a test picks, by what lifts the score most up (or, for `direction` −1, down). */
export function evidenceOf(
  scored: Scored,
  rule: TierRule,
  isIn: (segment: number, tier: Tier) => boolean,
  direction: 1 | -1,
): DriverEvidence[] {
  const weight = totalWeight(rule);
  return scored.sums
    .map((sums, d) => {
      const driver = rule.drivers[d];
      const group = addUp(sums, cell => isIn(Math.floor(cell / TIERS.length), TIERS[cell % TIERS.length]));
      const book = addUp(sums, () => true);
      const lift = (100 * driver.weight * (group.points / group.known - book.points / book.known)) / weight;
      return { driver, isPercent: sums.isPercent, group: levelOf(driver, group), book: levelOf(driver, book), lift };
    })
    .filter(evidence => Number.isFinite(evidence.lift) && evidence.lift * direction >= WORTH_NAMING)
    .sort((a, b) => (b.lift - a.lift) * direction);
}

interface Total {
  known: number;
  value: number;
  declared: number;
  points: number;
}

function addUp(sums: DriverSums, isIn: (cell: number) => boolean): Total {
  const total: Total = { known: 0, value: 0, declared: 0, points: 0 };
  for (let cell = 0; cell < sums.known.length; cell++) {
    if (!isIn(cell)) continue;
    total.known += sums.known[cell];
    total.value += sums.value[cell];
    total.declared += sums.declared[cell];
    total.points += sums.points[cell];
  }
  return total;
}

function levelOf(driver: TierDriver, { known, value, declared }: Total): number {
  return driver.measure === 'ratio' ? value / declared : value / known;
}

/** "PEP status for 71.0 % against 3.0 %". */
export function evidencePhrase({ driver, isPercent = false, group, book }: DriverEvidence, against = ''): string {
  if (driver.measure === 'flag' && driver.lowIsRisky)
    return `${columnWords(driver.column)} for ${formatPercent(group)} against ${formatPercent(book)}${against}`;
  if (driver.measure === 'flag')
    return `${driverWords(driver)} for ${formatPercent(group)} against ${formatPercent(book)}${against}`;
  const isRatio = driver.measure === 'ratio';
  const [inGroup, inBook] = isPercent && !isRatio ? formatPercents(group, book) : formatCompared(group, book);
  if (isRatio) return `${ratioWords(driver, inGroup)} against ${inBook}${against}`;
  const words = driver.measure === 'count' ? driverWords(driver) : columnWords(driver.column);
  const average = words.startsWith('average ') ? words : `average ${words}`;
  return `${beforeValue(average)} ${inGroup} against ${inBook}${against}`;
}

/** Short, for the headline: "PEP status", "volumes 2.8 times the declared", "1.9 alerts on average". */
export function evidenceWords({ driver, group }: DriverEvidence): string {
  if (driver.measure === 'ratio') return ratioWords(driver, formatNumber(group));
  if (driver.measure === 'count' && driver.id === 'numAlerts') {
    const shown = formatNumber(group);
    return `${shown} ${shown === '1' ? 'alert' : 'alerts'} on average`;
  }
  if (driver.measure === 'rank') return `${driver.lowIsRisky ? 'low' : 'high'} ${columnWords(driver.column)}`;
  if (driver.title !== driver.column) return driverWords(driver);
  if (driver.measure === 'flag') return `"${driver.lowIsRisky ? 'no' : 'yes'}" in ${driver.column}`;
  return driver.lowIsRisky ? `low ${driverWords(driver)}` : driverWords(driver);
}

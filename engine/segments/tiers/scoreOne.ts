import { formatNumber, formatQuantity } from '#shared/format';
import type { TierDriver, TierRule } from '#shared/recipe';
import type { Assignment, Tier } from '#shared/results';
import { findColumn, isInPercent, type Table } from '../../table/Column.ts';
import { ratioOf } from './driverWords.ts';
import { driverReader, rankCutsFor, type RankCuts } from './driverReader.ts';
import { hasTiers, tierOf, totalWeight } from './scoreCustomers.ts';

/** The score of one row by the rule, ranks taken against the whole book, with the points of each driver (they add up to the score). */
export function scoreOne(
  table: Table,
  row: number,
  book: Table,
  rule: TierRule,
  knownCuts?: RankCuts,
): { score: number; tier: Tier; parts: Assignment['scoreParts'] } {
  if (!hasTiers(rule)) return { score: 0, tier: 'None', parts: [] };
  const rankCuts = rankCutsFor(book, rule.drivers, knownCuts);
  const weight = totalWeight(rule);
  let sum = 0;
  const parts = rule.drivers.map(driver => {
    const { value, declared, share } = readDriver(table, row, driver, rankCuts);
    if (share > 0) sum += share * driver.weight;
    const points = share > 0 ? (100 * share * driver.weight) / weight : 0;
    const isPercent = isInPercent(findColumn(book, driver.column));
    const text = valueText(driver, value, declared, share, isPercent);
    return { driver: driver.title, points, weight: driver.weight, value: text };
  });
  const score = (100 * sum) / weight;
  return { score, tier: tierOf(score, rule), parts };
}

function readDriver(table: Table, row: number, driver: TierDriver, rankCuts: RankCuts) {
  const [value, declared, share] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
  driverReader(table, driver, rankCuts).read(row, row + 1, value, declared, share);
  return { value: value[0], declared: declared[0], share: share[0] };
}

function valueText(driver: TierDriver, value: number, declared: number, points: number, isPercent: boolean): string {
  const { measure, lowIsRisky } = driver;
  const share = lowIsRisky ? 1 - points : points;
  if (Number.isNaN(share)) return 'missing';
  if (measure === 'flag') return value > 0 ? 'yes' : 'no';
  const own = formatQuantity(value, isPercent ? 'percent' : 'number');
  if (measure === 'rank') return `${own}, above ${formatNumber(share * 100)} % of the book`;
  if (measure === 'count') return own;
  return ratioOf(driver, value, declared);
}

import { formatFixed, formatPercent } from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
import { LIGHTS, type Light } from '#shared/monitor/result';

/** The light of a size by its two limits. */
export function lightOf(size: number, { amber, red }: { amber: number; red: number }): Light {
  if (size >= red) return 'red';
  return size >= amber ? 'amber' : 'green';
}

export function worst(lights: readonly Light[]): Light {
  return LIGHTS[Math.max(0, ...lights.map(light => LIGHTS.indexOf(light)))];
}

/** The light of the whole: one column alone makes it amber and not red. */
export function overallLight(
  columns: readonly Light[],
  others: readonly Light[],
  { columnsRed }: Pick<Monitoring, 'columnsRed'>,
): Light {
  const nRed = columns.filter(light => light === 'red').length;
  if (nRed > 0 && nRed >= columnsRed * columns.length) return 'red';
  const ofColumns = worst(columns) === 'green' ? 'green' : 'amber';
  return worst([...others, ofColumns]);
}

/** The rule of the light in words, one sentence per part. */
export function ruleInWords(rule: Monitoring): string[] {
  const points = (share: number) => `${formatFixed(share * 100, 0)} points`;
  const pair = ({ amber, red }: { amber: number; red: number }, text: (value: number) => string) =>
    `amber from ${text(amber)}, red from ${text(red)}`;
  const percent = (share: number) => formatPercent(share, 0);
  const two = (value: number) => formatFixed(value, 2);
  return [
    `A column, the score or the segments by their stability index (PSI, of the known values): ${pair(rule.psi, two)}, and only where chance does not explain it (p below ${two(rule.significance)}).`,
    `A column also by the change of its share of missing values: ${pair(rule.missing, points)}; by customers with levels never seen before: ${pair(rule.newLevels, percent)}; and by customers outside the range of development: ${pair(rule.outOfRange, percent)}. The p-values of all questions about all columns are corrected together by Holm’s method.`,
    `Performance by how far the ROC-AUC lies below development: ${pair(rule.aucDrop, two)}; and by how far happened over foretold events lies from 1: ${pair(rule.calibration, two)}; both only where p is below ${two(rule.significance)}. An estimate without outcomes gives amber at most.`,
    `The whole is red where score, performance or segments are red, or at least ${percent(rule.columnsRed)} of the columns; amber where anything else is not green.`,
  ];
}

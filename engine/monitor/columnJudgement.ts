import {
  formatCompared,
  formatCount,
  formatFixed,
  formatNumber,
  formatPercent,
  formatThings,
  joinWords,
} from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
import type { ColumnDrift, Light, StabilityIndex } from '#shared/monitor/result';
import { lightOf, worst } from './lights.ts';

export type JudgedColumn = Omit<ColumnDrift, 'light' | 'sentences'>;
interface Judged {
  readonly light: Light;
  readonly sentence: string;
}

/** New levels that a sentence names. */
const MOST_NAMED = 3;
/** Means that moved by less of the standard deviation at development than this are not worth a word. */
const SMALL_MOVE = 0.1;

/** The light of a column and a sentence for each thing about it that is not green. */
export function columnJudgement(column: JudgedColumn, rule: Monitoring): Pick<ColumnDrift, 'light' | 'sentences'> {
  const found = [
    ...withoutValues(column),
    ...byIndex(column, rule),
    ...byMissing(column, rule),
    ...byNewLevels(column, rule),
    ...byRange(column, rule),
  ];
  const sentences = found.filter(({ light }) => light !== 'green').map(({ sentence }) => sentence);
  if (sentences.length > 0) return { light: worst(found.map(({ light }) => light)), sentences };
  const { index } = column;
  const calm = index
    ? `${column.column} has not changed clearly: ${indexWords(index)}.`
    : `${column.column} has the same single value as before.`;
  return { light: 'green', sentences: [calm] };
}

/** "PSI 0.31, where chance gives 0.02 on average". */
export function indexWords({ value, expected }: StabilityIndex): string {
  const [is, chance] = [formatIndex(value), formatIndex(expected)];
  return `PSI ${is}, where chance gives ${chance} on average`;
}

export function formatIndex(value: number): string {
  return value < 0.1 ? formatFixed(value, 3) : formatFixed(value, 2);
}

/** "p < 0.001". */
export function chanceWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${formatFixed(p, 3)}`;
}

function withoutValues({ column, missing, index, bins }: JudgedColumn): Judged[] {
  const [had, has] = [missing.before.value < 1, missing.now.value < 1];
  if (had && !has && bins.length === 0)
    return [{ light: 'red', sentence: `${column} is of another kind than at development and cannot be compared.` }];
  if (had && !has)
    return [{ light: 'red', sentence: `${column} has no values in this file; it had some at development.` }];
  if (!had && has && index)
    return [{ light: 'red', sentence: `${column} has values now; it had none at development.` }];
  return [];
}

/** Whether chance does not explain what was seen, all questions about all columns taken together. */
function isBeyondChance(p: number | null, { significance }: Monitoring): boolean {
  return p !== null && p < significance;
}

function byIndex({ column, index, corrected, means, bins, missing }: JudgedColumn, rule: Monitoring): Judged[] {
  if (!index || !isBeyondChance(corrected.index, rule) || missing.now.value === 1) return [];
  const light = lightOf(index.value, rule.psi);
  const how = light === 'red' ? 'has changed much' : 'has changed';
  const detail = means && movedMean(means) ? meanWords(means) : largestMove(bins);
  return [{ light, sentence: `${column} ${how}: ${indexWords(index)}; ${detail}.` }];
}

function movedMean({ before, now, sdBefore }: NonNullable<JudgedColumn['means']>): boolean {
  return sdBefore !== null && Math.abs(now - before) >= SMALL_MOVE * sdBefore;
}

function meanWords({ before, now }: NonNullable<JudgedColumn['means']>): string {
  const [was, is] = formatCompared(before, now);
  return `its mean went from ${was} to ${is}`;
}

/** The bin whose share changed most. */
function largestMove(bins: JudgedColumn['bins']): string {
  const n = bins.reduce((sum, { before }) => sum + before, 0);
  const m = bins.reduce((sum, { now }) => sum + now, 0);
  const moved = bins.map(({ label, before, now }) => ({ label, was: before / n, is: now / m }));
  const [most] = moved.sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was));
  return `“${most.label}” went from ${formatPercent(most.was)} to ${formatPercent(most.is)} of customers`;
}

function byMissing({ column, missing, corrected }: JudgedColumn, rule: Monitoring): Judged[] {
  const { before, now, change } = missing;
  if (now.value === 1 || before.value === 1 || !isBeyondChance(corrected.missing, rule)) return [];
  const light = lightOf(Math.abs(change.value), rule.missing);
  const values = `${formatPercent(before.value)} to ${formatPercent(now.value)}`;
  return [
    {
      light,
      sentence: `${change.value > 0 ? 'More' : 'Fewer'} values of ${column} are missing: from ${values}.`,
    },
  ];
}

function byNewLevels({ column, newLevels, corrected }: JudgedColumn, rule: Monitoring): Judged[] {
  if (!newLevels || !isBeyondChance(corrected.newLevels, rule)) return [];
  const { share, n, levels } = newLevels;
  const named = levels.slice(0, MOST_NAMED).map(level => `“${level}”`);
  const list = n > named.length ? `${named.join(', ')} and ${formatCount(n - named.length)} more` : joinWords(named);
  const whose =
    share.value === 1 ? 'no customer has a level of development' : `${formatPercent(share.value)} of customers`;
  return [
    {
      light: lightOf(share.value, rule.newLevels),
      sentence: `${column} has ${formatThings(n, 'level')} never seen before (${list}): ${whose}.`,
    },
  ];
}

function byRange({ column, outOfRange, corrected }: JudgedColumn, rule: Monitoring): Judged[] {
  if (!outOfRange || !isBeyondChance(corrected.outOfRange, rule)) return [];
  const { share, below, above, low, high } = outOfRange;
  const range = `${formatNumber(low)} to ${formatNumber(high)}`;
  return [
    {
      light: lightOf(share.value, rule.outOfRange),
      sentence: `${formatPercent(share.value)} of the values of ${column} lie outside ${range}, the range of development (${formatCount(below)} below, ${formatCount(above)} above).`,
    },
  ];
}

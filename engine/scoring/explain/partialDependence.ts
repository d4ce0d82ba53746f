import type { DependencePoint, PartialDependence } from '#shared/scoring/explanation';
import { formatCount, formatNumber, formatPercent } from '#shared/format';
import { capitalized } from '../../explain/columnWords.ts';
import { quantile, sortedKnown } from '../../explain/quantile.ts';
import { rowsToLookAt } from '../../explain/stratifiedFolds.ts';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { selectFeatureRows, type Feature, type FeatureTable } from '../../table/FeatureTable.ts';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import type { PlannedFeature } from '../features.ts';
import { featureWords, isYesNo } from './featureWords.ts';
import type { Scorer } from './importance.ts';

export const MOST_POINTS = 40;
/** Customers that the curve is a mean of. */
const MOST_ROWS = 1000;
const MOST_SINGLE = 50;
/** Rows that are answered at once. */
const ROWS_AT_ONCE = 20_000;
const GAP = null;

/** A value that everyone is given: a number, the code of a level, or a gap. */
type Setting = number | null;
/** The values that a feature is set to, and how many customers are at or next to each. */
interface Grid {
  readonly settings: readonly Setting[];
  readonly counts: readonly number[];
  /** Levels that are left out. */
  readonly left: number;
}

/**
 * Partial dependence on one feature, with single customers (ICE): its value is set to each of a number of points for every customer of a sample, and
 * the model is asked; as scikit-learn's `partial_dependence(method='brute')`. Numbers at their distinct values or, above 40, at quantiles; the most
 * frequent levels; a gap is a point of its own. Customers who do not exist are asked about where features hang together.
 * @param score must answer with probabilities
 * @param feature its place among the features
 * @throws Cancelled
 * Cost: points × sampled rows predictions. Sources: Friedman (2001), doi:10.1214/aos/1013203451; Goldstein et al. (2015),
 * doi:10.1080/10618600.2014.907095.
 */
export async function partialDependence(
  { score, x, planned, feature }: { score: Scorer; x: FeatureTable; planned: PlannedFeature; feature: number },
  run: Run,
  mostRows = MOST_ROWS,
): Promise<PartialDependence> {
  const own = x.features[feature];
  const grid = own.kind === 'number' ? numberGrid(own.values) : levelGrid(own.codes, own.levels.length);
  const rows = rowsToLookAt(x.nRows, mostRows, run.stream('partialDependence'));
  const answers = await answersAt(grid.settings, { score, x: selectFeatureRows(x, rows), feature }, run);
  const points = grid.settings.map((setting, i): DependencePoint => {
    const sum = answers[i].reduce((total, answer) => total + answer, 0);
    const share = x.nRows > 0 ? grid.counts[i] / x.nRows : NaN;
    return { ...pointOf(planned, own, setting), n: grid.counts[i], share, mean: sum / rows.length };
  });
  const shown = rowsSpread(rows.length);
  return {
    feature: planned.name,
    column: planned.column,
    points,
    single: shown.map(row => answers.map(answer => answer[row])),
    left: grid.left,
    n: rows.length,
    of: x.nRows,
    seed: run.seed,
    sentence: sentenceOf(planned, points),
  };
}

/** [setting][row], what the model answers when the feature of every row is set so. */
export async function answersAt(
  settings: readonly Setting[],
  { score, x, feature }: { score: Scorer; x: FeatureTable; feature: number },
  run: Run,
): Promise<Float64Array[]> {
  const quiet: Run = { ...run, progress: () => undefined };
  const atOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / Math.max(1, x.nRows)));
  const answers: Float64Array[] = [];
  for (let from = 0; from < settings.length; from += atOnce) {
    run.progress(from, settings.length, 'Partial dependence');
    await pause(run);
    const some = settings.slice(from, from + atOnce);
    const rows = Int32Array.from({ length: x.nRows * some.length }, (_none, i) => i % x.nRows);
    const { nRows, features } = selectFeatureRows(x, rows);
    const set = settingOf(features[feature], some, x.nRows);
    const found = await score({ nRows, features: features.with(feature, set) }, quiet);
    some.forEach((_setting, i) => answers.push(found.slice(i * x.nRows, (i + 1) * x.nRows)));
  }
  return answers;
}

function settingOf(feature: Feature, settings: readonly Setting[], nRows: number): Feature {
  if (feature.kind === 'number') {
    const values = sharedFloat64(nRows * settings.length);
    settings.forEach((setting, i) => values.fill(setting ?? NaN, i * nRows, (i + 1) * nRows));
    return { ...feature, values };
  }
  const codes = sharedInt32(nRows * settings.length);
  settings.forEach((setting, i) => codes.fill(setting ?? -1, i * nRows, (i + 1) * nRows));
  return { ...feature, codes };
}

function numberGrid(values: Float64Array): Grid {
  const sorted = sortedKnown(values);
  const distinct = distinctOf(sorted, MOST_POINTS);
  const settings = distinct ?? distinctOf(quantilesOf(sorted), MOST_POINTS) ?? [];
  const counts = settings.map(() => 0);
  let at = 0;
  for (const value of sorted) {
    while (at + 1 < settings.length && value - settings[at] > settings[at + 1] - value) at++;
    counts[at]++;
  }
  return withGap(settings, counts, values.length - sorted.length, 0);
}

function quantilesOf(sorted: Float64Array): Float64Array {
  return Float64Array.from({ length: MOST_POINTS }, (_none, i) => quantile(sorted, i / (MOST_POINTS - 1)));
}

/** The distinct values; null when there are more than `most`. */
function distinctOf(sorted: Float64Array, most: number): number[] | null {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    if (distinct.length === most) return null;
    distinct.push(sorted[i]);
  }
  return distinct;
}

function levelGrid(codes: Int32Array, nLevels: number): Grid {
  const counts = new Float64Array(nLevels);
  let missing = 0;
  for (const code of codes)
    if (code < 0) missing++;
    else counts[code]++;
  const present = Array.from(counts.keys()).filter(code => counts[code] > 0);
  const order = present.sort((a, b) => counts[b] - counts[a] || a - b);
  const shown = order.slice(0, MOST_POINTS);
  return withGap(
    shown,
    shown.map(code => counts[code]),
    missing,
    order.length - shown.length,
  );
}

function withGap(settings: readonly number[], counts: readonly number[], missing: number, left: number): Grid {
  if (missing === 0) return { settings, counts, left };
  return { settings: [...settings, GAP], counts: [...counts, missing], left };
}

function pointOf(planned: PlannedFeature, feature: Feature, setting: Setting) {
  if (setting === null) return { label: 'not given', value: null, kind: 'missing' as const };
  if (feature.kind === 'category') return { label: feature.levels[setting], value: null, kind: 'level' as const };
  const label = isYesNo(planned) ? (setting > 0 ? 'yes' : 'no') : formatNumber(setting);
  return { label, value: setting, kind: 'number' as const };
}

/** Customers shown singly, evenly spread over the sample. */
function rowsSpread(nRows: number): number[] {
  const n = Math.min(MOST_SINGLE, nRows);
  return Array.from({ length: n }, (_none, i) => Math.floor((i * nRows) / n));
}

function sentenceOf(planned: PlannedFeature, points: readonly DependencePoint[]): string {
  const words = featureWords(planned);
  const known = points.filter(({ n }) => n > 0);
  if (known.length < 2) return `${capitalized(words)} is the same for all customers.`;
  const lowest = known.reduce((best, point) => (point.mean < best.mean ? point : best));
  const highest = known.reduce((best, point) => (point.mean > best.mean ? point : best));
  if (lowest.mean === highest.mean) return `${capitalized(words)} makes no difference to the score.`;
  const at = ({ label, mean }: DependencePoint) => `${formatPercent(mean)} at ${label}`;
  const n = formatCount(known.reduce((sum, point) => sum + point.n, 0));
  return `With everything else as it is, the mean score goes from ${at(lowest)} to ${at(highest)} by ${words} (${n} customers).`;
}

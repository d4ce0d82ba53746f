import { formatCount } from '#shared/format';
import type { Challenger, ChallengerId, ChallengeReport } from '#shared/scoring/challenge';
import { rowsToLookAt } from '../../explain/stratifiedFolds.ts';
import type { Run } from '../../jobs/Run.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { sharedUint8 } from '../../table/Matrix.ts';
import { rowsWhere } from '../rowsWhere.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { scoreGroups } from '../../metrics/classification/scoreGroups.ts';
import { compareAucs } from '../evaluate/swapSet.ts';
import { agreementOf } from './agreement.ts';
import { asNumbers } from './asNumbers.ts';
import { bestColumn } from './bestColumn.ts';
import { PEER_TREES, peerForest } from './peerForest.ts';
import { challengerSentence, conclusionOf } from './words.ts';

/** Customers that the rule of one column learns from, that the slow peer learns from, and that all are tried on. */
const MOST_LEARNED = 20_000;
const MOST_FOREST_LEARNED = 400;
const MOST_TESTED = 4000;
const FEWEST_OF_EACH = 10;
/** Of a rare event the small sample has more than its share, or the peer would see hardly any; only its ranking is compared. */
const FOREST_EVENTS = 120;

export interface ChallengeParts {
  /** What the model looks at, for all rows. */
  readonly x: FeatureTable;
  /** [nRows] 1 event, 0 none, negative not known. */
  readonly y: ArrayLike<number>;
  /** [nRows] probability by the model, of customers it had not seen; NaN where there is none. */
  readonly p: Float64Array;
  /** [nRows] fold of each row: those of the lowest are tried on, the others learned from; negative is left out. */
  readonly folds: ArrayLike<number>;
  readonly threshold: number;
  readonly modelTitle: string;
  /** [nRows] the same by a plain logistic regression, where it is not the model itself. */
  readonly logistic?: Float64Array;
}

/**
 * The model against what it must be better than, on the same customers of one fold: the same score for all, the best single column, a plain logistic
 * regression, and a forest by another program that learned from a sample of the other folds. What is compared is how customers are ranked; decisions
 * are compared when each takes as many customers as the model does at its threshold.
 * @returns null where there are fewer than 10 events or others to learn from or to try on
 * Cost: dominated by the peer, 30 trees on 400 rows: some seconds. @throws Cancelled
 */
export async function challenge(parts: ChallengeParts, run: Run): Promise<ChallengeReport | null> {
  const { x, p, y, threshold } = parts;
  const { learned, tested } = deal(parts, run);
  const labels = Uint8Array.from(tested, row => y[row]);
  if (![learned, tested].every(rows => hasBoth(rows, y))) return null;
  const take = (scores: Float64Array) => Float64Array.from(tested, row => scores[row]);
  const own = take(p);
  const count = own.reduce((sum, score) => sum + Number(score >= threshold), 0);
  const given = { own, labels, count, modelTitle: parts.modelTitle };
  const prevalence = learned.reduce((sum, row) => sum + y[row], 0) / learned.length;
  const challengers = [
    await challenger('model', parts.modelTitle, own, given, run),
    await challenger('prevalence', 'The same for all', own.map(() => prevalence), given, run),
  ]; // prettier-ignore
  const rule = await bestColumn(x, concat(learned, tested), outcomes(concat(learned, tested), y), learned.length, run);
  if (rule) challengers.push(await challenger('bestColumn', `${rule.feature} alone`, rule.scores, given, run));
  if (parts.logistic)
    challengers.push(await challenger('logistic', 'Plain logistic regression', take(parts.logistic), given, run));
  const forestRows = smallSample(learned, y, run);
  run.progress(0, 1, 'A forest by another program');
  const forest = await byPeer(x, forestRows, tested, y, run);
  if (forest) challengers.push(await challenger('mlRandomForest', 'Forest by ml-random-forest', forest, given, run));
  return {
    challengers,
    nLearned: learned.length,
    nForestLearned: forest ? forestRows.length : 0,
    nTested: tested.length,
    seed: run.seed,
    method: `All were tried on ${formatCount(tested.length)} customers of one fold, whom none had learned from, drawn with seed ${run.seed}. The best column was chosen on ${formatCount(learned.length)} customers of the other folds, and the forest by ml-random-forest (${PEER_TREES} trees, depth 8) learned from ${formatCount(forestRows.length)} of them, ${formatCount(forestRows.reduce((sum, row) => sum + y[row], 0))} with the event. Decisions are compared when each takes ${formatCount(count)} customers, as the model does at its threshold.`,
    conclusion: conclusionOf(challengers),
  };
}

function deal({ y, p, folds, logistic }: ChallengeParts, run: Run): { learned: Int32Array; tested: Int32Array } {
  const usable = rowsWhere(
    p.length,
    row => y[row] >= 0 && folds[row] >= 0 && Number.isFinite(p[row]) && (!logistic || Number.isFinite(logistic[row])),
  );
  const lowest = usable.reduce((least, row) => Math.min(least, folds[row]), Infinity);
  const some = (rows: Int32Array, most: number, purpose: string) =>
    rowsToLookAt(rows.length, most, run.stream(purpose)).map(i => rows[i]);
  return {
    learned: some(usable.filter(row => folds[row] !== lowest), MOST_LEARNED, 'challengeLearned'),
    tested: some(usable.filter(row => folds[row] === lowest), MOST_TESTED, 'challengeTested'),
  }; // prettier-ignore
}

function hasBoth(rows: Int32Array, y: ArrayLike<number>): boolean {
  const events = rows.reduce((sum, row) => sum + y[row], 0);
  return events >= FEWEST_OF_EACH && rows.length - events >= FEWEST_OF_EACH;
}

/** Drawn by lot of each outcome: in its share, but of the event 120 where there are as many. */
function smallSample(rows: Int32Array, y: ArrayLike<number>, run: Run): Int32Array {
  if (rows.length <= MOST_FOREST_LEARNED) return rows;
  const events = rows.filter(row => y[row] === 1);
  const others = rows.filter(row => y[row] === 0);
  const share = Math.round((MOST_FOREST_LEARNED * events.length) / rows.length);
  const wanted = Math.max(share, Math.min(events.length, FOREST_EVENTS));
  const nEvents = Math.min(wanted, MOST_FOREST_LEARNED - FEWEST_OF_EACH);
  const draw = run.stream('challengeForest');
  const picked = [
    ...draw.sample(events.length, nEvents).map(i => events[i]),
    ...draw.sample(others.length, MOST_FOREST_LEARNED - nEvents).map(i => others[i]),
  ];
  return Int32Array.from(picked).sort();
}

async function byPeer(x: FeatureTable, learned: Int32Array, tested: Int32Array, y: ArrayLike<number>, run: Run) {
  const matrix = asNumbers(x, concat(learned, tested), learned.length);
  if (matrix.nColumns === 0) return null;
  const labels = sharedUint8(learned.length);
  labels.set(outcomes(learned, y));
  return peerForest(matrix, labels, run);
}

function concat(a: Int32Array, b: Int32Array): Int32Array {
  return Int32Array.from([...a, ...b]);
}
function outcomes(rows: Int32Array, y: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(rows, row => y[row]);
}

async function challenger(
  id: ChallengerId,
  title: string,
  scores: Float64Array,
  given: { own: Float64Array; labels: Uint8Array; count: number; modelTitle: string },
  run: Run,
): Promise<Challenger> {
  const { own, labels, count, modelTitle } = given;
  const isModel = id === 'model';
  const varies = scores.some(score => score !== scores[0]);
  const made = {
    id,
    title,
    auc: rocAuc(await scoreGroups(labels, scores, run)),
    brier: id === 'mlRandomForest' ? null : meanSquare(scores, labels),
    difference: isModel ? null : await differenceOf(own, scores, labels, run),
    agreement: isModel || !varies ? null : agreementOf(own, scores, count),
  };
  return { ...made, sentence: challengerSentence(made, modelTitle) };
}

async function differenceOf(own: Float64Array, scores: Float64Array, labels: Uint8Array, run: Run) {
  const { aucDifference, pValue } = await compareAucs(labels, own, scores, run);
  return { ...aucDifference, pValue };
}

function meanSquare(scores: Float64Array, labels: Uint8Array): number {
  return scores.reduce((sum, score, i) => sum + (score - labels[i]) ** 2, 0) / scores.length;
}

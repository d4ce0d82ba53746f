import { TIERS } from '#shared/results';
import { BANDS, bandOf } from '#shared/scoring/bands';
import type { ScorecardModel } from '../algorithms/scorecard.ts';
import { classOfValue } from '../algorithms/scorecard/ScoreClasses.ts';
import type { Run } from '../jobs/Run.ts';
import { applyPreparation } from '../prepare/pipeline.ts';
import { answer } from '../scoring/answer.ts';
import { creditLine } from '../scoring/creditLine.ts';
import { contributionsOf } from '../scoring/explain/contributionsOf.ts';
import { explainCustomer } from '../scoring/explain/reasons.ts';
import { takeFeatures } from '../scoring/features.ts';
import { marginOf } from '../segments/assignment.ts';
import { squaredDistance } from '../segments/centreDistances.ts';
import { confidenceOf } from '../segments/confidence.ts';
import { placeCustomers } from '../segments/placeCustomers.ts';
import type { Placer } from '../segments/Placer.ts';
import { scoreOne } from '../segments/tiers/scoreOne.ts';
import { findColumn, type Table } from '../table/Column.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import type { AnswerOptions, CustomerAnswer, EventAnswer, SegmentAnswer } from './LoadedModel.ts';
import type { ReadyEvent, ReadyModel } from './ReadyModel.ts';

/** What answers about one event for the one customer of a table. */
export type AnswerEvent = (
  event: ReadyEvent,
  table: Table,
  options: AnswerOptions,
  run: Run,
) => EventAnswer | Promise<EventAnswer>;

/**
 * Segment, tier and scores of the one customer of a table.
 * @param ask answers about each event; another than the plain one must say the same to the bit
 */
export async function answerCustomer(
  model: ReadyModel,
  table: Table,
  options: AnswerOptions,
  run: Run,
  ask: AnswerEvent = answerEvent,
): Promise<CustomerAnswer> {
  const { placer, book } = model;
  const events: EventAnswer[] = [];
  for (const event of model.events) events.push(await ask(event, table, options, run));
  if (!placer) return { segment: null, tier: null, riskScore: null, events };
  const { segmentation, ranks } = placer.segmented;
  const { score, tier } = scoreOne(table, 0, book, segmentation.tierRule, ranks);
  const hasTier = tier !== TIERS[TIERS.indexOf('None')];
  return {
    segment: await answerSegment(placer, table, run),
    tier: hasTier ? tier : null,
    riskScore: hasTier ? score : null,
    events,
  };
}

async function answerSegment(placer: Placer, table: Table, run: Run): Promise<SegmentAnswer> {
  const { pipeline, segmented, classifier } = placer;
  const { centroids, farFrom, segmentation } = segmented;
  const x = await applyPreparation(pipeline, table, [], { run, referenceDay: pipeline.referenceDay });
  const [own] = await placeCustomers(segmented, x, run);
  const probability = classifier.probabilities(x.values, 0, new Float64Array(centroids.nClusters))[own];
  let other = Infinity;
  for (let s = 0; s < centroids.nClusters; s++)
    if (s !== own) other = Math.min(other, squaredDistance(x.values, 0, centroids, s));
  const distance = Math.sqrt(squaredDistance(x.values, 0, centroids, own));
  const margin = marginOf(distance, Math.sqrt(other));
  const unlikeAnySeen = distance > farFrom[own];
  const { id, name } = segmentation.segments[own];
  const confidence = confidenceOf(probability, margin, centroids.nClusters, unlikeAnySeen);
  return { id, name, probability, confidence, margin, unlikeAnySeen };
}

export async function answerEvent(
  event: ReadyEvent,
  table: Table,
  { reasons }: AnswerOptions,
  run: Run,
): Promise<EventAnswer> {
  const { target, plan, scorer, threshold, share } = event;
  const x = takeFeatures(plan, table);
  const [probability] = await answer(scorer, x, run);
  const band = bandOf(probability, share);
  return {
    target: target.name,
    eventWords: target.eventWords,
    purpose: target.purpose,
    probability,
    band: BANDS[band],
    threshold,
    isEvent: probability >= threshold,
    points: scorer.model.algorithm === 'scorecard' ? pointsOf(scorer.model as ScorecardModel, x) : null,
    reasons: reasons ? await reasonsFor(event, x, run) : [],
    creditLine: lineOf(event, table, band),
  };
}

async function reasonsFor({ explainer, scorer, teller }: ReadyEvent, x: FeatureTable, run: Run): Promise<string[]> {
  const contributions = await (explainer ? explainer(x) : contributionsOf(scorer.model, x, null, run));
  return explainCustomer(teller, x, contributions, 0, 0).raises.map(({ short }) => short);
}

/** The sum of a card's points for the first row. */
function pointsOf({ card, basePoints }: ScorecardModel, x: FeatureTable): number {
  let points = basePoints;
  for (const { feature, found, table, neutralPoints } of card) {
    const asked = x.features[feature];
    const isNumber = asked.kind === 'number';
    const at = classOfValue(found, isNumber, isNumber ? asked.values[0] : asked.codes[0]);
    points += at < 0 ? neutralPoints : table[at].points;
  }
  return points;
}

/** The suggested line of the one customer of a table; null where there is none. */
export function lineOf({ creditLine: rule }: ReadyEvent, table: Table, band: number): number | null {
  const income = rule && findColumn(table, rule.income);
  return income?.kind === 'number' ? creditLine(band, income.values[0], rule!.shares) : null;
}

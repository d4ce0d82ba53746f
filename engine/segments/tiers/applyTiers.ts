import { note, type Note } from '#shared/notes';
import type { TierRule } from '#shared/recipe';
import type { TierSummary } from '#shared/results';
import type { Table } from '../../table/Column.ts';
import { exposureOf } from './exposure.ts';
import { rankCutsFor, type RankCuts } from './driverReader.ts';
import { hasTiers, scoreCustomers, type Scored, type TierByHand } from './scoreCustomers.ts';
import { segmentTiers, tierRuleText, tierSummaries, type SegmentTier } from './tierSummaries.ts';
import { evidenceOf, evidenceWords } from './tierEvidence.ts';

/** All that a tier rule says about a book. */
export interface TierResult {
  readonly rule: TierRule;
  readonly ruleText: string;
  readonly scores: Float64Array;
  readonly tiers: Uint8Array;
  readonly rankCuts: RankCuts;
  readonly summaries: TierSummary[];
  readonly segments: SegmentTier[];
  /** What drives the High customers, in words, strongest first. */
  readonly highDrivers: string[];
  readonly notes: Note[];
}

/** @param byHand ascending by row; without drivers no tier is given, by hand neither @throws AppError `data.unknownColumn`, `option.invalid` */
export function applyTiers(
  table: Table,
  labels: Int32Array,
  nSegments: number,
  rule: TierRule,
  knownCuts?: RankCuts,
  byHand: readonly TierByHand[] = [],
): TierResult {
  const rankCuts = hasTiers(rule) ? rankCutsFor(table, rule.drivers, knownCuts) : {};
  const decided = hasTiers(rule) ? byHand : [];
  const scored = scoreCustomers(table, labels, nSegments, rule, rankCuts, decided);
  const exposure = exposureOf(table, labels, scored.tiers, nSegments);
  const evidence = evidenceOf(scored, rule, (_segment, tier) => tier === 'High', 1);
  return {
    rule,
    ruleText: tierRuleText(rule),
    scores: scored.scores,
    tiers: scored.tiers,
    rankCuts,
    summaries: tierSummaries(scored, table, rule, { exposure, byHand: decided }),
    segments: segmentTiers(scored, nSegments, rule, exposure),
    highDrivers: evidence.slice(0, 2).map(evidenceWords),
    notes: [...tierNotes(scored, rule, table.nRows), ...waiting(byHand.length - decided.length)],
  };
}

function tierNotes(scored: Scored, rule: TierRule, of: number): Note[] {
  if (!hasTiers(rule)) return [note('tiers.noDrivers', {})];
  const notes: Note[] = [];
  scored.sums.forEach(({ known }, d) => {
    const n = of - known.reduce((sum, count) => sum + count, 0);
    if (n > 0) notes.push(note('tiers.driverMissing', { driver: rule.drivers[d].title, n, of }));
  });
  return notes;
}

function waiting(n: number): Note[] {
  return n > 0 ? [note('overrides.noTiers', { n })] : [];
}

import type { Paper, ReportFormat } from '#shared/contract/report';
import type { TierTransitions } from '#shared/contract/tiers';
import type { MonitorPeriod } from '#shared/monitor/result';
import type { Composition, Distribution } from '#shared/results';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import { sortColumns } from '../profile/sortedColumns.ts';
import { handDecision } from '../segments/overrides/handDecisions.ts';
import type { ReportInput } from '../reports/ReportInput.ts';
import type { WrittenReport } from '../reports/writeReport.ts';
import { exposureColumn } from '../segments/tiers/exposure.ts';
import type { Scored } from '../scoring/Scored.ts';
import { segmentScores } from '../scoring/segmentScores.ts';
import { composition } from '../segments/views/composition.ts';
import { ownDendrogram } from '../segments/views/dendrogram.ts';
import { distributions } from '../segments/views/distributions.ts';
import { profileTable } from '../segments/views/profileTable.ts';
import { segmentMap } from '../segments/views/segmentMap.ts';
import { viewColumns } from '../segments/views/viewColumns.ts';
import { chosenDecisions } from './decisions.ts';
import { Explanations } from './Explanations.ts';
import {
  classifierOfAnalysis,
  firstDriftOfAnalysis,
  rulesOfAnalysis,
  segmentChallengeOfAnalysis,
  separatorsOfAnalysis,
} from './explain.ts';
import { importReport, type Analysis } from './mainJob.ts';
import { modelFile } from './modelFile.ts';
import { outcomesOfTiers } from './outcomesOfTiers.ts';
import { profileOf } from './profileOf.ts';
import { recommendationsOf } from './recommendationsOf.ts';
import { describeRun } from './runIdentity.ts';
import { scoresForExport } from './scoresForExport.ts';

/** Bins of the numeric pictures in a report. */
const BINS = 20;

export interface ReportTarget {
  readonly directory: string;
  /** File name without ending. */
  readonly name: string;
  readonly formats: readonly ReportFormat[];
  readonly paper: Paper;
}

export async function reportInput(
  analysis: Analysis,
  appVersion: string,
  run: Run,
  known = new Explanations(),
  transitions?: TierTransitions,
  periods: readonly MonitorPeriod[] = [],
): Promise<ReportInput> {
  const { source, recipe, imported, prepared, segmented } = analysis;
  const { quality, pictures, explanation, told } = await lookedAt(analysis, appVersion, known, run);
  const tree = ownDendrogram(segmented);
  return {
    appVersion,
    import: importReport(source, imported),
    leftOut: imported.leftOut,
    recipe,
    preparation: { steps: [...prepared.effects], notes: [...prepared.notes] },
    quality,
    segmentation: segmented.segmentation,
    ...pictures,
    ...told,
    ...(tree && { tree }),
    explanation,
    decisions: (segmented.byHand ?? []).map(one => handDecision(one, segmented.segmentation)),
    transitions,
    periods,
    ...(analysis.scored && { scoring: scoringInput(analysis, analysis.scored) }),
    ...(analysis.offered && { offers: analysis.offered.result }),
  };
}

/**
 * What takes long, side by side: the profile, the second clustering and the classifier are the work of the threads, the rest of this one. @throws Cancelled
 */
async function lookedAt(analysis: Analysis, appVersion: string, known: Explanations, run: Run) {
  const { imported, recipe } = analysis;
  const quiet: Run = { ...run, progress: () => undefined };
  // Several of the parts look at the columns in order.
  await sortColumns(imported.table, run);
  // The columns are asked for first, because the rest of the profile waits for them.
  const asked = pause(run).then(() => pause(run));
  const parts = [
    profileOf(imported, recipe, quiet),
    asked.then(() => segmentChallengeOfAnalysis(analysis, known, quiet)),
    asked.then(() => classifierOfAnalysis(analysis, known, run)),
    asked.then(() => separatorsOfAnalysis(analysis, known, run)),
    asked.then(() => distributionsIn(analysis, run)),
    asked.then(() => ownPart(analysis, appVersion, known, run)),
  ] as const;
  // Nothing goes on behind the back of whoever hears of a failure.
  await Promise.allSettled(parts);
  const [{ headline, findings, gaps }, challenge, classifier, pairs, drawn, { compositions, rules, drift, ...told }] =
    await Promise.all(parts);
  const explanation = { rules, pairs, classifier, challenge, drift };
  const pictures = { compositions, distributions: drawn };
  return { quality: { headline, findings, gaps }, pictures, explanation, told };
}

/** One after the other, so that what the threads find is heard between two pieces. */
async function ownPart(analysis: Analysis, appVersion: string, known: Explanations, run: Run) {
  const compositions = await compositionsOf(analysis, run);
  const rules = await rulesOfAnalysis(analysis, known, run);
  const told = await toldOf(analysis, appVersion, run);
  await import('../reports/writeReport.ts');
  return { compositions, rules, ...told };
}

/** What needs no thread. */
async function toldOf(analysis: Analysis, appVersion: string, run: Run) {
  const { prepared, segmented, recipe } = analysis;
  await pause(run);
  const map = segmentMap(prepared, segmented, run);
  await pause(run);
  const profile = profileTable(analysis);
  const recommendations = recommendationsOf(analysis, recipe.playbook);
  await pause(run);
  const outcomes = outcomesOfTiers(analysis, recipe.scoring);
  await pause(run);
  const drift = firstDriftOfAnalysis(analysis);
  await pause(run);
  const identity = describeRun(analysis, appVersion);
  await pause(run);
  const modelJson = JSON.stringify(modelFile(analysis, appVersion));
  return { map, profile, recommendations, tierOutcomes: outcomes, drift, run: identity, modelJson };
}

async function compositionsOf({ imported, segmented }: Analysis, run: Run): Promise<Composition[]> {
  const { table, roles } = imported;
  const compositions: Composition[] = [];
  for (const column of viewColumns(table, roles).categorical) {
    await pause(run);
    compositions.push(composition(table, segmented, column));
  }
  return compositions;
}

function distributionsIn({ imported, segmented }: Analysis, run: Run): Promise<Distribution[]> {
  const { table, roles } = imported;
  return distributions(table, segmented, viewColumns(table, roles).numeric, BINS, run);
}

function scoringInput(analysis: Analysis, scored: Scored) {
  const { segmented, imported, recipe } = analysis;
  const exposure = exposureColumn(imported.table);
  const { segments } = segmented.segmentation;
  const book = {
    labels: segmented.labels,
    segments,
    exposure: exposure && { column: exposure.name, values: exposure.values },
  };
  const decisions = chosenDecisions({ book: { scored, imported, segmented }, recipe, grouped: analysis });
  return { result: scored.result, segments: segmentScores(scored, book), ...decisions };
}

/** Writes the report in each format into the folder. @returns the files in the order html, pdf, xlsx, csv */
export async function buildReports(
  analysis: Analysis,
  target: ReportTarget,
  appVersion: string,
  run: Run,
  known = new Explanations(),
  transitions?: TierTransitions,
  periods: readonly MonitorPeriod[] = [],
): Promise<WrittenReport[]> {
  const { imported, segmented } = analysis;
  const scores = await scoresForExport(analysis, run);
  const { table, roles, sourceRows } = imported;
  const customers = { table, roles, sourceRows, segmented, ...(scores && { scores }) };
  const input = await reportInput(analysis, appVersion, run, known, transitions, periods);
  // What sets type takes a quarter of the time in which the engine starts, and is needed only for reports.
  const { writeReports } = await import('../reports/writeReport.ts');
  return writeReports(target.directory, target.name, target.formats, target.paper, input, customers, run);
}

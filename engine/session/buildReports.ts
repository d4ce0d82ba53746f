import type { Paper, ReportFormat } from '#shared/contract/report';
import type { TierTransitions } from '#shared/contract/tiers';
import type { MonitorPeriod } from '#shared/monitor/result';
import type { Run } from '../jobs/Run.ts';
import { handDecision } from '../segments/overrides/handDecisions.ts';
import type { ReportInput } from '../reports/ReportInput.ts';
import { writeReports, type WrittenReport } from '../reports/writeReport.ts';
import { exposureColumn } from '../segments/tiers/exposure.ts';
import type { Scored } from '../scoring/Scored.ts';
import { segmentScores } from '../scoring/segmentScores.ts';
import { composition } from '../segments/views/composition.ts';
import { ownDendrogram } from '../segments/views/dendrogram.ts';
import { distribution } from '../segments/views/distribution.ts';
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
  const columns = viewColumns(imported.table, imported.roles);
  const { headline, findings, gaps } = await profileOf(imported, recipe, run);
  const tree = ownDendrogram(segmented);
  return {
    appVersion,
    import: importReport(source, imported),
    leftOut: imported.leftOut,
    recipe,
    preparation: { steps: [...prepared.effects], notes: [...prepared.notes] },
    quality: { headline, findings, gaps },
    segmentation: segmented.segmentation,
    compositions: columns.categorical.map(column => composition(imported.table, segmented, column)),
    distributions: columns.numeric.map(column => distribution(imported.table, segmented, column, BINS)),
    map: segmentMap(prepared, segmented, run),
    ...(tree && { tree }),
    profile: profileTable(analysis),
    recommendations: recommendationsOf(analysis, recipe.playbook),
    explanation: {
      rules: await rulesOfAnalysis(analysis, known, run),
      pairs: await separatorsOfAnalysis(analysis, known, run),
      classifier: await classifierOfAnalysis(analysis, known, run),
      drift: firstDriftOfAnalysis(analysis),
      challenge: await segmentChallengeOfAnalysis(analysis, known, run),
    },
    run: describeRun(analysis, appVersion),
    decisions: (segmented.byHand ?? []).map(one => handDecision(one, segmented.segmentation)),
    transitions,
    periods,
    ...(analysis.scored && { scoring: scoringInput(analysis, analysis.scored) }),
    ...(analysis.offered && { offers: analysis.offered.result }),
    modelJson: JSON.stringify(modelFile(analysis, appVersion)),
  };
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
  const customers = { table: imported.table, roles: imported.roles, segmented, ...(scores && { scores }) };
  const input = await reportInput(analysis, appVersion, run, known, transitions, periods);
  return writeReports(target.directory, target.name, target.formats, target.paper, input, customers, run);
}

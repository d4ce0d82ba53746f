import type { ClassifierReport, Drift, DriftAnswer, RuleList, SegmentPair } from '#shared/explanation';
import type { SegmentChallenge } from '#shared/scoring/challenge';
import { allContrasts } from '../explain/contrasts.ts';
import { driftColumns, driftOf, NO_PERIODS } from '../explain/drift.ts';
import { periodColumns } from '../explain/periods.ts';
import { ruleList } from '../explain/ruleList.ts';
import { separatorsOf } from '../explain/separators.ts';
import { challengeSegments } from '../scoring/challenge/challengeSegments.ts';
import { withSeed, type Run } from '../jobs/Run.ts';
import { evaluateClassifier } from '../segments/evaluateClassifier.ts';
import type { Explanations } from './Explanations.ts';
import type { Analysis } from './mainJob.ts';

/** The segments of an analysis as a few rules. @throws Cancelled */
export function rulesOfAnalysis(analysis: Analysis, known: Explanations, run: Run): Promise<RuleList> {
  return known.of(analysis, 'rules', () => ruleList(explainInput(analysis), withSeed(run, analysis.recipe.seed)));
}

/** What separates each two segments of an analysis. @throws Cancelled */
export function separatorsOfAnalysis(analysis: Analysis, known: Explanations, run: Run): Promise<SegmentPair[]> {
  return known.of(analysis, 'separators', async () => {
    const contrasts = await allContrasts(explainInput(analysis), run, 'Comparing the segments');
    return separatorsOf(contrasts, analysis.segmented.segmentation.sizes);
  });
}

/** How well a classifier finds the segments of an analysis again. @throws Cancelled */
export function classifierOfAnalysis(analysis: Analysis, known: Explanations, run: Run): Promise<ClassifierReport> {
  const { prepared, recipe, segmented } = analysis;
  return known.of(analysis, 'classifier', () =>
    evaluateClassifier(prepared.matrix, segmented.labels, segmented.segmentation.nClusters, withSeed(run, recipe.seed)),
  );
}

/** The segments found again by another program on a sample; null where there is nothing to find. @throws Cancelled */
export function segmentChallengeOfAnalysis(
  analysis: Analysis,
  known: Explanations,
  run: Run,
): Promise<SegmentChallenge | null> {
  const { prepared, recipe, segmented } = analysis;
  return known.of(analysis, 'challenge', () =>
    challengeSegments(prepared.matrix, segmented.labels, withSeed(run, recipe.seed)),
  );
}

/** Sizes of the segments over the most telling periods; null where no column says when. */
export function firstDriftOfAnalysis({ imported, segmented }: Analysis): Drift | null {
  const { table, roles } = imported;
  const names = segmented.segmentation.segments.map(segment => segment.name);
  for (const column of periodColumns(table, roles)) {
    const drift = driftOf(table, column, segmented.labels, names);
    if (drift) return drift;
  }
  return null;
}

/** Sizes of the segments over time. @throws AppError `data.unknownColumn` */
export function driftOfAnalysis({ imported, segmented }: Analysis, asked: string | null): DriftAnswer {
  const { table, roles } = imported;
  const columns = driftColumns(table, roles);
  const column = asked ?? columns[0];
  const names = segmented.segmentation.segments.map(segment => segment.name);
  const drift = column === undefined ? null : driftOf(table, column, segmented.labels, names);
  if (drift) return { columns, drift, sentence: drift.sentence };
  return { columns, drift, sentence: columns.length > 0 ? `“${asked}” does not say when.` : NO_PERIODS };
}

export function explainInput({ imported, segmented }: Analysis) {
  const { table, roles, referenceDay } = imported;
  return { table, roles, referenceDay, labels: segmented.labels, nSegments: segmented.segmentation.nClusters };
}

import type { RuleList, SegmentPair } from '#shared/explanation';
import { allContrasts } from '../explain/contrasts.ts';
import { ruleList } from '../explain/ruleList.ts';
import { separatorsOf } from '../explain/separators.ts';
import { withSeed, type Run } from '../jobs/Run.ts';
import type { Explanations } from './Explanations.ts';
import type { Analysis } from './mainJob.ts';

/** The segments of an analysis as a few rules. @throws Cancelled */
export function rulesOfAnalysis(analysis: Analysis, known: Explanations, run: Run): Promise<RuleList> {
  return known.of(analysis, 'rules', () => ruleList(explainInput(analysis), withSeed(run, analysis.recipe.seed)));
}

/** What separates each two segments of an analysis. @throws Cancelled */
export function separatorsOfAnalysis(analysis: Analysis, known: Explanations, run: Run): Promise<SegmentPair[]> {
  return known.of(analysis, 'separators', async () => {
    const contrasts = await allContrasts(explainInput(analysis), run);
    return separatorsOf(contrasts, analysis.segmented.segmentation.sizes);
  });
}

export function explainInput({ imported, segmented }: Analysis) {
  const { table, roles, referenceDay } = imported;
  return { table, roles, referenceDay, labels: segmented.labels, nSegments: segmented.segmentation.nClusters };
}

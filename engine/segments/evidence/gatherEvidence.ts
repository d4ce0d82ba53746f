import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import type { Candidates, FittedCandidate } from '../fitCandidates.ts';
import { partOf, pause } from '../stageRun.ts';
import { bootstrapStability, type StabilityResult } from './bootstrapStability.ts';
import { gapStatistic, type GapResult } from './gapStatistic.ts';

/** A candidate with what was found when it was put to the test. */
export interface TestedCandidate extends FittedCandidate {
  readonly stabilityResult: StabilityResult | null;
}
export interface Evidence {
  readonly candidates: TestedCandidate[];
  /** Null where the clustering does not minimise the spread that the gap statistic compares. */
  readonly gap: GapResult | null;
}

/** Puts candidates to the test: against data without structure, and against samples of the same data. */
export async function gatherEvidence(
  x: Matrix,
  candidates: readonly FittedCandidate[],
  asked: Candidates,
  run: Run,
): Promise<Evidence> {
  await pause(run);
  const range = candidates.map(({ nClusters }) => nClusters);
  const hasGap = comparesSpread(candidates, asked);
  const gap = hasGap ? await gapStatistic(x, range, asked, partOf(run, 0, 2, 'Comparing with no structure')) : null;
  await pause(run);
  const again = partOf(run, 1, 2, 'Fitting again on samples');
  const stabilities = await bootstrapStability(x, candidates, asked, again);
  return {
    gap,
    candidates: candidates.map((candidate, i) => {
      const found = gap?.values.find(({ nClusters }) => nClusters === candidate.nClusters);
      const result = stabilities[i];
      return {
        ...candidate,
        gap: finiteOrNull(found?.gap),
        gapError: finiteOrNull(found?.error),
        stability: result && { value: result.value, low: result.low, high: result.high },
        stabilityResult: result,
      };
    }),
  };
}

/** The gap statistic is about the spread within segments, so it judges only what makes that small. */
function comparesSpread(candidates: readonly FittedCandidate[], { algorithm: { traits } }: Candidates): boolean {
  const isOfRows = !traits.findsNumber && !traits.leavesOut && !traits.mixed;
  return isOfRows && candidates.every(({ model }) => 'inertia' in model);
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

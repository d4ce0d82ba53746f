import type { ModelResult, ScoringResult, SegmentScores } from '#shared/scoring/result';
import type { TableColumn } from '../../document.ts';
import { modelInUse } from '../../scores/scoreFigures.ts';
import type { ReportContext } from '../ReportContext.ts';

/** What the sections about scores are made from. */
export interface ScoreContext extends ReportContext {
  readonly result: ScoringResult;
  readonly segmentScores: SegmentScores;
  /** The model whose scores are in use. */
  readonly inUse: ModelResult;
}

/** @returns null where customers were not scored */
export function scoreContext(context: ReportContext): ScoreContext | null {
  const { scoring } = context.input;
  if (!scoring) return null;
  const { result, segments } = scoring;
  return { ...context, result, segmentScores: segments, inUse: modelInUse(result) };
}

export function left(header: string, grow = 1): TableColumn {
  return { header, align: 'left', grow };
}

export function right(header: string): TableColumn {
  return { header, align: 'right' };
}

import type { Analysis } from '#engine/session/mainJob';
import { outcomesOfTiers } from '#engine/session/outcomesOfTiers';
import { recommendationsOf } from '#engine/session/recommendationsOf';
import type { Segmentation } from '#shared/results';
import type { Evaluation } from '#shared/scoring/evaluation';
import { errorSentence } from '#shared/text/errorSentences';
import type { RunRecord } from '#engine/store/runRecord';
import { APP_VERSION } from '#engine/version';

export interface FileEntry {
  path: string;
  format: string;
  sizeBytes: number;
  sha256: string;
}

/** The one document that `tessera run --json` prints; its shape is relied on by scripts and stays stable. */
export function runDocument(
  analysis: Analysis,
  record: RunRecord,
  timings: Record<string, number>,
  files: FileEntry[],
) {
  const { imported, source } = analysis;
  const found = analysis.segmented.segmentation;
  const { combine } = imported.report;
  return {
    app: { name: 'Tessera', version: APP_VERSION },
    input: {
      name: source.name,
      rows: combine?.tables[0].read ?? imported.report.rows.read,
      columns: imported.table.columns.length,
      sha256: record.inputSha256,
    },
    combine,
    rfm: combine?.tables.find(table => table.rfm !== null)?.rfm ?? null,
    import: {
      sheet: imported.report.sheet,
      headerRows: imported.report.headerRows,
      rows: imported.report.rows,
      customers: imported.report.nRows,
      fold: imported.report.fold,
      renamed: imported.report.renamed,
      missingTokens: imported.report.missingTokens,
      rejected: imported.report.rejected,
      cleaning: imported.report.cleaning,
      removedByCleaning: imported.report.removedByCleaning,
    },
    features: found.features,
    segmentation: { ...segmentationEntry(found), tierOutcomes: outcomesOfTiers(analysis, analysis.recipe.scoring) },
    ...scoringEntry(analysis),
    ...(analysis.offered && { offers: analysis.offered.result }),
    strategies: recommendationsOf(analysis, analysis.recipe.playbook).recommendations,
    run: {
      id: record.id,
      inputSha256: record.inputSha256,
      recipeSha256: record.recipeSha256,
      resultSha256: record.resultSha256,
    },
    timings,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    resultSha256: record.resultSha256,
    files,
  };
}

function segmentationEntry(found: Segmentation) {
  return {
    method: found.method,
    nClusters: found.nClusters,
    chosenBy: found.chosenBy,
    reason: found.reason,
    headline: found.headline,
    silhouette: found.silhouette,
    daviesBouldin: found.daviesBouldin,
    calinskiHarabasz: found.calinskiHarabasz,
    inertia: found.inertia,
    sizes: found.sizes,
    candidates: found.candidates,
    gap: found.gap,
    stability: found.stability,
    structure: found.structure,
    structureReason: found.structureReason,
    segments: found.segments.map(({ id, name, tier, size, share, sentence, tierSentence, stability }) => ({
      id,
      name,
      tier,
      size,
      share,
      sentence,
      tierSentence,
      stability: stability ?? null,
    })),
    tiers: found.tiers,
    notes: found.notes,
  };
}

/** Scores, or why there are none although a column looks like an outcome; nothing where none does. */
function scoringEntry({ scored, notScored }: Analysis) {
  if (notScored) return { scoring: { notScored: errorSentence(notScored) } };
  if (!scored) return {};
  const { result } = scored;
  return {
    scoring: {
      target: result.target,
      model: result.chosen,
      recommended: result.recommended,
      recommendation: result.recommendation,
      headline: result.headline,
      metrics: metricsOf(result.models.find(({ id }) => id === result.chosen)!.evaluation),
      models: result.models.map(({ id, title, options, evaluation }) => ({
        id,
        title,
        options,
        metrics: metricsOf(evaluation),
      })),
      validation: result.validation,
      resampling: result.resampling,
      calibration: result.calibration,
      threshold: { ...result.at, chosen: result.threshold },
      features: result.features,
      leftOut: result.leftOut,
      leaks: result.leaks,
      bands: result.bands,
      importance: result.explanation.importance,
      statements: result.statements,
      fairness: result.fairness,
      challenge: result.challenge,
      swapSets: result.swapSets,
      notes: result.notes,
    },
  };
}

function metricsOf(evaluation: Evaluation) {
  const { roc: _roc, precisionRecall: _pr, histogram: _histogram, lift: _lift, at: _at, ...figures } = evaluation;
  return figures;
}

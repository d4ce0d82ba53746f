import type { Analysis } from './mainJob.ts';
import { inputSha256 } from './sourceTables.ts';

/**
 * The model of a run as plain data, for whoever has to repeat or question it: what was prepared how, the centres, the tier rule.
 * Numbers are written so that reading them gives the same bits.
 */
export function modelFile(analysis: Analysis, appVersion: string) {
  const { imported, prepared, recipe, segmented, source } = analysis;
  const { model, segmentation } = segmented;
  return {
    kind: 'tessera.segmentation',
    version: 1,
    appVersion,
    inputSha256: inputSha256(source, recipe),
    recipe,
    referenceDay: Number.isNaN(imported.referenceDay) ? null : imported.referenceDay,
    columns: imported.table.columns.map((column, i) => ({
      name: column.name,
      kind: column.kind,
      role: imported.roles[i],
    })),
    cleaning: imported.cleaning?.fitted.steps ?? [],
    preparation: prepared.pipeline.steps,
    features: prepared.features,
    algorithm: model.algorithm,
    nClusters: model.nClusters,
    centers: Array.from({ length: model.nClusters }, (_row, k) =>
      Array.from(model.centers.subarray(k * model.nColumns, (k + 1) * model.nColumns)),
    ),
    segments: segmentation.segments.map(({ id, name, size, tier }) => ({ id, name, size, tier })),
    tierRule: segmentation.tierRule,
  };
}

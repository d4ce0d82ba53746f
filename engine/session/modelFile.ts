import type { Analysis } from './mainJob.ts';
import { inputSha256 } from './sourceTables.ts';

/** Longer lists than this are no longer a model to read but the customers that some methods keep; the project file holds them. */
const MOST_NUMBERS = 50_000;

/** Typed arrays as lists, so that any reader of JSON can use them; where one is too long, how many numbers it has. */
function plainArrays(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const list = value as unknown as ArrayLike<number>;
    return list.length > MOST_NUMBERS ? { numbersLeftOut: list.length } : Array.from(list);
  }
  if (Array.isArray(value)) return value.map(plainArrays);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainArrays(part)]));
}

/**
 * The model of a run as plain data, for whoever has to repeat or question it: what was prepared how, the centres, the tier rule.
 * Numbers are written so that reading them gives the same bits.
 */
export function modelFile(analysis: Analysis, appVersion: string) {
  const { imported, prepared, recipe, segmented, source } = analysis;
  const { model, position, centroids, segmentation } = segmented;
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
    nClusters: centroids.nClusters,
    centers: Array.from({ length: centroids.nClusters }, (_row, k) =>
      Array.from(centroids.centers.subarray(k * centroids.nColumns, (k + 1) * centroids.nColumns)),
    ),
    model: plainArrays(model),
    segmentOfCluster: Array.from(position),
    segments: segmentation.segments.map(({ id, name, size, tier }) => ({ id, name, size, tier })),
    tierRule: segmentation.tierRule,
  };
}

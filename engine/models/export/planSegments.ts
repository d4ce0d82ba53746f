import type { ClusterModel } from '../../algorithms/ClusterModel.ts';
import { clusteringOfModel } from '../../algorithms/registry.ts';
import type { InputState } from '../../prepare/inputColumns.ts';
import type { ModelDocument, SegmentsPart } from '../ModelDocument.ts';
import { exportInput } from './exportInput.ts';
import { ANSWER, type Center, type ExportPlan } from './ExportPlan.ts';
import { FieldNames } from './FieldNames.ts';
import { followStep } from './followStep.ts';
import { refuse, refuseCleaning } from './refuse.ts';
import { StepWork } from './StepWork.ts';

/** Methods that place a customer at the nearest of a few centres. */
const BY_CENTER: ReadonlySet<string> = new Set(['kmeans', 'miniBatchKMeans']);

/**
 * Segments by nearest centre for another format, with their preparation.
 * @throws AppError `model.cannotExport` naming the method, the step or the change that the format cannot carry
 */
export function planSegments(document: ModelDocument, segments: SegmentsPart, format: string): ExportPlan {
  refuseCleaning(document, format);
  const { model, steps, pipeline } = segments;
  if (!BY_CENTER.has(model.algorithm)) refuse(format, `segments by ${clusteringOfModel(model).title}`);
  if (steps.length > 0) refuse(format, 'segments that were merged or split by hand');
  const [inputs, ...rest] = pipeline.steps;
  const outputs = rest.pop()!.state as { readonly columns: readonly string[] };
  const { columns } = inputs.state as InputState;
  const fields = columns.map(({ name, kind }) => exportInput(document, name, kind, null, format));
  const work = new StepWork(fields, new FieldNames([...columns.map(({ name }) => name), ANSWER]), format);
  for (const { step, state } of rest) followStep(work, step, state);
  return {
    title: `Segments: ${document.name}`,
    appVersion: document.appVersion,
    inputs: fields,
    derived: work.derived,
    body: {
      is: 'centers',
      fields: outputs.columns.map(name => work.numberCalled(name)),
      centers: centersOf(segments, model),
    },
    outputs: [],
  };
}

/** In the order of the clusters, each with its segment's number and name. */
function centersOf({ position, segmentation }: SegmentsPart, { nClusters, nColumns, centers }: ClusterModel): Center[] {
  return Array.from({ length: nClusters }, (_none, k) => {
    const { id, name } = segmentation.segments[position[k]];
    return { id, name, at: Array.from(centers.subarray(k * nColumns, (k + 1) * nColumns)) };
  });
}

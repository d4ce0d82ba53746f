import { z } from 'zod';
import type { OptionTable } from '../option.ts';
import { segmentingSchema, tierRuleSchema, type ClusteringId } from '../recipe.ts';
import type {
  Assignment,
  Composition,
  CustomerCard,
  Dendrogram,
  Distribution,
  FormField,
  ProfileTable,
  SegmentMap,
  Segmentation,
} from '../results.ts';
import { method } from './method.ts';

const nothing = z.strictObject({});
const columnName = z.string().min(1).max(400);
const cell = z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]);

export interface AlgorithmInfo {
  id: ClusteringId;
  title: string;
  help: string;
  /** The number of segments is part of the result and cannot be given. */
  findsNumber: boolean;
  options: OptionTable;
  sources: string[];
}

export const segmentContract = {
  'segment.catalog': method(nothing).returns<AlgorithmInfo[]>(),
  'segment.run': method(z.strictObject({ segmenting: segmentingSchema.partial().optional() })).job<Segmentation>(),
  'segment.result': method(nothing).returns<Segmentation | null>(),
  'segment.setTiers': method(z.strictObject({ rule: tierRuleSchema.nullable() })).returns<Segmentation>(),
  'segment.rename': method(
    z.strictObject({ id: z.number().int().min(1).max(999), name: z.string().trim().min(1).max(80) }),
  ).returns<Segmentation>(),
  'segment.columns': method(nothing).returns<{ categorical: string[]; numeric: string[] }>(),
  'segment.composition': method(z.strictObject({ column: columnName })).returns<Composition>(),
  'segment.distribution': method(
    z.strictObject({ column: columnName, bins: z.number().int().min(2).max(60) }),
  ).returns<Distribution>(),
  'segment.map': method(nothing).returns<SegmentMap>(),
  'segment.dendrogram': method(nothing).job<Dendrogram>(),
  'segment.profile': method(nothing).returns<ProfileTable>(),
  'segment.form': method(nothing).returns<FormField[]>(),
  'segment.assign': method(z.strictObject({ values: z.record(columnName, cell) })).returns<Assignment>(),
  'segment.customer': method(
    z.union([z.strictObject({ id: z.string().max(400) }), z.strictObject({ row: z.number().int().min(0) })]),
  ).returns<CustomerCard>(),
};

import { z } from 'zod';
import type {
  ClassifierReport,
  DriftAnswer,
  PlacedFile,
  RuleList,
  SegmentPair,
  TypicalCustomer,
} from '../explanation.ts';
import type { OptionTable } from '../option.ts';
import { MOST_SEGMENTS } from '../mostSegments.ts';
import { CLUSTERING_IDS, segmentingSchema, tierRuleSchema, type ClusteringId } from '../recipe.ts';
import type { Comparison, SegmentSilhouettes } from '../evidence.ts';
import type {
  Assignment,
  Composition,
  CustomerCard,
  Dendrogram,
  Distribution,
  FormField,
  NamedMap,
  ProfileTable,
  Segmentation,
} from '../results.ts';
import type { MapArea, NestedCounts, PictureColumns, SegmentCurve, Selected } from '../pictures.ts';
import { filterSchema } from './dataset.ts';
import { method } from './method.ts';
import { adjustment, fileToken } from './project.ts';

const nothing = z.strictObject({});
const columnName = z.string().min(1).max(400);
/** Counts the customers of a selection over the levels, edges and tiles of the whole book. */
const filters = z.array(filterSchema).max(20).optional();
const cell = z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]);

/** How segments are found; changes by hand have methods of their own. */
const asked = segmentingSchema.omit({ edits: true, madeOn: true }).partial();

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
  'segment.run': method(z.strictObject({ segmenting: asked.optional() })).job<Segmentation>(),
  'segment.result': method(nothing).returns<Segmentation | null>(),
  'segment.setTiers': method(
    z.strictObject({ rule: tierRuleSchema.nullable(), adjustment: adjustment.optional() }),
  ).returns<Segmentation>(),
  'segment.rename': method(
    z.strictObject({ id: z.number().int().min(1).max(999), name: z.string().trim().min(1).max(80) }),
  ).returns<Segmentation>(),
  'segment.columns': method(nothing).returns<{ categorical: string[]; numeric: string[] }>(),
  'segment.composition': method(z.strictObject({ column: columnName, filters })).returns<Composition>(),
  'segment.distribution': method(
    z.strictObject({ column: columnName, bins: z.number().int().min(2).max(60), filters }),
  ).returns<Distribution>(),
  /** Columns for the pictures that show two at a time. */
  'segment.pictureColumns': method(nothing).returns<PictureColumns>(),
  'segment.nested': method(
    z.strictObject({ columns: z.tuple([columnName, columnName]), filters }),
  ).returns<NestedCounts>(),
  'segment.curve': method(
    z.strictObject({ x: columnName, y: columnName, bins: z.number().int().min(2).max(40), filters }),
  ).returns<SegmentCurve>(),
  'segment.selected': method(z.strictObject({ filters: z.array(filterSchema).min(1).max(20) })).returns<Selected>(),
  /** Customers inside a polygon on the map. */
  'segment.area': method(
    z.strictObject({
      polygon: z
        .array(z.tuple([z.number(), z.number()]))
        .min(3)
        .max(1_000),
    }),
  ).returns<MapArea>(),
  'segment.map': method(nothing).returns<NamedMap>(),
  'segment.dendrogram': method(nothing).job<Dendrogram>(),
  'segment.silhouettes': method(nothing).returns<SegmentSilhouettes>(),
  /** Several ways to group the same customers, measured alike; without a number each finds its own by evidence. */
  'segment.compare': method(
    z.strictObject({
      algorithms: z.array(z.enum(CLUSTERING_IDS)).min(1).max(40),
      nClusters: z.number().int().min(2).max(MOST_SEGMENTS).nullable(),
    }),
  ).job<Comparison>(),
  /** The last comparison, while the data and their preparation are the same. */
  'segment.compared': method(nothing).returns<Comparison | null>(),
  'segment.profile': method(nothing).returns<ProfileTable>(),
  /** The segments as a few rules in words; made when it is asked for and kept for as long as the segments stay. */
  'segment.rules': method(nothing).job<RuleList>(),
  /** What separates each pair of segments. */
  'segment.separators': method(nothing).job<SegmentPair[]>(),
  /** By position of the segment. */
  'segment.typical': method(nothing).returns<TypicalCustomer[][]>(),
  /** How well a simple model finds the segments again, by cross-validation. */
  'segment.classifier': method(nothing).job<ClassifierReport>(),
  /** Sizes of the segments over time, by a column that says when; the most telling one where none is named. */
  'segment.drift': method(z.strictObject({ column: columnName.nullable() })).returns<DriftAnswer>(),
  'segment.form': method(nothing).returns<FormField[]>(),
  'segment.assign': method(z.strictObject({ values: z.record(columnName, cell) })).returns<Assignment>(),
  /** Places the customers of another file; they are kept for `segment.savePlaced` until another file is placed. */
  'segment.assignFile': method(z.strictObject({ file: fileToken })).job<PlacedFile>(),
  /** The customers that were placed last, as a file to keep. */
  'segment.savePlaced': method(z.strictObject({ format: z.enum(['xlsx', 'csv']) })).job<{
    token: string;
    name: string;
    sizeBytes: number;
  }>(),
  'segment.customer': method(
    z.union([z.strictObject({ id: z.string().max(400) }), z.strictObject({ row: z.number().int().min(0) })]),
  ).returns<CustomerCard>(),
};

import type { SegmentStability } from '#shared/evidence';
import type { Segmentation } from '#shared/results';
import type { ClusterModel } from '../algorithms/ClusterModel.ts';
import type { PcaModel } from '../algorithms/PcaModel.ts';
import type { Grouping } from './groupInOrder.ts';
import type { Segmented } from './Segmented.ts';

/** What describing adds to a segmentation; the rest is the evidence of the clustering. */
type Described =
  | 'nClusters'
  | 'sizes'
  | 'nCustomers'
  | 'headline'
  | 'segments'
  | 'tiers'
  | 'tierRule'
  | 'tierRuleText'
  | 'features'
  | 'byHand'
  | 'nSetByHand';
export type Evidence = Omit<Segmentation, Described>;

/** What the clustering leaves, before anyone changes or describes it: the slow part, kept while segments are changed by hand. */
export interface Clustered {
  readonly model: ClusterModel;
  readonly grouping: Grouping;
  readonly pca: PcaModel;
  readonly evidence: Evidence;
  /** Of each segment as found, whether it comes back on samples; null where that is not known. */
  readonly stability: readonly (SegmentStability | null)[];
}

/** The clustering that a finished segmentation stands on. */
export function clusteredOf(segmented: Segmented): Clustered {
  const { model, pca, position, labels, centroids, segmentation } = segmented;
  const asFound = {
    labels,
    centroids,
    sizes: segmentation.sizes,
    evidence: evidenceOf(segmentation),
    stability: segmentation.segments.map(segment => segment.stability ?? null),
  };
  const { evidence, stability, ...grouping } = segmented.fitted ?? asFound;
  return { model, pca, evidence, stability, grouping: { ...grouping, position } };
}

/** Notes that describing makes again. */
const DESCRIBING = /^(tiers\.|overrides\.|segments\.(small|editNotMade|madeOnOthers)$)/;

function evidenceOf(segmentation: Segmentation): Evidence {
  const {
    nClusters: _n,
    sizes: _sizes,
    nCustomers: _nCustomers,
    headline: _headline,
    segments: _segments,
    tiers: _tiers,
    tierRule: _rule,
    tierRuleText: _ruleText,
    features: _features,
    byHand: _byHand,
    nSetByHand: _nSetByHand,
    ...evidence
  } = segmentation;
  return { ...evidence, notes: evidence.notes.filter(({ code }) => !DESCRIBING.test(code)) };
}

import { TIERS } from '#shared/results';
import { BANDS } from '#shared/scoring/bands';
import type { Offered } from '../recommend/Offered.ts';
import type { Scored } from '../scoring/Scored.ts';
import type { Centroids } from '../segments/Centroids.ts';
import type { EditStep } from '../segments/edits/EditableGrouping.ts';
import type { Segmented } from '../segments/Segmented.ts';

/** Whether everything in a saved result that code indexes by lies within what it indexes. */
export function isConsistent(segmented: Segmented): boolean {
  const { model, centroids, position, labels, fitted = { centroids, labels } } = segmented;
  const found = fitted.centroids;
  return (
    position.length === model.nClusters + 1 &&
    position.every(segment => segment === -1 || isWithin(segment, found.nClusters)) &&
    [model, centroids, found].every(({ nClusters, nColumns, centers }) => centers.length === nClusters * nColumns) &&
    areLabels(labels, labels.length, centroids) &&
    areLabels(fitted.labels, labels.length, found) &&
    segmentsAfter(segmented, found.nClusters) === centroids.nClusters &&
    areDecisions(segmented)
  );
}

function areLabels(labels: Int32Array, nRows: number, { nClusters }: Centroids): boolean {
  return labels.length === nRows && labels.every(label => isWithin(label, nClusters));
}

function areDecisions({ byHand = [], labels, centroids }: Segmented): boolean {
  return byHand.every(
    one => isWithin(one.row, labels.length) && isWithin(one.to, mostOf(one.what, centroids.nClusters)),
  );
}

function isWithin(index: number, length: number): boolean {
  return index >= 0 && index < length;
}

function mostOf(what: 'segment' | 'tier', nSegments: number): number {
  return what === 'tier' ? TIERS.length : nSegments;
}

/** How many segments the merges and splits leave; −1 where one of them does not fit the one before it. */
function segmentsAfter({ steps = [], centroids }: Segmented, nFound: number): number {
  let n = nFound;
  for (const step of steps) {
    if (n < 0 || !fits(step, n, centroids.nColumns)) return -1;
    n = step.position.reduce((most, to) => Math.max(most, to), -1) + 1;
  }
  return n;
}

function fits({ split, position, made }: EditStep, nBefore: number, nColumns: number): boolean {
  const parts = split?.model.nClusters ?? 0;
  if (made.length === 0 || position.length !== nBefore + parts) return false;
  if (position.some((to, from) => to < 0 && from !== split?.segment)) return false;
  return split === null || (isWithin(split.segment, nBefore) && isModelOf(split.model, made.length, nColumns));
}

function isModelOf(model: Segmented['model'], nClusters: number, nColumns: number): boolean {
  return model.nClusters === nClusters && model.nColumns === nColumns && model.centers.length === nClusters * nColumns;
}

/** The same of saved scores. */
export function areConsistent({ y, foldOf, bands, models, chosen, result }: Scored, mostRows: number): boolean {
  const n = y.length;
  return (
    n <= mostRows &&
    foldOf.length === n &&
    bands.length === n &&
    isWithin(chosen, models.length) &&
    result.models.length === models.length &&
    y.every(outcome => outcome >= -1 && outcome <= 1) &&
    bands.every(band => isWithin(band, BANDS.length)) &&
    models.every(({ p, outOfTime }) => p.length === n && (outOfTime === null || outOfTime.length === n))
  );
}

/** The same of saved offers. */
export function areConsistentOffers({ base, lists, labels, segmentNames }: Offered): boolean {
  const { owned, methods, recommended } = base;
  const { nCustomers, nProducts } = owned.interactions;
  return (
    arePairs(owned.interactions) &&
    owned.products.length === nProducts &&
    (owned.customerNames === null || owned.customerNames.length === nCustomers) &&
    isWithin(recommended, methods.length) &&
    lists.products.length === nCustomers * lists.nEach &&
    lists.scores.length === lists.products.length &&
    lists.products.every(product => product === -1 || isWithin(product, nProducts)) &&
    (labels === null ||
      (labels.length === nCustomers && labels.every(label => label >= -1 && label < segmentNames.length)))
  );
}

function arePairs({
  nCustomers,
  nProducts,
  offsets,
  products,
  weights,
}: Offered['base']['owned']['interactions']): boolean {
  return (
    offsets.length === nCustomers + 1 &&
    offsets[0] === 0 &&
    offsets[nCustomers] === products.length &&
    offsets.every((end, c) => c === 0 || end >= offsets[c - 1]) &&
    weights.length === products.length &&
    products.every(product => isWithin(product, nProducts))
  );
}

import { createHash, type Hash } from 'node:crypto';
import { endianness } from 'node:os';
import type { Recipe } from '#shared/recipe';
import type { ClusterCandidate } from '#shared/evidence';
import type { Offered } from '../recommend/Offered.ts';
import type { Scored } from '../scoring/Scored.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { arrayTag, canonicalJson, exactBytes, isNumberArray, type NumberArray } from './canonicalJson.ts';

export function sha256Text(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The same for recipes that say the same, whatever the order of their keys. */
export function recipeSha256(recipe: Recipe): string {
  return sha256Text(canonicalJson(recipe));
}

/** What a segmentation found, without the words about it: those may be rewritten, or a segment renamed, and the result is the same. */
type HashedResult = Pick<Segmented, 'labels' | 'scores' | 'tiers' | 'farFrom' | 'fitted' | 'steps'> & {
  readonly centroids: Pick<Segmented['centroids'], 'centers'>;
  readonly pca: Pick<Segmented['pca'], 'mean' | 'components' | 'explainedVariance'>;
  readonly segmentation: Pick<
    Segmented['segmentation'],
    | 'nClusters'
    | 'silhouette'
    | 'daviesBouldin'
    | 'calinskiHarabasz'
    | 'inertia'
    | 'sizes'
    | 'candidates'
    | 'features'
    | 'tierRule'
  >;
};

/** What a scoring found, without the words about it. */
type HashedScores = Pick<Scored, 'y' | 'foldOf' | 'bands' | 'chosen'> & {
  readonly models: readonly Pick<Scored['models'][number], 'id' | 'p' | 'outOfTime' | 'options'>[];
  readonly plan: Pick<Scored['plan'], 'features'>;
  readonly result: Pick<Scored['result'], 'target' | 'threshold' | 'at'>;
};

/** SHA-256 over the exact bits of the scores of every model, the outcomes, the folds and the bands. */
export function scoresSha256({ y, foldOf, bands, chosen, models, plan, result }: HashedScores): string {
  return fieldsSha256('tessera.scores.1', {
    y,
    foldOf,
    bands,
    ...Object.fromEntries(models.map(({ id, p }) => [`p.${id}`, p])),
    ...Object.fromEntries(models.flatMap(({ id, outOfTime }) => (outOfTime ? [[`outOfTime.${id}`, outOfTime]] : []))),
    choices: canonicalJson({
      models: models.map(({ id, options }) => ({ id, options })),
      chosen: models[chosen].id,
      features: plan.features,
      target: result.target,
      threshold: result.threshold,
      cut: result.at.threshold,
    }),
  });
}

/** What was found about offers, without the words about it. */
type HashedOffers = Pick<Offered, 'lists'> & {
  readonly base: {
    readonly methods: readonly Pick<Offered['base']['methods'][number], 'id' | 'ndcg' | 'options'>[];
    readonly owned: Pick<Offered['base']['owned'], 'products' | 'interactions'>;
  };
  readonly result: Pick<Offered['result'], 'chosen' | 'split'>;
};

/** SHA-256 over the exact bits of who has what, of the comparison of methods, and of every offer. */
export function offersSha256({ lists, base, result }: HashedOffers): string {
  const { methods, owned } = base;
  return fieldsSha256('tessera.offers.1', {
    offsets: owned.interactions.offsets,
    owned: owned.interactions.products,
    weights: owned.interactions.weights,
    products: lists.products,
    scores: lists.scores,
    ...Object.fromEntries(methods.map(({ id, ndcg }) => [`ndcg.${id}`, ndcg])),
    choices: canonicalJson({
      names: owned.products,
      methods: methods.map(({ id, options }) => ({ id, options })),
      chosen: result.chosen,
      split: result.split,
      nEach: lists.nEach,
    }),
  });
}

/** SHA-256 over the exact bits of labels, centres, scores, tiers, the map and the measures, and of the scores where there are any. */
export function resultSha256(result: HashedResult, scored?: HashedScores): string {
  const { segmentation, centroids, pca, fitted, steps } = result;
  return fieldsSha256('tessera.result.1', {
    labels: result.labels,
    scores: result.scores,
    tiers: result.tiers,
    farFrom: result.farFrom,
    centers: centroids.centers,
    pcaMean: pca.mean,
    pcaComponents: pca.components,
    pcaVariance: pca.explainedVariance,
    measures: canonicalJson({
      nClusters: segmentation.nClusters,
      silhouette: segmentation.silhouette,
      daviesBouldin: segmentation.daviesBouldin,
      calinskiHarabasz: segmentation.calinskiHarabasz,
      inertia: [segmentation.inertia, segmentation.inertia],
      sizes: segmentation.sizes,
      candidates: segmentation.candidates.map(knownMeasures),
      features: segmentation.features,
      tierRule: segmentation.tierRule,
    }),
    ...(fitted && { fittedLabels: fitted.labels, fittedCenters: fitted.centroids.centers }),
    ...(steps && { steps: canonicalJson(steps.map(plainStep)) }),
    ...(scored && { scores: scoresSha256(scored) }),
  });
}

/** Measures that were not computed are left out, as they were before there were such measures. */
function knownMeasures(candidate: ClusterCandidate): Partial<ClusterCandidate> {
  return Object.fromEntries(Object.entries(candidate).filter(([, value]) => value !== null && value !== undefined));
}

/** A merge or split by hand as JSON: its arrays are short. */
function plainStep({ split, position, from, made }: NonNullable<Segmented['steps']>[number]) {
  const parts = split && { segment: split.segment, centers: Array.from(split.model.centers) };
  return { split: parts, position: Array.from(position), from, made };
}

function fieldsSha256(domain: string, fields: Readonly<Record<string, NumberArray | string>>): string {
  if (endianness() !== 'LE') throw new Error('results are hashed on little-endian machines only');
  const hash = createHash('sha256').update(`${domain}\n`);
  for (const [name, field] of Object.entries(fields)) addField(hash, name, field);
  return hash.digest('hex');
}

/** Name, kind and length go first, so that no two sets of fields are the same bytes. */
function addField(hash: Hash, name: string, field: NumberArray | string): void {
  const bytes = isNumberArray(field) ? exactBytes(field) : Buffer.from(field, 'utf8');
  const kind = isNumberArray(field) ? arrayTag(field) : 'text';
  hash.update(`${name} ${kind} ${bytes.byteLength}\n`).update(bytes);
}

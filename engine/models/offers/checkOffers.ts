import { asksFor, columnsOfRules, pairAt, type KeptModel, type OffersPart } from '../../recommend/OffersPart.ts';
import { requireArray, requireFinite, requirePositions, requireThat } from '../check/requireThat.ts';
import type { ModelDocument } from '../ModelDocument.ts';
import type { OffersSection } from './OffersSection.ts';

const PRODUCTS = 'the products of the offers';
const RULES = 'the rules of the offers';
const COUNTS = 'the counts behind the offers';
const METHOD = 'the method behind the offers';

/** Whether offers can be made: every place lies among the products, every length fits, and no more have two products than have each. @throws DamagedModel */
export function checkOffers({ made, fields, checks }: OffersSection, document: ModelDocument): void {
  const n = made.products.length;
  requireThat(new Set(made.products).size === n, PRODUCTS);
  requireAscendingPlaces(made.excluded, n, PRODUCTS);
  checkRules(made, document);
  checkCounts(made);
  checkGroups(made, document);
  checkMethod(made.model, n);
  const names = new Set((document.cleaning?.before ?? document.columns).map(({ name }) => name));
  requireThat(
    fields.every(({ name }) => names.has(name)),
    RULES,
  );
  for (const { products, scores } of checks) {
    requirePositions(Int32Array.from(products), n, PRODUCTS);
    requireThat(scores.length <= made.perCustomer, 'what it offers');
  }
}

function requireAscendingPlaces(places: Int32Array, n: number, what: string): void {
  requirePositions(places, n, what);
  for (let i = 1; i < places.length; i++) requireThat(places[i] > places[i - 1], what);
}

function checkRules(made: OffersPart, { columns, segments }: ModelDocument): void {
  const kinds = new Map(columns.map(({ name, kind }) => [name, kind]));
  for (const { products, test } of made.rules) {
    requireAscendingPlaces(products, made.products.length, RULES);
    if ('column' in test) requireThat(kinds.has(test.column), RULES);
    if (test.by === 'number') requireThat(kinds.get(test.column) === 'number', RULES);
  }
  requireThat(columnsOfRules(made).length <= made.rules.length, RULES);
  const asked = asksFor(made);
  requireThat(segments !== null || (!asked.segment && !asked.tier), RULES);
}

function checkCounts({ products, together, customers, customersWithProducts }: OffersPart): void {
  const n = products.length;
  requireArray(together, Uint32Array, (n * (n + 1)) / 2, COUNTS);
  requireThat(customersWithProducts >= 1 && customersWithProducts <= customers, COUNTS);
  const holders = Float64Array.from({ length: n }, (_none, p) => together[pairAt(n, p, p)]);
  for (let a = 0; a < n; a++) {
    requireThat(holders[a] <= customersWithProducts, COUNTS);
    for (let b = a; b < n; b++)
      if (together[pairAt(n, a, b)] > Math.min(holders[a], holders[b])) requireThat(false, COUNTS);
  }
}

function checkGroups({ groups, products }: OffersPart, { segments }: ModelDocument): void {
  if (!groups) return;
  const what = 'the segments of the offers';
  const known = segments?.segmentation.segments ?? [];
  const n = known.length;
  requireThat(groups.segments.length === n && groups.segments.every((id, i) => id === known[i].id), what);
  const sizes = requireArray(groups.sizes, Int32Array, n, what);
  const withProducts = requireArray(groups.withProducts, Int32Array, n, what);
  const holders = requireArray(groups.holders, Float64Array, n * products.length, what);
  for (let group = 0; group < n; group++) {
    requireThat(withProducts[group] >= 0 && withProducts[group] <= sizes[group], what);
    for (let p = 0; p < products.length; p++) {
      const count = holders[group * products.length + p];
      if (!(Number.isInteger(count) && count >= 0 && count <= withProducts[group])) requireThat(false, what);
    }
  }
}

function checkMethod(model: KeptModel, n: number): void {
  switch (model.kind) {
    case 'fixed':
      return requireFinite(requireArray(model.scores, Float64Array, n, METHOD), METHOD);
    case 'dense':
      return requireFinite(requireArray(model.values, Float64Array, n * n, METHOD), METHOD);
    case 'links': {
      requireArray(model.values, Float64Array, model.targets.length, METHOD);
      requireOffsets(model.offsets, n, model.targets.length);
      requirePositions(model.targets, n, METHOD);
      requireFinite(model.values, METHOD);
      return checkBase(model.base, n);
    }
    case 'peers': {
      requireArray(model.weights, Float64Array, model.products.length, METHOD);
      requireOffsets(model.offsets, model.offsets.length - 1, model.products.length);
      requirePositions(model.products, n, METHOD);
      for (let peer = 0; peer + 1 < model.offsets.length; peer++)
        for (let at = model.offsets[peer] + 1; at < model.offsets[peer + 1]; at++)
          if (model.products[at] <= model.products[at - 1]) requireThat(false, METHOD);
      for (const weight of model.weights) if (!(weight > 0 && Number.isFinite(weight))) requireThat(false, METHOD);
      return;
    }
    case 'factors':
      requireFinite(requireArray(model.products, Float64Array, n * model.nFactors, METHOD), METHOD);
      return checkBase(model.base, n);
  }
}

function checkBase(base: Float64Array | null, n: number): void {
  if (base) requireFinite(requireArray(base, Float64Array, n, METHOD), METHOD);
}

/** From 0 to the end, never falling. */
function requireOffsets(offsets: Int32Array, n: number, end: number): void {
  requireArray(offsets, Int32Array, n + 1, METHOD);
  requireThat(offsets[0] === 0 && offsets[n] === end, METHOD);
  for (let i = 1; i <= n; i++) if (offsets[i] < offsets[i - 1]) requireThat(false, METHOD);
}

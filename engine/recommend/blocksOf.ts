import { AppError } from '#shared/errors';
import { formatCount, formatNumber, joinWords, listSome } from '#shared/format';
import type { OfferRule, Offers, OfferTest } from '#shared/offers/choices';
import { TIERS } from '#shared/tiers';
import type { ColumnRole } from '#shared/columns';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Imported } from '../import/Imported.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { sharedUint8 } from '../table/Matrix.ts';
import { requireColumn } from '../table/selectRows.ts';
import { columnTest } from './columnTest.ts';
import type { Owned } from './Owned.ts';
import type { Blocks } from './topOffers.ts';

/** Who the customers are, for rules about them. */
export interface Book {
  readonly imported: Imported;
  /** null where the customers are not grouped. */
  readonly segmented: Segmented | null;
}
export interface WordedBlocks {
  readonly blocks: Blocks;
  /** Parallel to the rules. */
  readonly texts: readonly string[];
}

/** Names listed in a rule before the rest is counted. */
const MOST_NAMED = 4;

/**
 * The rules of a recipe as what is kept from whom.
 * @throws AppError `offers.ruleColumn`, `offers.ruleProduct`, `offers.ruleSegments`, `data.unknownColumn`
 */
export function blocksOf(owned: Owned, { rules, excludeOwned, excludeProducts }: Offers, book: Book): WordedBlocks {
  const everywhere = sharedUint8(owned.products.length);
  for (const product of excludeProducts) everywhere[productAt(owned, product)] = 1;
  const worded = rules.map(rule => wordedRule(rule, owned, book));
  return {
    blocks: { everywhere, excludeOwned, rules: worded.map(({ products, customers }) => ({ products, customers })) },
    texts: worded.map(({ text }) => text),
  };
}

function productAt({ products }: Owned, product: string): number {
  const place = products.indexOf(product);
  if (place < 0) throw new AppError('offers.ruleProduct', { product });
  return place;
}

function wordedRule(rule: OfferRule, owned: Owned, book: Book) {
  const products = sharedUint8(owned.products.length);
  if (rule.products.length === 0) products.fill(1);
  else for (const product of rule.products) products[productAt(owned, product)] = 1;
  const test = testOf(rule.test, owned, book);
  const customers = sharedUint8(owned.interactions.nCustomers);
  for (let row = 0; row < customers.length; row++)
    customers[row] = test.passes(row) === (rule.effect === 'never') ? 1 : 0;
  const what = rule.products.length === 0 ? 'Every product' : listSome([...rule.products], MOST_NAMED);
  return {
    products,
    customers,
    text: `${what}: ${rule.effect === 'only' ? 'only' : 'never'} to customers ${test.text}`,
  };
}

function testOf(test: OfferTest, owned: Owned, book: Book): { text: string; passes: (row: number) => boolean } {
  if (test.by === 'segment' || test.by === 'tier') return groupTest(test, owned, book);
  const { imported } = book;
  const column = requireColumn(imported.table, test.column);
  const role = imported.roles[imported.table.columns.indexOf(column)];
  const why = refusal(owned, role, columnConcept(column)?.id ?? null, test.by === 'number' && column.kind !== 'number');
  if (why) throw new AppError('offers.ruleColumn', { column: test.column, why });
  const passes = columnTest(test, column);
  if (test.by === 'level')
    return { text: `whose ${test.column} is ${joinWords([...test.levels].slice(0, MOST_NAMED), 'or')}`, passes };
  return { text: `whose ${test.column} is ${boundsText(test.from, test.to)}`, passes };
}

function boundsText(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return `from ${formatNumber(from, 6)} to ${formatNumber(to, 6)}`;
  if (from !== null) return `${formatNumber(from, 6)} or more`;
  return to === null ? 'known' : `${formatNumber(to, 6)} or less`;
}

/** Why a column cannot stand in a rule; null where it can. Of what is protected only an age may: some products have one by law. */
function refusal(owned: Owned, role: ColumnRole, concept: string | null, isNoNumber: boolean): string | null {
  if (owned.customerNames !== null) return 'the customers are those of a list, and no customer table is known for them';
  if (role === 'protected' && concept !== 'age')
    return 'it is protected; of protected columns only an age may stand in a rule';
  return isNoNumber ? 'it holds no numbers' : null;
}

function groupTest(test: Extract<OfferTest, { by: 'segment' | 'tier' }>, owned: Owned, { segmented }: Book) {
  if (!segmented || owned.customerNames !== null) throw new AppError('offers.ruleSegments', {});
  const { labels, tiers, segmentation } = segmented;
  if (test.by === 'tier') {
    const wanted = new Set(test.tiers.map(tier => TIERS.indexOf(tier)));
    return { text: `of tier ${joinWords([...test.tiers], 'or')}`, passes: (row: number) => wanted.has(tiers[row]) };
  }
  // A segment that is no more holds nobody.
  const positions = new Set(
    test.segments.map(id => segmentation.segments.findIndex(segment => segment.id === id)).filter(place => place >= 0),
  );
  const names = test.segments.map(
    id => segmentation.segments.find(segment => segment.id === id)?.name ?? `segment ${formatCount(id)}`,
  );
  return {
    text: `of ${joinWords(names.slice(0, MOST_NAMED), 'or')}`,
    passes: (row: number) => positions.has(labels[row]),
  };
}

import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import type { OffersResult } from '#shared/offers/result';
import type { Measure } from '#shared/scoring/evaluation';
import { noteSentence } from '#shared/text/noteSentences';
import type { Block, DataTable, Section } from '../../document.ts';
import { cutText, type ReportContext } from '../ReportContext.ts';
import { left, right } from '../scores/ScoreContext.ts';

const MOST_ROWS = 20;
const MOST_SEGMENT_ROWS = 3;

/** What customers are offered, by which method, and how that was found to be good. @returns null where no offers were made */
export function offersSection({ input: { offers } }: ReportContext): Section | null {
  if (!offers) return null;
  const { account } = offers;
  const used = `${offers.sourceText}. ${formatThings(account.used, 'pair')} of ${formatThings(account.customersWithProducts, 'customer')} and ${formatThings(account.products, 'product')}; held back to compare methods: ${offers.splitText}.`;
  const blocks: Block[] = [
    { kind: 'paragraph', text: used },
    { kind: 'table', table: methodsTable(offers) },
    { kind: 'paragraph', text: offers.recommendation },
    ...(offers.segments.length > 0 ? [{ kind: 'table' as const, table: segmentsTable(offers) }] : []),
    { kind: 'table', table: productsTable(offers) },
    ...(offers.associations.length > 0 ? [{ kind: 'table' as const, table: associationsTable(offers) }] : []),
    { kind: 'table', table: rulesTable(offers) },
    { kind: 'notes', items: [METHOD, ...offers.notes.map(noteSentence)] },
  ];
  return { id: 'offers', title: 'Offers', headline: offers.headline, blocks };
}

const METHOD =
  'Offers are made by a model that learned from what customers have; protected columns are no part of it. Figures are means over customers who had something held back, with 95 % intervals; NDCG counts what was found, more the higher it stands in the list.';

const interval = ({ value, low, high }: Measure) =>
  `${formatFixed(value, 3)} (${formatFixed(low, 3)} to ${formatFixed(high, 3)})`;

function methodsTable({ methods, recommended, chosen, compareAt, nEvaluated }: OffersResult): DataTable {
  const mark = (id: string) =>
    [id === recommended && 'recommended', id === chosen && 'in use'].filter(Boolean).join(', ');
  return {
    id: 'offer-methods',
    title: `Methods compared on lists of ${compareAt}`,
    n: `n = ${formatThings(nEvaluated, 'customer')} with something held back`,
    columns: [
      left('Method', 2),
      right('NDCG'),
      right('Precision'),
      right('Recall'),
      right('MAP'),
      right('Hit rate'),
      right('Coverage'),
      right('Novelty'),
      left('Against popularity', 2),
    ],
    rows: methods.map(({ id, title, evaluation, verdict }) => [
      mark(id) === '' ? title : `${title} (${mark(id)})`,
      interval(evaluation.ndcg),
      interval(evaluation.precision),
      formatFixed(evaluation.recall.value, 3),
      formatFixed(evaluation.map.value, 3),
      formatPercent(evaluation.hitRate.value),
      formatPercent(evaluation.coverage.value),
      formatFixed(evaluation.novelty.value, 2),
      verdict,
    ]),
  };
}

function segmentsTable({ segments, nOffered }: OffersResult): DataTable {
  return {
    id: 'offer-segments',
    title: 'Next best products by segment',
    n: `n = ${formatThings(nOffered, 'customer')} with an offer`,
    columns: [
      left('Segment', 2),
      right('Customers'),
      right('Without products'),
      left('Product', 2),
      right('First offer of'),
      right('Have it already'),
    ],
    rows: segments.flatMap(({ name, n, nCold, products }) =>
      products
        .slice(0, MOST_SEGMENT_ROWS)
        .map((product, i) => [
          i === 0 ? cutText(name) : '',
          i === 0 ? formatCount(n) : '',
          i === 0 ? formatCount(nCold) : '',
          cutText(product.product),
          `${formatCount(product.n)} (${formatPercent(product.share)})`,
          formatPercent(product.ownedShare),
        ]),
    ),
  };
}

function productsTable({ products, account }: OffersResult): DataTable {
  return {
    id: 'offer-products',
    title: 'Products by how often they are offered',
    n: `n = ${formatThings(account.customersWithProducts, 'customer')} with products`,
    columns: [
      left('Product', 3),
      right('Customers who have it'),
      right('Share'),
      right('Offered to'),
      right('As the first'),
    ],
    rows: products
      .slice(0, MOST_ROWS)
      .map(({ product, n, share, offered, offeredFirst }) => [
        cutText(product),
        formatCount(n),
        formatPercent(share),
        formatCount(offered),
        formatCount(offeredFirst),
      ]),
  };
}

function associationsTable({ associations, account }: OffersResult): DataTable {
  const percent = ({ value, low, high }: Measure) =>
    `${formatPercent(value)} (${formatPercent(low)} to ${formatPercent(high)})`;
  const times = ({ value, low, high }: Measure) =>
    `${formatFixed(value, 2)} (${formatFixed(low, 2)} to ${formatFixed(high, 2)})`;
  return {
    id: 'offer-associations',
    title: 'What goes together',
    n: `n = ${formatThings(account.customersWithProducts, 'customer')} with products; 95 % intervals, that of the lift with the share of all as it is`,
    columns: [
      left('Who has', 2),
      left('Also has', 2),
      right('Have both'),
      right('Support'),
      right('Confidence'),
      right('Lift'),
    ],
    rows: associations
      .slice(0, MOST_ROWS)
      .map(({ from, to, n, support, confidence, lift }) => [
        cutText(from),
        cutText(to),
        formatCount(n),
        formatPercent(support.value),
        percent(confidence),
        times(lift),
      ]),
  };
}

function rulesTable({ rules, account }: OffersResult): DataTable {
  return {
    id: 'offer-rules',
    title: 'Suitability and exclusion rules',
    n: `n = ${formatThings(account.customers, 'customer')}`,
    columns: [left('Rule', 4), right('Customers it keeps something from'), right('Offers removed')],
    rows: rules.map(({ text, customers, offersRemoved }) => [
      cutText(text, 200),
      formatCount(customers),
      formatCount(offersRemoved),
    ]),
  };
}

import { formatCount, formatFixed } from '#shared/format';
import type { OffersResult } from '#shared/offers/result';
import { noteSentence } from '#shared/text/noteSentences';

/** What offers found, method by method. */
export function offerLines(result: OffersResult): string[] {
  const { compareAt: at, account } = result;
  const figure = (value: number) => formatFixed(value, 3);
  const rows = result.methods.map(({ id, title, evaluation, verdict }) => {
    const mark = id === result.chosen ? '*' : ' ';
    const { ndcg, precision, recall } = evaluation;
    const figures = `NDCG@${at} ${figure(ndcg.value)} (${figure(ndcg.low)} to ${figure(ndcg.high)}), precision ${figure(precision.value)}, recall ${figure(recall.value)}`;
    return `${mark} ${title}: ${figures}. ${verdict}`;
  });
  return [
    result.headline,
    `From ${result.sourceText}: ${formatCount(account.used)} pairs of ${formatCount(account.customersWithProducts)} customers and ${formatCount(account.products)} products.`,
    `Held back: ${result.splitText}; ${formatCount(result.nEvaluated)} customers compared.`,
    ...rows,
    result.recommendation,
    ...result.rules.map(
      ({ text, customers, offersRemoved }) =>
        `Rule: ${text} (${formatCount(customers)} customers, ${formatCount(offersRemoved)} offers removed)`,
    ),
    ...result.notes.map(noteSentence),
  ];
}

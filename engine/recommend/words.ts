import { formatCount, formatFixed, formatThings, joinWords, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import type { OffersResult, RecommenderResult } from '#shared/offers/result';
import { pairedDifference } from './evaluateOffers.ts';
import type { FittedMethod, OffersBase } from './fitOffers.ts';

const figure = (value: number) => formatFixed(value, 3);

export function methodResults({ methods }: OffersBase): RecommenderResult[] {
  return methods.map(method => {
    const { id, title, options, evaluation, beyondPopularity, notes } = method;
    return {
      id,
      title,
      options: { ...options },
      evaluation,
      beyondPopularity,
      verdict: verdictOf(method),
      notes: [...notes],
    };
  });
}

function verdictOf({ beyondPopularity: beyond }: FittedMethod): string {
  if (!beyond) return 'What every other method has to beat.';
  const interval = `${figure(beyond.value)} more NDCG (${figure(beyond.low)} to ${figure(beyond.high)})`;
  if (beyond.low > 0) return `Beats popularity: ${interval}.`;
  if (beyond.high < 0) return `Worse than popularity: ${interval}.`;
  return `Does not beat popularity: ${interval}.`;
}

/** Which method is recommended and why. */
export function recommendationOf({ methods, recommended, nEvaluated, compareAt }: OffersBase): string {
  const own = methods[recommended];
  const on = `for ${formatThings(nEvaluated, 'customer')} with something held back`;
  const mark = (method: FittedMethod) => `NDCG@${compareAt} ${figure(method.evaluation.ndcg.value)}`;
  if (recommended === 0) {
    if (methods.length === 1) return `${own.title} is the only method that was tried (${mark(own)} ${on}).`;
    return `None of the other methods is certainly better than offering everybody what is most popular (${mark(own)} ${on}), so popularity is recommended.`;
  }
  const best = methods.reduce((a, b) => (b.evaluation.ndcg.value > a.evaluation.ndcg.value ? b : a));
  const against = `against ${figure(methods[0].evaluation.ndcg.value)} of popularity`;
  const even = methods
    .filter((other, i) => i !== recommended && i !== 0 && isEven(own, other))
    .map(({ title }) => title);
  const others = even.length === 0 ? '' : ` It cannot be told apart from ${joinWords(even)}.`;
  if (best === own) return `${own.title} finds most: ${mark(own)} ${on}, ${against}.${others}`;
  return `${own.title} is the plainest method that cannot be told apart from the best: ${mark(own)} ${on}, ${against}; ${best.title} has ${figure(best.evaluation.ndcg.value)}.`;
}

function isEven(a: FittedMethod, b: FittedMethod): boolean {
  const { low, high } = pairedDifference(a.ndcg, b.ndcg);
  return !(low > 0) && !(high < 0);
}

export function notesOf({ owned: { account }, methods, notes }: OffersBase): Note[] {
  const { unknownKey, unknownCustomers, unknownKeys, rareProduct, rareProducts, products } = account;
  const own: Note[] = [...notes];
  if (unknownKey > 0)
    own.push(
      note('offers.unknownKeys', { rows: unknownKey, customers: unknownCustomers, examples: listSome(unknownKeys, 3) }),
    );
  if (rareProduct > 0)
    own.push(note('offers.rareProducts', { products: rareProducts, rows: rareProduct, most: products }));
  if (methods.length > 1 && methods.slice(1).every(({ beyondPopularity }) => !(beyondPopularity!.low > 0)))
    own.push(note('offers.noneBeatsPopularity', { methods: methods.length - 1 }));
  return own;
}

/** The answer in one sentence. */
export function headlineOf(result: Omit<OffersResult, 'headline'>): string {
  const { nOffered, perCustomer, account, methods, chosen, compareAt, products } = result;
  const own = methods.find(({ id }) => id === chosen)!;
  const [first] = [...products].sort((a, b) => b.offeredFirst - a.offeredFirst);
  const offered = `${formatThings(nOffered, 'customer')} ${nOffered === 1 ? 'is' : 'are'} offered up to ${formatCount(perCustomer)} of ${formatThings(account.products, 'product')}`;
  const most = first && first.offeredFirst > 0 ? `, most often first ${first.product}` : '';
  const beyond = own.beyondPopularity;
  const by =
    beyond === null
      ? 'by popularity alone'
      : `by ${own.title}, which ${beyond.low > 0 ? 'beats' : 'does not beat'} popularity (NDCG@${compareAt} ${figure(own.evaluation.ndcg.value)} against ${figure(methods[0].evaluation.ndcg.value)})`;
  return `${offered}${most}, ${by}.`;
}

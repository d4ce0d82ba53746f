import { formatThings, joinWords } from '#shared/format';
import { columnsOfRules } from '../../recommend/OffersPart.ts';
import type { ModelSource } from '../ModelSource.ts';
import { whyNoOffers } from './keptOffers.ts';

export interface OffersWords {
  readonly purpose: readonly string[];
  readonly methods: readonly string[];
  readonly features: readonly string[];
  readonly limits: readonly string[];
}

/** What the card says of offers; nothing where none were made. */
export function offersCard(source: ModelSource): OffersWords {
  const why = whyNoOffers(source);
  if (!source.offers || why !== null)
    return { purpose: [], methods: [], features: [], limits: why === null ? [] : [why] };
  const { base, offers, result } = source.offers.offered;
  const { title } = base.methods.find(({ id }) => id === result.chosen)!;
  const { products, account } = base.owned;
  const rules = offers.rules.length > 0 ? `, under ${formatThings(offers.rules.length, 'rule')}` : '';
  const features = [...new Set(columnsOfRules(offers))];
  return {
    purpose: [`offers each up to ${offers.perCustomer} of ${formatThings(products.length, 'product')}`],
    methods: [
      `Offers: ${title}, learned from what ${formatThings(account.customersWithProducts, 'customer')} have${rules}.`,
    ],
    features,
    limits: [
      ...aboutRules(source, features),
      ...aboutCustomers(source.offers),
      'Of products it holds how many customers have each, and how many have every two of them.',
    ],
  };
}

/** Of what is protected only an age may stand in a rule. */
function aboutRules({ imported: { table, roles } }: ModelSource, names: readonly string[]): string[] {
  const shielded = names.filter(name => roles[table.columns.findIndex(column => column.name === name)] === 'protected');
  return shielded.length === 0
    ? []
    : [`A rule about who may be offered what looks at ${joinWords(shielded)}, which is protected.`];
}

function aboutCustomers({ inUse: { model } }: NonNullable<ModelSource['offers']>): string[] {
  if (model.kind === 'peers')
    return [
      `Offers rest on what ${formatThings(model.peers.length, 'other customer')} have: the file holds the products of each, without names and identifiers. A customer who was one of them is found among their own neighbours.`,
    ];
  if (model.kind !== 'factors') return [];
  const how =
    model.base === null
      ? 'by the normal equations of the method, solved exactly'
      : 'as the one that best ranks what the customer has before what the customer does not have';
  return [
    `Of offers the file holds no vectors of customers: a customer’s is found anew from the products that are given, ${how}, so that offers may differ from those of the run.`,
  ];
}

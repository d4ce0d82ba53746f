import type { Concept } from './Concept.ts';

/** What RFM makes of a customer's transactions; tables that were made so elsewhere carry the same names. */
export const TRANSACTIONS: readonly Concept[] = [
  {
    id: 'rfmRecency',
    title: 'Days since the last purchase',
    aliases: ['recencydays', 'recency'],
    role: 'feature',
    kind: 'number',
  },
  { id: 'rfmFrequency', title: 'Number of purchases', aliases: ['frequency'], role: 'feature', kind: 'number' },
  {
    id: 'rfmMonetary',
    title: 'Amount of all purchases',
    aliases: ['monetary', 'monetaryvalue'],
    role: 'feature',
    kind: 'number',
    fold: 'sum',
  },
  {
    id: 'rfmTenure',
    title: 'Days since the first purchase',
    aliases: ['tenuredays'],
    role: 'feature',
    kind: 'number',
  },
  {
    id: 'rfmTicket',
    title: 'Average amount of a purchase',
    aliases: ['averageticket', 'avgticket'],
    role: 'feature',
    kind: 'number',
  },
  {
    id: 'rfmGap',
    title: 'Mean days between purchases',
    aliases: ['meangapdays'],
    role: 'feature',
    kind: 'number',
  },
  {
    id: 'rfmGapSd',
    title: 'Deviation of the days between purchases',
    aliases: ['gapdeviationdays'],
    role: 'feature',
    kind: 'number',
  },
  { id: 'rfmReturns', title: 'Number of returns', aliases: ['returns'], role: 'feature', kind: 'number' },
  {
    id: 'rfmDay',
    title: 'Day of a purchase; recency and tenure say the same',
    aliases: ['firstpurchase', 'lastpurchase'],
    role: 'ignore',
    kind: 'date',
  },
  {
    id: 'rfmScore',
    title: 'RFM score; recency, frequency and monetary say the same more finely',
    aliases: ['recencyscore', 'frequencyscore', 'monetaryscore'],
    role: 'ignore',
    kind: 'number',
  },
  {
    id: 'rfmSegment',
    title: 'RFM segment, a rule on the scores',
    aliases: ['rfmsegment'],
    role: 'ignore',
    kind: 'category',
  },
];

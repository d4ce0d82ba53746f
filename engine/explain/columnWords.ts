import { conceptOf } from '../import/dictionary/conceptOf.ts';

/** The bank's columns by the words people use for them in a sentence, by concept; other columns by taking their name apart. */
const CONCEPT_WORDS: Readonly<Record<string, string>> = {
  actualVolume: 'actual volume',
  avgBalance: 'average balance',
  birthDate: 'age',
  cashUsage: 'cash use',
  ctrMatch: 'CTR match',
  customerSince: 'years as a customer',
  expVolume: 'expected volume',
  fundRemit: 'fund remittance',
  hasCard: 'credit card',
  highIncomeHW: 'high-income housewife',
  incorporatedSince: 'years since incorporation',
  isActive: 'active',
  isPep: 'PEP',
  nonFaceToFace: 'non-face-to-face use',
  numAlerts: 'alerts',
  numProducts: 'products',
  onlineFt: 'online transfers',
  previouslyReported: 'previously reported',
};
const KEPT_CAPITALS = /^[A-Z0-9]{2,}$/;

export function columnWords(name: string): string {
  const concept = conceptOf(name);
  if (concept && Object.hasOwn(CONCEPT_WORDS, concept.id)) return CONCEPT_WORDS[concept.id];
  const words = name
    .replace(/[_.]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .trim()
    .split(/\s+/)
    .map(word => (KEPT_CAPITALS.test(word) || word.startsWith('(') ? word : word.toLowerCase()));
  return words.join(' ');
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

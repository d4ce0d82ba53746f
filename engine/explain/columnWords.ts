import { conceptOf } from '../import/dictionary/conceptOf.ts';

/** The bank's columns by the words people use for them in a sentence, by concept; other columns by taking their name apart. */
const CONCEPT_WORDS: Readonly<Record<string, string>> = {
  accountsInArrears: 'accounts in arrears',
  actualVolume: 'actual volume',
  amountOverdue: 'amount overdue',
  avgBalance: 'average balance',
  birthDate: 'age',
  cashUsage: 'cash use',
  ctrMatch: 'CTR match',
  customerSince: 'years as a customer',
  daysPastDue: 'days past due',
  delinquencies: 'earlier delinquencies',
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
  utilisation: 'credit utilisation',
};
const KEPT_CAPITALS = /^[A-Z0-9]+$/;
/** No abbreviation: "PURCHASES" is shouted, "FATCA" is not. */
const LONG_WORD = /^[A-Z]{6,}$/;
/** "Number vmail messages", as against "number status". */
const COUNTED = /^number (?!of )(?=.*[^su]s$)/;
/** Names made for columns without a header. */
const LETTERED_COLUMN = /^Column [A-Z]{1,3}$/;
/** What is often cut short in the names of columns. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  acct: 'account',
  amt: 'amount',
  avg: 'average',
  bal: 'balance',
  cnt: 'count',
  nb: 'number of',
  nr: 'number of',
  num: 'number of',
  pct: 'percent',
  qty: 'quantity',
  txn: 'transaction',
};

export function columnWords(name: string): string {
  const concept = conceptOf(name);
  if (concept && Object.hasOwn(CONCEPT_WORDS, concept.id)) return CONCEPT_WORDS[concept.id];
  if (LETTERED_COLUMN.test(name)) return `column ${name.slice('Column '.length)}`;
  const parts = name
    .replace(/[_.]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z]{3,})(\d+)(?=\s|$)/g, '$1 $2')
    .trim()
    .split(/\s+/);
  const isShouted = name === name.toUpperCase() && (parts.length > 1 || LONG_WORD.test(name));
  const keeps = (word: string) => word.startsWith('(') || (!isShouted && KEPT_CAPITALS.test(word));
  return parts
    .map(word => (keeps(word) ? word : word.toLowerCase()))
    .map(word => (Object.hasOwn(SPELLED_OUT, word) ? SPELLED_OUT[word] : word))
    .join(' ')
    .replace(COUNTED, 'number of ');
}

/** A date in years before the reference date: "age", "years as a customer", "years since joined". */
export function yearsWords(words: string): string {
  return words === 'age' || words.startsWith('years') ? words : `years since ${words}`;
}

/**
 * What several columns measure alike, by the last word without digits and brackets: "actual volume" and "expected volume", "bill amount 1" to
 * "bill amount 6". Of one family the strongest speaks for all.
 */
export function columnFamily(name: string): string {
  const words = columnWords(name)
    .replace(/\s*\(.*?\)/g, '')
    .replace(/\d+/g, '')
    .trim()
    .split(' ');
  return words[words.length - 1].toLowerCase();
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

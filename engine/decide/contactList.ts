import type { ContactAction, ContactChoices, ContactList } from '#shared/decisions/contact';
import { formatCount, formatThings } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';
import { NORMAL_975 } from '../shareIntervals.ts';
import { hadEvent } from '../scoring/hadEvent.ts';
import { testedScores, type Scored } from '../scoring/Scored.ts';
import type { Book } from './Book.ts';
import { contactValues, type ContactValues } from './contactValues.ts';

export interface Contacts {
  readonly list: ContactList;
  /** Rows on the list, the first to be contacted first. */
  readonly rows: Int32Array;
  readonly values: ContactValues;
}

/**
 * Whom to contact under a budget. Customers who had the event are past asking and are left out; of the others those whose expected value is
 * positive are taken, the highest first, or where money is short those who bring most for each unit spent, until the contacts or the money are used up.
 * The same rule is then tried on customers with a known outcome, beside contacts chosen by chance.
 * @param plays what is done about each segment, by its position, the last for customers in none
 * @throws AppError `data.unknownColumn`, `option.invalid` for a value that is no column of numbers
 * Cost: O(rows · log rows).
 */
export function contactList(book: Book, choices: ContactChoices, plays: readonly Omit<ContactAction, 'n'>[]): Contacts {
  const { scored } = book;
  const values = contactValues(book, choices, plays);
  // Who had the event is past asking, whenever that was.
  const had = hadEvent(book.imported.table, scored.target);
  const candidates = Int32Array.from(had.keys()).filter(row => had[row] !== 1);
  const known = candidates.filter(row => values.value[row] === values.value[row]);
  const rows = taken(known, values, choices);
  const sum = (of: Float64Array) => rows.reduce((total, row) => total + of[row], 0);
  const costOf = (row: number) => plays[values.action[row]].cost;
  const cost = rows.reduce((total, row) => total + costOf(row), 0);
  const counts = new Int32Array(plays.length);
  for (const row of rows) counts[values.action[row]]++;
  const list: Omit<ContactList, 'sentence'> = {
    choices,
    eventWords: scored.target.eventWords,
    nCandidates: candidates.length,
    nHadIt: scored.y.length - candidates.length,
    nWithoutValue: candidates.length - known.length,
    n: rows.length,
    cost,
    expected: { value: sum(values.expected), low: sum(values.low), high: sum(values.high) },
    tested: tried(scored, values, { choices, share: known.length === 0 ? 0 : rows.length / known.length }),
    actions: plays.map((play, i) => ({ ...play, n: counts[i] })).filter(({ n }) => n > 0),
    rule: ruleWords(choices),
  };
  return { list: { ...list, sentence: sentence(list) }, rows, values };
}

/** Rows in the order in which they are contacted, the worthwhile ones first. */
function inOrder(
  rows: Int32Array,
  { expected, action, actions }: ContactValues,
  { budget }: ContactChoices,
): Int32Array {
  const keys = Float64Array.from(expected, (value, row) => {
    const { cost } = actions[action[row]];
    if (budget === null) return value;
    return cost > 0 ? value / cost : value > 0 ? Infinity : -Infinity;
  });
  return rows.slice().sort((a, b) => (keys[a] === keys[b] ? a - b : keys[b] - keys[a]));
}

function taken(rows: Int32Array, values: ContactValues, choices: ContactChoices): Int32Array {
  const { mostContacts, budget } = choices;
  const found: number[] = [];
  let spent = 0;
  for (const row of inOrder(rows, values, choices)) {
    if (mostContacts !== null && found.length >= mostContacts) break;
    const { cost } = values.actions[values.action[row]];
    if (!(values.expected[row] > 0) || (budget !== null && spent + cost > budget)) continue;
    spent += cost;
    found.push(row);
  }
  return Int32Array.from(found);
}

/** The same share of the customers with a known outcome, chosen by the same order, and what that would have brought. */
function tried(
  scored: Scored,
  values: ContactValues,
  { choices, share }: { choices: ContactChoices; share: number },
): ContactList['tested'] {
  const p = testedScores(scored, scored.models[scored.chosen]);
  const rows = Int32Array.from(p.keys()).filter(row => p[row] === p[row] && values.value[row] === values.value[row]);
  const nTaken = Math.round(share * rows.length);
  if (nTaken < FEWEST_TRIED || rows.length - nTaken < FEWEST_TRIED) return null;
  const brought = (row: number) => {
    const { cost, success } = values.actions[values.action[row]];
    return scored.y[row] * ((success.low + success.high) / 2) * values.value[row] - cost;
  };
  const chosen = new Set(inOrder(rows, values, choices).subarray(0, nTaken));
  const all = Float64Array.from(rows, brought);
  const top = all.filter((_value, i) => chosen.has(rows[i]));
  const weight = rows.length / nTaken;
  const gains = all.map((value, i) => value * (chosen.has(rows[i]) ? weight - 1 : -1));
  return { n: rows.length, perContact: mean(top), byChance: mean(all), difference: { ...mean(gains), n: rows.length } };
}

const FEWEST_TRIED = 30;

/** Mean with its 95 % interval by the normal approximation. */
function mean(values: Float64Array): Measure {
  const n = values.length;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  const squares = values.reduce((sum, one) => sum + (one - value) ** 2, 0);
  const half = NORMAL_975 * Math.sqrt(squares / (n - 1) / n);
  return { value, low: value - half, high: value + half, n };
}

function ruleWords({ budget, mostContacts, value }: ContactChoices): string {
  const order =
    budget === null
      ? 'Those with the highest expected value come first'
      : 'Money is short, so those come first who bring most for each unit spent';
  const ends = [
    ...(mostContacts === null ? [] : [`${formatThings(mostContacts, 'contact')} are made`]),
    ...(budget === null ? [] : [`${formatCount(budget)} is spent`]),
  ];
  const until = ends.length > 0 ? `, until ${ends.join(' or ')}` : '';
  const saved =
    'amount' in value ? formatCount(value.amount) : `${Math.round(1000 * value.share) / 10} % of ${value.column}`;
  return `Expected value = probability × success × ${saved} − cost of the contact. ${order}${until}; nobody is contacted at a loss.`;
}

function sentence({ n, nCandidates, cost, expected, tested }: Omit<ContactList, 'sentence'>): string {
  if (n === 0)
    return 'By these assumptions no contact is worth its cost: the value saved, the success or the probabilities are too low.';
  const list = `${formatThings(n, 'customer')} of ${formatCount(nCandidates)} are worth contacting: it costs ${formatCount(cost)} and is expected to bring ${formatCount(expected.value)} beyond that (${formatCount(expected.low)} to ${formatCount(expected.high)} from careful to hopeful).`;
  if (!tested) return `${list} Too few outcomes are known to try the list on.`;
  const { perContact, byChance, difference } = tested;
  const verdict =
    difference.low > 0
      ? 'The scores are worth using here.'
      : difference.high < 0
        ? 'Here the scores did worse than chance.'
        : 'The difference may be chance.';
  const more = (value: number) => formatCount(Math.round(10 * value) / 10);
  return `${list} On ${formatThings(tested.n, 'customer')} with a known outcome a contact of such a list brought ${more(perContact.value)} and one chosen by chance ${more(byChance.value)}: ${more(difference.value)} more (95 % ${more(difference.low)} to ${more(difference.high)}). ${verdict}`;
}

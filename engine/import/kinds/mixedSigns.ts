import { CELL_NUMBER } from '../../table/RawTable.ts';
import { formatCount, joinWords } from '#shared/format';
import { note, type Note } from '#shared/notes';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { signOf } from '../cells/parseNumber.ts';
import type { KindDecision } from './decideKind.ts';

/** Rows that are written with a sign, and the sign as the first of them has it. */
interface WithSign {
  readonly shown: string;
  readonly count: number;
}

/** What signs stand for. */
const CURRENCY_OF: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '৳': 'BDT',
  $: 'USD',
  '₨': 'RS',
  '￥': '¥',
};
/** Names of what several currencies are called alike: beside one of these it says nothing else. */
const SHARED: Readonly<Record<string, readonly string[]>> = { RS: ['PKR', 'INR'], '¥': ['JPY', 'CNY'] };

/** Whether every number of a column is written with a percent sign. */
export function isPercentColumn({ texts, kindCounts }: ColumnCells, decision: KindDecision): boolean {
  if (decision.kind !== 'number' || decision.numbers.nParsed === 0 || kindCounts[CELL_NUMBER] > 0) return false;
  return texts.tidy.every((text, code) => Number.isNaN(decision.numbers.parsed[code]) || signOf(text) === '%');
}

/**
 * Numbers of one column that are written with different signs: "€ 12" beside "$ 12", "18 %" beside "18". Amounts are never converted, and a
 * percentage is read as hundredths, so a person must know.
 */
export function mixedSignNotes(column: string, cells: ColumnCells, decision: KindDecision): Note[] {
  if (decision.kind !== 'number') return [];
  const { texts } = cells;
  const currencies = new Map<string, WithSign>();
  let [nPercent, nSigned] = [0, 0];
  texts.tidy.forEach((text, code) => {
    if (Number.isNaN(decision.numbers.parsed[code])) return;
    const sign = signOf(text);
    if (sign === '') return;
    nSigned += texts.counts[code];
    if (sign === '%') nPercent += texts.counts[code];
    else countSign(currencies, sign, texts.counts[code]);
  });
  if (nSigned === 0) return [];
  const n = decision.numbers.nParsed + cells.kindCounts[CELL_NUMBER];
  return [
    ...(nPercent > 0 && nPercent < n
      ? [note('read.mixedPercent', { column, percent: nPercent, plain: n - nPercent })]
      : []),
    ...mixedCurrencies(column, currencies, n - nSigned),
  ];
}

function mixedCurrencies(column: string, currencies: ReadonlyMap<string, WithSign>, nPlain: number): Note[] {
  if (currencies.size === 0 || (nPlain === 0 && currenciesOf([...currencies.keys()]).size === 1)) return [];
  const most = [...currencies.values()].sort((a, b) => b.count - a.count);
  const parts = most.slice(0, 4).map(({ shown, count }) => `${formatCount(count)} with ${shown}`);
  const rest = most.slice(4).reduce((sum, { count }) => sum + count, 0);
  if (rest > 0) parts.push(`${formatCount(rest)} with others`);
  if (nPlain > 0) parts.push(`${formatCount(nPlain)} with none`);
  return [note('read.mixedCurrencies', { column, parts: joinWords(parts) })];
}

/** Signs that differ only in their case or a point after them are one: Rs and Rs. */
function countSign(currencies: Map<string, WithSign>, shown: string, count: number): void {
  const sign = shown.replace('.', '').toUpperCase();
  const before = currencies.get(sign);
  currencies.set(sign, { shown: before?.shown ?? shown, count: (before?.count ?? 0) + count });
}

/** The currencies that signs stand for, as few as they can be. */
function currenciesOf(signs: readonly string[]): Set<string> {
  const found = new Set(signs.map(sign => CURRENCY_OF[sign] ?? sign));
  for (const [name, currencies] of Object.entries(SHARED))
    if (currencies.some(currency => found.has(currency))) found.delete(name);
  return found;
}

import { CELL_NUMBER } from '../../table/RawTable.ts';
import { formatCount, joinWords } from '#shared/format';
import { note, type Note } from '#shared/notes';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { signOf } from '../cells/parseNumber.ts';
import type { KindDecision } from './decideKind.ts';

/**
 * Numbers of one column that are written with different signs: "€ 12" beside "$ 12", "18 %" beside "18". Amounts are never converted, and a
 * percentage is read as hundredths, so a person must know.
 */
export function mixedSignNotes(column: string, cells: ColumnCells, decision: KindDecision): Note[] {
  if (decision.kind !== 'number') return [];
  const { texts } = cells;
  const currencies = new Map<string, number>();
  let [nPercent, nSigned] = [0, 0];
  texts.tidy.forEach((text, code) => {
    if (Number.isNaN(decision.numbers.parsed[code])) return;
    const sign = signOf(text);
    if (sign === '') return;
    nSigned += texts.counts[code];
    if (sign === '%') nPercent += texts.counts[code];
    else currencies.set(sign, (currencies.get(sign) ?? 0) + texts.counts[code]);
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

function mixedCurrencies(column: string, currencies: ReadonlyMap<string, number>, nPlain: number): Note[] {
  if (currencies.size === 0 || (currencies.size === 1 && nPlain === 0)) return [];
  const most = [...currencies].sort((a, b) => b[1] - a[1]);
  const parts = most.slice(0, 4).map(([sign, count]) => `${formatCount(count)} with ${sign}`);
  const rest = most.slice(4).reduce((sum, [, count]) => sum + count, 0);
  if (rest > 0) parts.push(`${formatCount(rest)} with others`);
  if (nPlain > 0) parts.push(`${formatCount(nPlain)} with none`);
  return [note('read.mixedCurrencies', { column, parts: joinWords(parts) })];
}

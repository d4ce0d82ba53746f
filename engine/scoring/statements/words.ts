import { formatCount, formatDate, formatFixed, formatNumber, formatPercent } from '#shared/format';
import type { Purpose } from '#shared/scoring/choices';
import type { Measure } from '#shared/scoring/evaluation';
import type { StatementCondition } from '#shared/scoring/statements';
import { columnWords } from '../../explain/columnWords.ts';
import type { Column } from '../../table/Column.ts';

/** "products of 3 or more", "app login no", "occupation "Trader"", "income missing". */
export function conditionWords(condition: StatementCondition, column: Column): string {
  const words = columnWords(column.name);
  const isDate = column.kind === 'date';
  // Words for a date may speak of the years since; here the day itself is spoken of.
  const name = isDate && /^(years|age)\b/.test(words) ? column.name : words;
  if (condition.op === 'missing') return `${name} missing`;
  if (condition.op === 'is') {
    const [value] = condition.values;
    if (column.kind === 'boolean') return `${name} ${value.toLowerCase()}`;
    return column.kind === 'set' ? `"${value}" among ${name}` : `${name} "${value}"`;
  }
  const text = (value: number) => (isDate ? formatDate(value) : formatNumber(value, 12));
  const { low, high, lastBin } = condition;
  if (low === high) return `${name} ${text(low)}`;
  if (lastBin) return isDate ? `${name} from ${text(low)} on` : `${name} of ${text(low)} or more`;
  return `${name} ${isDate ? 'before' : 'below'} ${text(high)}`;
}

const VERBS: Readonly<Record<Exclude<Purpose, 'other'>, string>> = {
  churn: 'leave',
  default: 'default',
  response: 'respond',
};

/** "Customers with products 1 and app login no leave 3.1 times as often as others, 95 % 2.7–3.6, n = 1,204 (31.0 % against 10.1 %)." */
export function statementSentence(
  words: string,
  { ratio, rate, otherRate }: { ratio: Measure; rate: Measure; otherRate: Measure },
  { purpose, eventWords }: { purpose: Purpose; eventWords: string },
): string {
  const interval = `95 % ${timesText(ratio.low)}–${Number.isFinite(ratio.high) ? timesText(ratio.high) : '∞'}, n = ${formatCount(ratio.n)}`;
  const rates = `(${formatPercent(rate.value)} against ${formatPercent(otherRate.value)})`;
  const times = `${timesText(ratio.value)} times`;
  if (purpose === 'other')
    return `Among customers with ${words}, "${eventWords}" is ${times} as frequent as among others, ${interval} ${rates}.`;
  return `Customers with ${words} ${VERBS[purpose]} ${times} as often as others, ${interval} ${rates}.`;
}

/** Enough digits that two figures near each other differ: 3.1, 0.42, 0.042. */
function timesText(value: number): string {
  if (value >= 10) return formatFixed(value, 0);
  if (value >= 1) return formatFixed(value, 1);
  return value >= 0.1 || value === 0 ? formatFixed(value, 2) : formatNumber(value, 2);
}

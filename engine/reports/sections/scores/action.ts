import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';
import type { Block, DataTable } from '../../document.ts';
import {
  asMoney,
  asShare,
  intervalText,
  measureWords,
  nCustomers,
  type ValueFormat,
} from '../../scores/measureWords.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** A threshold that no probability reaches. */
export function isNobody(threshold: number): boolean {
  return threshold > 1;
}

/** Whom to act on, and what that costs and brings. */
export function actionBlocks(context: ScoreContext): Block[] {
  const { result } = context;
  const { threshold, at } = result;
  const capacity =
    threshold.capacity === null
      ? 'any number of customers can be acted on'
      : `at most ${formatThings(threshold.capacity, 'customer')} can be acted on`;
  const terms = `Acting on one customer costs ${asMoney(threshold.contactCost)}; it works for ${formatPercent(threshold.successRate)} of the customers with the event and then saves ${asMoney(threshold.valueSaved)}; ${capacity}. These are assumptions that were entered, in the currency of the bank; none was measured on this file.`;
  return [
    { kind: 'heading', text: 'Whom to act on' },
    { kind: 'paragraph', text: `${at.reason} ${topTenthWords(context)}` },
    { kind: 'table', table: actionTable(context) },
    { kind: 'paragraph', text: terms },
  ];
}

function actionTable({ result: { at }, inUse: { evaluation } }: ScoreContext): DataTable {
  const { money } = at;
  const measured = (what: string, measure: Measure, format: ValueFormat) => [
    what,
    format(measure.value),
    intervalText(measure, format),
    formatCount(measure.n),
  ];
  return {
    id: 'score-action',
    title: isNobody(at.threshold)
      ? 'At the threshold, which nobody reaches'
      : `At or above ${formatPercent(at.threshold)}`,
    n: nCustomers(evaluation.n),
    columns: [left('What', 3), right('Value'), right('95 % interval'), right('n')],
    rows: [
      ['Customers acted on', formatCount(money.contacted), '–', formatCount(evaluation.n)],
      ['of them with the event', formatCount(at.truePositives), '–', formatCount(money.contacted)],
      measured('Precision: share with the event of those acted on', at.precision, asShare),
      measured('Recall: share found of the customers with the event', at.recall, asShare),
      ['Cost of acting', asMoney(money.cost), 'as entered', formatCount(money.contacted)],
      measured('Saved', money.saved, asMoney),
      measured('Net', money.net, asMoney),
      ...(at.crossFitted
        ? [measured('Net, each fold at a threshold chosen on the others', at.crossFitted.net, asMoney)]
        : []),
    ],
  };
}

/** What the tenth with the highest scores holds. */
function topTenthWords({ inUse: { evaluation } }: ScoreContext): string {
  const [top] = evaluation.lift;
  if (!top) return '';
  return `The tenth with the highest scores had the event in ${measureWords(top.rate, asShare)}, ${formatFixed(top.lift, 1)} times the share of all, and holds ${formatPercent(top.capture)} of the events.`;
}

import { formatCount, formatPercent, formatThings } from '#shared/format';
import type { Block, DataTable } from '../../document.ts';
import { asTimes, intervalText, shareText } from '../../scores/measureWords.ts';
import { cutText } from '../ReportContext.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** Statements that hold in the data without any model, each with its interval. */
export function statementBlocks({ result: { statements } }: ScoreContext): Block[] {
  const heading: Block = { kind: 'heading', text: 'Found in the data' };
  const method: Block = { kind: 'paragraph', text: statements.method };
  if (statements.statements.length === 0)
    return [heading, { kind: 'paragraph', text: 'No group of customers stood out and was confirmed.' }, method];
  return [
    heading,
    { kind: 'notes', items: statements.statements.map(({ sentence }) => cutText(sentence, 400)) },
    { kind: 'table', table: statementsTable(statements) },
    method,
  ];
}

function statementsTable({ statements, nConfirmed }: ScoreContext['result']['statements']): DataTable {
  return {
    id: 'score-statements',
    title: 'Groups that have the event more or less often than all others',
    n: `n = ${formatThings(nConfirmed, 'customer')} that groups were confirmed on`,
    columns: [
      left('Customers with', 3),
      right('Times as often'),
      right('95 % interval'),
      right('n'),
      right('Had the event'),
      right('Others had it'),
      right('In the whole file'),
    ],
    rows: statements.map(({ words, ratio, rate, otherRate, inAll }) => [
      cutText(words),
      asTimes(ratio.value),
      intervalText(ratio, asTimes),
      formatCount(ratio.n),
      shareText(rate),
      shareText(otherRate),
      `${formatCount(inAll.n)} (${formatPercent(inAll.nEvents / inAll.n)})`,
    ]),
  };
}

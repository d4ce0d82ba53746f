import { formatCount, formatPercent, formatThings } from '#shared/format';
import type { Block, DataTable } from '../../document.ts';
import { asShare, asTimes, intervalText, measureText } from '../../scores/measureWords.ts';
import { cutText } from '../ReportContext.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** Statements that hold in the data without any model, each with its interval. */
export function statementBlocks({ result: { statements } }: ScoreContext): Block[] {
  const heading: Block = { kind: 'heading', text: 'Found in the data' };
  const tried = `${formatThings(statements.nTried, 'group')} of customers were compared on ${formatThings(statements.nSearched, 'customer')}; ${formatCount(statements.nTriedAgain)} of them were tried again on ${formatThings(statements.nConfirmed, 'other customer')}.`;
  const method: Block = { kind: 'paragraph', text: `${statements.method} ${tried}` };
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
      left('Had the event', 2),
      left('Others', 2),
      right('In the whole file'),
    ],
    rows: statements.map(({ words, ratio, rate, otherRate, inAll }) => [
      cutText(words),
      asTimes(ratio.value),
      intervalText(ratio, asTimes),
      formatCount(ratio.n),
      measureText(rate, asShare),
      measureText(otherRate, asShare),
      `${formatCount(inAll.n)} (${formatPercent(inAll.nEvents / inAll.n)})`,
    ]),
  };
}

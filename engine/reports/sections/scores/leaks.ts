import { formatCount, formatFixed, formatThings } from '#shared/format';
import { LEAK_MEASURES, type LeakFinding } from '#shared/scoring/leaks';
import type { Block, DataTable } from '../../document.ts';
import { nCustomers } from '../../scores/measureWords.ts';
import { cutText } from '../ReportContext.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

const ACTION_WORDS: Readonly<Record<LeakFinding['action'], string>> = {
  leftOut: 'left out',
  kept: 'used, because it was kept by hand',
  used: 'used; look at it',
  notUsed: 'not used',
};

/** What says too much about the outcome, and every column that no model saw. */
export function leakBlocks(context: ScoreContext): Block[] {
  const { leaks, leftOut } = context.result;
  return [
    { kind: 'heading', text: 'What was hunted before anything was fitted, and what was left out' },
    leaks.length === 0
      ? { kind: 'paragraph', text: 'No column was found that says too much about the outcome.' }
      : { kind: 'table', table: leaksTable(context) },
    leftOut.length === 0
      ? { kind: 'paragraph', text: 'No column was left out.' }
      : { kind: 'table', table: leftOutTable(context) },
  ];
}

function leaksTable({ result: { leaks, nLearned } }: ScoreContext): DataTable {
  return {
    id: 'score-leaks',
    title: 'Columns that say too much about the outcome',
    n: nCustomers(nLearned),
    columns: [
      left('Column', 1.2),
      left('Severity'),
      left('What was done'),
      left('Measure', 1.2),
      right('n'),
      left('Why', 5),
    ],
    rows: leaks.map(({ column, severity, action, measure, value, n, sentence }) => [
      cutText(column ?? 'order of the rows', 80),
      severity,
      ACTION_WORDS[action],
      `${LEAK_MEASURES[measure]} ${leastText(value)}`,
      formatCount(n),
      cutText(sentence, 500),
    ]),
  };
}

/** Rounded towards less, so that 0.9996 is not said to be 1. */
function leastText(value: number): string {
  return formatFixed(Math.floor(value * 1000 + 1e-9) / 1000, 3);
}

function leftOutTable({ result: { leftOut } }: ScoreContext): DataTable {
  return {
    id: 'score-left-out',
    title: 'Columns that no model saw',
    n: `n = ${formatThings(leftOut.length, 'column')}`,
    columns: [left('Column'), left('Reason', 4)],
    rows: leftOut.map(({ column, reason }) => [cutText(column, 80), cutText(reason, 400)]),
  };
}

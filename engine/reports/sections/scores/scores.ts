import { formatCount, formatPercent, formatThings } from '#shared/format';
import { windowSentences } from '#shared/scoring/windowWords';
import type { Block, DataTable, KeyFigure, Section } from '../../document.ts';
import { asFigure, asMoney, asShare, intervalText, measureWords, nCustomers } from '../../scores/measureWords.ts';
import { cutText, type ReportContext } from '../ReportContext.ts';
import { actionBlocks, isNobody } from './action.ts';
import { driverBlocks } from './drivers.ts';
import { left, right, scoreContext, type ScoreContext } from './ScoreContext.ts';
import { segmentBlocks } from './segmentScores.ts';
import { statementBlocks } from './statements.ts';

/** Who the event is probable for and what to do about it, for a reader with five minutes; nothing where customers were not scored. */
export function scoresSection(report: ReportContext): Section | null {
  const context = scoreContext(report);
  if (!context) return null;
  const { result } = context;
  const blocks: Block[] = [
    { kind: 'keyFigures', items: keyFigures(context) },
    { kind: 'paragraph', text: targetWords(context) },
    { kind: 'paragraph', text: modelWords(context) },
    { kind: 'table', table: bandsTable(context) },
    { kind: 'paragraph', text: result.bandRule },
    ...actionBlocks(context),
    ...driverBlocks(context),
    ...statementBlocks(context),
    ...segmentBlocks(context),
  ];
  return { id: 'scores', title: 'Scores', headline: result.headline, blocks };
}

function keyFigures({ result, inUse: { evaluation } }: ScoreContext): KeyFigure[] {
  const { rocAuc, prevalence, lift } = evaluation;
  const [top] = lift;
  const { money, threshold } = result.at;
  const within = (text: string, n: number) => `95 % interval ${text}, n = ${formatCount(n)}`;
  return [
    {
      label: 'Share with the event',
      value: formatPercent(prevalence.value),
      detail: within(intervalText(prevalence, asShare), prevalence.n),
    },
    { label: 'ROC-AUC', value: asFigure(rocAuc.value), detail: within(intervalText(rocAuc, asFigure), rocAuc.n) },
    {
      label: 'Of the highest tenth',
      value: top ? formatPercent(top.rate.value) : '–',
      detail: top ? `had the event, ${within(intervalText(top.rate, asShare), top.rate.n)}` : '',
    },
    {
      label: 'Threshold',
      value: isNobody(threshold) ? 'nobody' : formatPercent(threshold),
      detail: `${formatCount(money.contacted)} of ${formatThings(evaluation.n, 'customer')} at or above`,
    },
    {
      label: 'Net of acting',
      value: asMoney(money.net.value),
      detail: within(intervalText(money.net, asMoney), money.net.n),
    },
  ];
}

function targetWords({ result: { target, nCustomers: n, nLearned }, inUse }: ScoreContext): string {
  const known = target.nEvents + target.nOthers;
  const share = measureWords(inUse.evaluation.prevalence, asShare);
  const unknown =
    target.nUnknown > 0
      ? ` For ${formatThings(target.nUnknown, 'customer')} the outcome is not known; they are scored, and nothing was learned from them.`
      : '';
  const learned =
    nLearned < known
      ? ` Models learned from ${formatCount(nLearned)} of the ${formatThings(known, 'customer')} with a known outcome, drawn by seed.`
      : '';
  const window = target.window ? ` ${windowSentences(target.window)}` : '';
  return `The event is that ${cutText(target.eventWords)}. Of ${formatThings(n, 'customer')}, ${formatCount(target.nEvents)} had it and ${formatCount(target.nOthers)} had not. Share of events among the customers that figures rest on: ${share}.${window}${unknown}${learned}`;
}

function modelWords({ result, inUse }: ScoreContext): string {
  if (result.chosen === result.recommended) return result.recommendation;
  return `${result.recommendation} In use is ${inUse.title}, which was chosen instead.`;
}

function bandsTable({ result: { bands, nCustomers: n } }: ScoreContext): DataTable {
  return {
    id: 'score-bands',
    title: 'Bands of the score (a rule, not a model)',
    n: nCustomers(n),
    columns: [
      left('Band', 1.2),
      right('Probability from'),
      right('Customers'),
      right('Share'),
      right('Mean probability'),
      right('Had the event'),
      right('95 % interval'),
      right('n'),
    ],
    rows: bands.map(({ band, from, n: size, share, meanScore, rate }) => [
      band,
      formatPercent(from),
      formatCount(size),
      formatPercent(share),
      formatPercent(meanScore),
      formatPercent(rate.value),
      intervalText(rate, asShare),
      formatCount(rate.n),
    ]),
  };
}

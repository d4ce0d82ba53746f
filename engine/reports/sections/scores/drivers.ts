import { formatCount, formatPercent, formatThings } from '#shared/format';
import { importanceBarsScene } from '../../charts/scores/importanceBars.ts';
import type { Block, DataTable } from '../../document.ts';
import { asFigure, intervalText } from '../../scores/measureWords.ts';
import { cutText } from '../ReportContext.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** Features in the picture; the table has all. */
const MOST_DRAWN = 12;

/** What drives the score, in words and as bars. */
export function driverBlocks(context: ScoreContext): Block[] {
  const { explanation } = context.result;
  const drawn = explanation.importance.slice(0, MOST_DRAWN);
  if (drawn.length === 0) return [];
  const rest = explanation.importance.length - drawn.length;
  const others =
    rest > 0 ? ` ${formatThings(rest, 'further feature')} of less weight ${rest === 1 ? 'is' : 'are'} not drawn.` : '';
  return [
    { kind: 'heading', text: 'What drives the score' },
    { kind: 'notes', items: explanation.sentences.map(text => cutText(text, 400)) },
    {
      kind: 'figure',
      figure: {
        id: 'figure-drivers',
        title: 'Share of what moves the score, by feature',
        caption: `Mean size of each feature’s contribution as a share of all, with the values that raise the score. ${basis(context)}${others}`,
        description: drawn
          .map(({ feature, share, direction }) => `${feature}: ${formatPercent(share)}, ${direction}`)
          .join('. '),
        scene: importanceBarsScene(context.fonts, drawn),
        table: driversTable(context),
      },
    },
  ];
}

export function basis({ result: { explanation } }: ScoreContext): string {
  const { n, of, seed } = explanation;
  const sample =
    n < of
      ? `${formatCount(n)} of ${formatThings(of, 'customer')}, drawn with seed ${seed}`
      : formatThings(n, 'customer');
  return `n = ${sample}.`;
}

/** Every feature with its weight; also in the section for the validator. */
export function driversTable(context: ScoreContext): DataTable {
  const { importance, n } = context.result.explanation;
  const hasDrop = importance.some(({ drop }) => drop !== null);
  const hasGain = importance.some(({ gainShare }) => gainShare !== null);
  return {
    id: 'score-drivers',
    title: 'What each feature does to the score',
    n: `n = ${formatThings(n, 'customer')} explained`,
    columns: [
      left('Feature', 1.6),
      right('Share'),
      ...(hasGain ? [right('Share of gain')] : []),
      ...(hasDrop ? [right('ROC-AUC lost when shuffled'), right('95 % interval'), right('n')] : []),
      left('Direction', 3),
    ],
    rows: importance.map(({ feature, share, gainShare, drop, direction }) => [
      cutText(feature, 80),
      formatPercent(share),
      ...(hasGain ? [gainShare === null ? '–' : formatPercent(gainShare)] : []),
      ...(hasDrop
        ? [
            drop ? asFigure(drop.value) : '–',
            drop ? intervalText(drop, asFigure) : '–',
            drop ? formatCount(drop.n) : '–',
          ]
        : []),
      cutText(direction),
    ]),
  };
}

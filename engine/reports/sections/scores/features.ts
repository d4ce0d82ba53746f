import { formatCount, formatThings } from '#shared/format';
import type { Block, DataTable } from '../../document.ts';
import { cutText } from '../ReportContext.ts';
import { left, right, type ScoreContext } from './ScoreContext.ts';

/** What the models looked at. */
export function featureBlocks(context: ScoreContext): Block[] {
  return [
    { kind: 'heading', text: 'What the models looked at' },
    { kind: 'table', table: featuresTable(context) },
  ];
}

function featuresTable(context: ScoreContext): DataTable {
  const { features } = context.result;
  const { monotone } = context.input.recipe.scoring;
  const hasMonotone = Object.keys(monotone).length > 0;
  const way = (name: string) =>
    monotone[name] === undefined ? '–' : monotone[name] > 0 ? 'may only rise' : 'may only fall';
  return {
    id: 'score-features',
    title: 'Features of the models',
    n: `n = ${formatThings(features.length, 'feature')}`,
    columns: [
      left('Feature', 1.6),
      left('Column', 1.6),
      left('Kind'),
      left('Made by', 2),
      right('Levels'),
      ...(hasMonotone ? [left('Along it the score')] : []),
    ],
    rows: features.map(({ name, column, kind, transform, nLevels }) => [
      cutText(name, 80),
      cutText(column, 80),
      kind,
      cutText(transform ?? 'as it is'),
      kind === 'category' ? formatCount(nLevels) : '–',
      ...(hasMonotone ? [way(name)] : []),
    ]),
  };
}

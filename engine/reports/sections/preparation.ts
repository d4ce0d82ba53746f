import type { ImportReport } from '#shared/results';
import { noteSentence } from '#shared/text/noteSentences';
import { formatCount, formatThings, listSome } from '#shared/format';
import { sourceColumns, type FeatureInfo } from '#shared/results';
import type { Block, DataTable, Section } from '../document.ts';
import { cutText, type ReportContext } from './ReportContext.ts';

const LEVELS_SHOWN = 20;

/** What each preparation step did, and the columns that the clustering saw. */
export function preparationSection(context: ReportContext): Section {
  const { preparation, segmentation } = context.input;
  const { features } = segmentation;
  const sources = sourceColumns(features);
  const blocks: Block[] = [
    ...cleaningBlocks(context.input.import),
    {
      kind: 'table',
      table: {
        id: 'steps',
        title: 'Steps, in order',
        n: `n = ${formatThings(segmentation.nCustomers, 'customer')}`,
        columns: [
          { header: 'Step', align: 'left' },
          { header: 'What it did', align: 'left', grow: 4 },
        ],
        rows: preparation.steps.map((step, i) => [`${i + 1} ${step.title}`, step.effect]),
      },
    },
    { kind: 'table', table: featuresTable(features) },
  ];
  const headline = `${formatThings(sources.size, 'column')} became ${formatThings(features.length, 'feature')} in ${formatThings(preparation.steps.length, 'step')}; identifiers and protected columns are not among them.`;
  return { id: 'preparation', title: 'Preparation', headline, blocks };
}

function cleaningBlocks({ cleaning, nRows }: ImportReport): Block[] {
  if (cleaning.length === 0) return [];
  const notes = cleaning.flatMap(step => step.notes.map(noteSentence));
  const table: DataTable = {
    id: 'cleaning',
    title: 'Cleaning of the table, in order',
    n: `n = ${formatThings(nRows, 'customer')} left`,
    columns: [
      { header: 'Step', align: 'left' },
      { header: 'What it did', align: 'left', grow: 4 },
    ],
    rows: cleaning.map((step, i) => [`${i + 1} ${step.title}`, step.effect]),
  };
  return [{ kind: 'table', table }, ...(notes.length > 0 ? [{ kind: 'notes' as const, items: notes }] : [])];
}

/** One row per column; the levels of a category stand together. */
function featuresTable(features: readonly FeatureInfo[]): DataTable {
  const columns = new Map<string, FeatureInfo[]>();
  for (const feature of features) columns.set(feature.column, [...(columns.get(feature.column) ?? []), feature]);
  return {
    id: 'features',
    title: 'What the segments were made from',
    n: `n = ${formatThings(features.length, 'feature')} from ${formatThings(columns.size, 'column')}`,
    columns: [
      { header: 'Column', align: 'left', grow: 1.5 },
      { header: 'Features', align: 'right' },
      { header: 'Levels', align: 'left', grow: 3 },
      { header: 'How they were made', align: 'left', grow: 2 },
    ],
    rows: [...columns].map(([column, made]) => [
      column,
      formatCount(made.length),
      levelWords(made),
      [...new Set(made.map(transformWords))].join('; '),
    ]),
  };
}

function levelWords(features: readonly FeatureInfo[]): string {
  const levels = features.flatMap(feature => (feature.level === null ? [] : [cutText(feature.level, 60)]));
  return levels.length === 0 ? '–' : listSome(levels, LEVELS_SHOWN);
}

function transformWords({ level, transform }: FeatureInfo): string {
  return level === null || level === '' ? transform : transform.replaceAll(level, '[level]');
}

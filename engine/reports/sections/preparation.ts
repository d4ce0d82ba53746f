import { formatThings } from '#shared/format';
import type { Block, Section } from '../document.ts';
import type { ReportContext } from './ReportContext.ts';

/** What each preparation step did, and the columns that k-means saw. */
export function preparationSection(context: ReportContext): Section {
  const { preparation, segmentation } = context.input;
  const { features } = segmentation;
  const sources = new Set(features.map(feature => feature.column));
  const blocks: Block[] = [
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
    {
      kind: 'table',
      table: {
        id: 'features',
        title: 'Features the segments were made from',
        n: `n = ${formatThings(features.length, 'feature')}`,
        columns: [
          { header: 'Feature', align: 'left', grow: 2 },
          { header: 'Column', align: 'left', grow: 2 },
          { header: 'Level', align: 'left' },
          { header: 'How it was made', align: 'left', grow: 2 },
        ],
        rows: features.map(feature => [feature.name, feature.column, feature.level ?? '–', feature.transform]),
      },
    },
  ];
  const headline = `${formatThings(sources.size, 'column')} became ${formatThings(features.length, 'feature')} in ${formatThings(preparation.steps.length, 'step')}; identifiers and protected columns are not among them.`;
  return { id: 'preparation', title: 'Preparation', headline, blocks };
}

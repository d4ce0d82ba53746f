import { formatFixed, formatQuantity, formatThings } from '#shared/format';
import type { ProfileTable } from '#shared/results';
import { bySeparation, comparedValue } from '#shared/separation';
import { heatMapScene } from '../charts/heatMap.ts';
import type { Block, Cell, Section } from '../document.ts';
import { customers, segmentCell, traitName, type ReportContext } from './ReportContext.ts';

/** Differences from here on are set in bold: Cohen's medium effect. */
const STRONG_EFFECT = 0.5;
/** Traits in the heat map; all are in the table. */
const TRAITS_DRAWN = 24;

/** Every trait of every segment beside the whole book. */
export function profileSection(context: ReportContext): Section | null {
  const { profile } = context.input;
  if (profile.rows.length === 0) return null;
  const strong = profile.rows.filter(row => row.effects.some(effect => Math.abs(effect) >= STRONG_EFFECT)).length;
  const headline = `${formatThings(strong, 'trait')} of ${formatThings(profile.rows.length, 'trait')} ${strong === 1 ? 'differs' : 'differ'} by at least half a standard deviation in some segment; these values are in bold.`;
  return {
    id: 'profile',
    title: 'Profile against the whole book',
    headline,
    blocks: [
      heatBlock(context),
      {
        kind: 'table',
        table: {
          id: 'profile',
          title: 'Means and shares',
          n: customers(context),
          columns: [
            { header: 'Trait', align: 'left', grow: 2.4 },
            { header: 'Whole book', align: 'right' },
            ...context.labels.map(label => ({ header: segmentCell(context, label).text, align: 'right' as const })),
          ],
          rows: profile.rows.map(row => [
            traitName(row),
            formatQuantity(row.book, row.unit),
            ...context.labels.map((label): Cell => {
              const at = profile.segmentIds.indexOf(label.id);
              const isStrong = Math.abs(row.effects[at]) >= STRONG_EFFECT;
              return { text: formatQuantity(comparedValue(row, at), row.unit), isStrong };
            }),
          ]),
        },
      },
    ],
  };
}

/** The traits that separate the segments best, as a picture. */
function heatBlock(context: ReportContext): Block {
  const { profile, segmentation } = context.input;
  const shares = profile.segmentIds.map(id => segmentation.segments.find(segment => segment.id === id)?.share ?? 0);
  const drawn = bySeparation(profile, shares).slice(0, TRAITS_DRAWN);
  const rows = drawn.map(trait => ({ name: traitName(trait), trait }));
  return {
    kind: 'figure',
    figure: {
      id: 'figure-profile',
      title: 'What separates the segments',
      caption: `Values by segment; blue lies above the whole book, brown below, stronger with the standardised difference. The ${formatThings(drawn.length, 'trait')} that separate the segments most, first the strongest.${dashWords(drawn)} ${customers(context)}.`,
      description: `Heat map of ${formatThings(drawn.length, 'trait')} by ${formatThings(context.labels.length, 'segment')}. ${drawn
        .slice(0, 3)
        .map(trait => describeTrait(context, trait))
        .join('. ')}.`,
      scene: heatMapScene(context.fonts, rows, profile.segmentIds, context.labels),
      table: {
        id: 'profile-effects',
        title: 'Standardised differences from the whole book',
        n: customers(context),
        columns: [
          { header: 'Trait', align: 'left', grow: 2.4 },
          ...context.labels.map(label => ({ header: segmentCell(context, label).text, align: 'right' as const })),
        ],
        rows: drawn.map(trait => [
          traitName(trait),
          ...context.labels.map(label => formatFixed(trait.effects[profile.segmentIds.indexOf(label.id)], 2)),
        ]),
      },
    },
  };
}

/** Said only where there is a dash. */
function dashWords(drawn: ProfileTable['rows']): string {
  const hasDash = drawn.some(({ effects }) => effects.some(effect => !Number.isFinite(effect)));
  return hasDash ? ' A dash: known for too few customers of the segment to compare.' : '';
}

function describeTrait(context: ReportContext, trait: ProfileTable['rows'][number]): string {
  const { segmentIds } = context.input.profile;
  const values = context.labels.map(
    label => `${label.name} ${formatQuantity(comparedValue(trait, segmentIds.indexOf(label.id)), trait.unit)}`,
  );
  return `${traitName(trait)}: ${values.join(', ')}`;
}

import { formatQuantity, formatThings } from '#shared/format';
import type { Cell, Section } from '../document.ts';
import { customers, segmentCell, traitName, type ReportContext } from './ReportContext.ts';

/** Differences from here on are set in bold: Cohen's medium effect. */
const STRONG_EFFECT = 0.5;

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
              return { text: formatQuantity(row.values[at], row.unit), isStrong };
            }),
          ]),
        },
      },
    ],
  };
}

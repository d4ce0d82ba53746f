import { formatCount, formatThings } from '#shared/format';
import type { Difference, SegmentSummary, Tier } from '#shared/results';
import type { SegmentLabel } from '../charts/chartParts.ts';
import type { Cell, Chip } from '../document.ts';
import type { ReportInput } from '../ReportInput.ts';
import { NO_GROUP, TIER_WORDS } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';

/** What every section is made from. */
export interface ReportContext {
  readonly input: ReportInput;
  readonly fonts: ReportFonts;
  readonly labels: readonly SegmentLabel[];
}

export function reportContext(input: ReportInput, fonts: ReportFonts): ReportContext {
  const labels = input.segmentation.segments.map((segment, position) => ({
    position: segment.isOutliers ? NO_GROUP : position,
    id: segment.id,
    name: segment.name,
    size: segment.size,
  }));
  return { input, fonts, labels };
}

export function customers(context: ReportContext): string {
  return `n = ${formatThings(context.input.segmentation.nCustomers, 'customer')}`;
}

export function tierCell(tier: Tier): Cell {
  const chip: Chip = { kind: 'tier', tier };
  return { text: TIER_WORDS[tier], chip };
}

export function segmentCell(context: ReportContext, segment: SegmentSummary | SegmentLabel): Cell {
  const position = context.labels.find(label => label.id === segment.id)?.position ?? NO_GROUP;
  return { text: `${formatCount(segment.id)} ${segment.name}`, chip: { kind: 'segment', position } };
}

/** A column, and the level of it that is meant. */
export function traitName(trait: { column: string; level: string | null; measure: Difference['measure'] }): string {
  if (trait.level !== null) return `${trait.column}: ${trait.level}`;
  if (trait.measure === 'share') return trait.column;
  return `${trait.column} (${trait.measure})`;
}

export const MAX_TEXT = 200;

/** A long text of the file, cut for print. */
export function cutText(text: string, limit = MAX_TEXT): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit).join('')}…`;
}

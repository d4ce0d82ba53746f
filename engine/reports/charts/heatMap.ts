import { formatCompact, formatQuantity } from '#shared/format';
import type { ProfileTable } from '#shared/results';
import { PAPER, readableOn, segmentMark, tint } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { fitText } from '../text/wrapText.ts';
import { CHART_WIDTH, LABEL, segmentBox, segmentName, type SegmentLabel } from './chartParts.ts';
import { rectMark, textMark, type Mark, type Scene } from './scene.ts';

const NAMES = 132;
const HEAD = 18;
const ROW = 13;
const LEGEND_ROW = 13;
const LEGEND_COLUMNS = 3;
const TEXT_SIZE = 7;
/** Blue above the book and brown below it, which stay apart for every kind of colour sight. */
const ABOVE = '#2166AC';
const BELOW = '#B35806';
/** Standardised differences from here on have the full colour. */
const FULL = 1.5;

export interface HeatRow {
  readonly name: string;
  readonly trait: ProfileTable['rows'][number];
}

/** Traits by segments; each cell in the colour of its standardised difference from the book, with its value where there is room for it. */
export function heatMapScene(
  fonts: ReportFonts,
  rows: readonly HeatRow[],
  segmentIds: readonly number[],
  labels: readonly SegmentLabel[],
): Scene {
  const width = (CHART_WIDTH - NAMES) / labels.length;
  const marks: Mark[] = labels.flatMap((label, s) => headMarks(label, NAMES + s * width + width / 2));
  rows.forEach(({ name, trait }, r) => {
    const top = HEAD + r * ROW;
    const text = fitText(fonts, name, { size: LABEL.size, weight: 400 }, NAMES - 6);
    marks.push(textMark(0, top + 9, text, LABEL));
    labels.forEach((label, s) => {
      const at = segmentIds.indexOf(label.id);
      const box = { x: NAMES + s * width, y: top, width: width - 1, height: ROW - 1 };
      marks.push(...cellMarks(fonts, trait, at, box));
    });
  });
  const legendTop = HEAD + rows.length * ROW + 6;
  const column = CHART_WIDTH / LEGEND_COLUMNS;
  labels.forEach((label, i) => {
    const [x, y] = [(i % LEGEND_COLUMNS) * column, legendTop + Math.floor(i / LEGEND_COLUMNS) * LEGEND_ROW + 8];
    marks.push(...segmentName(fonts, label, { x, y, width: column - 8 }));
  });
  const height = legendTop + Math.ceil(labels.length / LEGEND_COLUMNS) * LEGEND_ROW;
  return { width: CHART_WIDTH, height, marks };
}

function headMarks(label: SegmentLabel, center: number): Mark[] {
  return [
    ...segmentBox(center - 3.5, 0, 7, 5, segmentMark(label.position)),
    textMark(center, 14, String(label.id), { ...LABEL, weight: 600, anchor: 'middle' }),
  ];
}

function cellMarks(
  fonts: ReportFonts,
  trait: HeatRow['trait'],
  at: number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Mark[] {
  const effect = Number.isFinite(trait.effects[at]) ? trait.effects[at] : 0;
  const fill = effect === 0 ? PAPER : tint(effect > 0 ? ABOVE : BELOW, Math.min(1, Math.abs(effect) / FULL));
  const value = trait.values[at];
  const texts = [
    formatQuantity(value, trait.unit),
    trait.unit === 'percent' ? shortPercent(value) : formatCompact(value),
  ];
  const text = texts.find(words => fonts.width(words, TEXT_SIZE) + 3 <= width);
  const marks: Mark[] = [rectMark(x, y, width, height, fill)];
  if (text !== undefined)
    marks.push(textMark(x + width / 2, y + 8.6, text, { size: TEXT_SIZE, fill: readableOn(fill), anchor: 'middle' }));
  return marks;
}

function shortPercent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(0)}%` : '–';
}

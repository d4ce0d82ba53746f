import { formatQuantity, formatTight, type QuantityUnit } from '#shared/format';
import type { ProfileTable } from '#shared/results';
import { comparedValue } from '#shared/separation';
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
const CELL_STYLES: readonly CellStyle[] = [
  { size: 7, format: formatQuantity },
  { size: 7, format: formatTight },
  { size: 5.5, format: formatTight },
  { size: 4.8, format: formatTight },
];
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
  const style = cellStyle(fonts, rows, width);
  const marks: Mark[] = labels.flatMap((label, s) => headMarks(label, NAMES + s * width + width / 2));
  rows.forEach(({ name, trait }, r) => {
    const top = HEAD + r * ROW;
    const text = fitText(fonts, name, { size: LABEL.size, weight: 400 }, NAMES - 6);
    marks.push(textMark(0, top + 9, text, LABEL));
    labels.forEach((label, s) => {
      const at = segmentIds.indexOf(label.id);
      const box = { x: NAMES + s * width, y: top, width: width - 1, height: ROW - 1 };
      marks.push(...cellMarks(trait, at, box, style));
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
  trait: HeatRow['trait'],
  at: number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  style: CellStyle,
): Mark[] {
  const effect = Number.isFinite(trait.effects[at]) ? trait.effects[at] : 0;
  const fill = effect === 0 ? PAPER : tint(effect > 0 ? ABOVE : BELOW, Math.min(1, Math.abs(effect) / FULL));
  const text = style.format(comparedValue(trait, at), trait.unit);
  return [
    rectMark(x, y, width, height, fill),
    textMark(x + width / 2, y + 8.6, text, { size: style.size, fill: readableOn(fill), anchor: 'middle' }),
  ];
}

interface CellStyle {
  readonly size: number;
  readonly format: (value: number, unit: QuantityUnit) => string;
}

/** One style for all cells, in the largest size and the fullest form in which every value has room. */
function cellStyle(fonts: ReportFonts, rows: readonly HeatRow[], width: number): CellStyle {
  const fits = ({ size, format }: CellStyle) =>
    rows.every(({ trait }) => trait.values.every(value => fonts.width(format(value, trait.unit), size) + 3 <= width));
  return CELL_STYLES.find(fits) ?? CELL_STYLES[CELL_STYLES.length - 1];
}

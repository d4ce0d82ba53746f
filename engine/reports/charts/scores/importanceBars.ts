import { scaleLinear } from 'd3-scale';
import { formatPercent } from '#shared/format';
import type { FeatureImportance } from '#shared/scoring/explanation';
import { ACCENT, tint } from '../../text/palette.ts';
import type { ReportFonts } from '../../text/ReportFonts.ts';
import { fitText } from '../../text/wrapText.ts';
import { CHART_WIDTH, LABEL, SMALL } from '../chartParts.ts';
import { rectMark, textMark, type Mark, type Scene } from '../scene.ts';

const ROW = 17;
const NAME_WIDTH = 128;
const BAR = { left: 134, right: 262 };
const SHARE_WIDTH = 34;

/** One bar per feature, as long as its share of what moves the score, with which values raise it. */
export function importanceBarsScene(fonts: ReportFonts, importance: readonly FeatureImportance[]): Scene {
  const most = Math.max(1e-9, ...importance.map(({ share }) => share).filter(Number.isFinite));
  const x = scaleLinear().domain([0, most]).range([BAR.left, BAR.right]);
  const marks = importance.flatMap(({ feature, share, direction }, i): Mark[] => {
    const middle = i * ROW + ROW / 2;
    const end = x(Number.isFinite(share) ? share : 0);
    const left = end + SHARE_WIDTH;
    const name = fitText(fonts, feature, { size: LABEL.size, weight: 600 }, NAME_WIDTH);
    const words = fitText(fonts, direction, { size: SMALL.size, weight: 400 }, CHART_WIDTH - left);
    return [
      textMark(0, middle + 3, name, { ...LABEL, weight: 600 }),
      rectMark(BAR.left, middle - 6, Math.max(0.4, end - BAR.left), 12, tint(ACCENT, 0.6)),
      textMark(end + 4, middle + 3, formatPercent(share), LABEL),
      ...(words === '' ? [] : [textMark(left, middle + 3, words, SMALL)]),
    ];
  });
  return { width: CHART_WIDTH, height: importance.length * ROW, marks };
}

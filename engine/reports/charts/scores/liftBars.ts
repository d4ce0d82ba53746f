import { scaleLinear } from 'd3-scale';
import { formatFixed, formatPercent } from '#shared/format';
import type { Evaluation } from '#shared/scoring/evaluation';
import { ACCENT, INK, LINE, MUTED, tint } from '../../text/palette.ts';
import { CHART_WIDTH, LABEL, SMALL } from '../chartParts.ts';
import { lineMark, rectMark, textMark, type Mark, type Scene } from '../scene.ts';

const LEFT = 62;
const TOP = 26;
const BOTTOM = 140;
const ROWS = [BOTTOM + 12, BOTTOM + 24, BOTTOM + 36] as const;

/** The share of events of each tenth of the customers, highest scores first, with how much of all events is found up to there. */
export function liftBarsScene({ lift, prevalence }: Evaluation): Scene {
  const width = (CHART_WIDTH - LEFT) / Math.max(1, lift.length);
  const ends = lift.flatMap(({ rate }) => [rate.value, rate.high]).filter(Number.isFinite);
  const y = scaleLinear()
    .domain([0, Math.max(0.01, prevalence.value || 0, ...ends)])
    .range([BOTTOM, TOP]);
  const marks: Mark[] = [
    textMark(LEFT, 9, 'Share that had the event, with 95 % interval; above it the lift', SMALL),
    ...y
      .ticks(4)
      .flatMap(tick => [
        lineMark(LEFT, y(tick), CHART_WIDTH, y(tick), LINE),
        textMark(LEFT - 4, y(tick) + 2.5, formatPercent(tick, 0), { ...SMALL, anchor: 'end' }),
      ]),
  ];
  lift.forEach(({ decile, rate, lift: times, capture }, i) => {
    const middle = LEFT + (i + 0.5) * width;
    const value = Number.isFinite(rate.value) ? rate.value : 0;
    marks.push(rectMark(middle - width * 0.32, y(value), width * 0.64, BOTTOM - y(value), tint(ACCENT, 0.6)));
    const hasInterval = Number.isFinite(rate.low) && Number.isFinite(rate.high);
    if (hasInterval) marks.push(lineMark(middle, y(rate.low), middle, y(rate.high), INK, 0.9));
    const top = y(hasInterval ? Math.max(rate.high, value) : value);
    marks.push(textMark(middle, top - 4, `${formatFixed(times, 1)} ×`, { ...LABEL, weight: 600, anchor: 'middle' }));
    marks.push(textMark(middle, ROWS[0], String(decile), { ...LABEL, anchor: 'middle' }));
    marks.push(textMark(middle, ROWS[1], formatPercent(capture, 0), { ...SMALL, anchor: 'middle' }));
  });
  marks.push(textMark(0, ROWS[0], 'Tenth', SMALL), textMark(0, ROWS[1], 'Events found', SMALL));
  if (Number.isFinite(prevalence.value)) {
    const words = `Dashed: the share of all tested customers, ${formatPercent(prevalence.value)}.`;
    marks.push({ ...lineMark(LEFT, y(prevalence.value), CHART_WIDTH, y(prevalence.value), MUTED, 0.9), dash: [3, 2] });
    marks.push(textMark(LEFT, ROWS[2], words, SMALL));
  }
  return { width: CHART_WIDTH, height: ROWS[2] + 4, marks };
}

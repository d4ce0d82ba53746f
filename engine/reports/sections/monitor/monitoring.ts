import { formatCount, formatDate, formatFixed, formatPercent, formatThings } from '#shared/format';
import type { Performance } from '#shared/monitor/reference';
import type { ColumnDrift, Light, MonitorPeriod, ScoreDrift } from '#shared/monitor/result';
import { byDrift, countLight, heldAgainstSame, indexSeries } from '#shared/monitor/series';
import { driftHistoryScene } from '../../charts/driftHistory.ts';
import type { Block, Cell, DataTable, Section } from '../../document.ts';
import { asFigure, asPoints, asShare, intervalText, measureText, type ValueFormat } from '../../scores/measureWords.ts';
import { TIER_MARKS } from '../../text/palette.ts';
import { cutText, type ReportContext } from '../ReportContext.ts';
import { left, right } from '../scores/ScoreContext.ts';

const SHAPES: Readonly<Record<Light, string>> = {
  red: TIER_MARKS.High.shape,
  amber: TIER_MARKS.Medium.shape,
  green: TIER_MARKS.Low.shape,
};
const NO_BREAK = '\u00a0';
/** Columns that the table lists, those that changed most. */
const MOST_COLUMNS = 60;
/** Periods that the picture and its table show, the latest. */
const MOST_PERIODS = 36;

/** Later files against the development customers; null where none was watched. */
export function monitoringSection(context: ReportContext): Section | null {
  const { periods = [], recipe } = context.input;
  const last = periods[periods.length - 1];
  if (!last) return null;
  const findings = last.findings.map(({ light, sentence }) => `${lightText(light)}: ${cutText(sentence, 400)}`);
  const blocks: Block[] = [
    keyFigures(last),
    ...(findings.length > 0 ? [{ kind: 'notes' as const, items: findings }] : []),
    historyFigure(context, heldAgainstSame(periods, last).slice(-MOST_PERIODS), recipe.monitoring.psi),
    { kind: 'table', table: columnsTable(last) },
    ...(last.segments ? [{ kind: 'table' as const, table: segmentsTable(last, last.segments) }] : []),
    ...(last.outcomesFrom ? [{ kind: 'paragraph' as const, text: last.outcomesFrom }] : []),
    ...last.scores.flatMap(scoreBlocks),
    { kind: 'heading', text: 'How the traffic light is given (a rule, not a model)' },
    { kind: 'notes', items: last.rule },
  ];
  return { id: 'monitoring', title: 'Later files against development', headline: cutText(last.headline, 400), blocks };
}

function lightText(light: Light): string {
  return `${SHAPES[light]} ${light}`;
}

function lightCell(light: Light): Cell {
  return { text: lightText(light).replace(' ', NO_BREAK), isStrong: light === 'red' };
}

function keyFigures({ light, label, n, nBefore, columns, scores, day, file, model }: MonitorPeriod): Block {
  const before = model ? `of the model ${cutText(model.name, 60)}` : 'at development';
  const index = scores[0]?.index;
  const auc = scores[0]?.measured?.performance.rocAuc;
  const changed = countLight(columns, 'red') + countLight(columns, 'amber');
  return {
    kind: 'keyFigures',
    items: [
      { label: 'Traffic light', value: lightText(light), detail: cutText(label, 60) },
      { label: 'Customers', value: formatCount(n), detail: `${formatCount(nBefore)} ${before}` },
      { label: 'Columns that changed', value: `${formatCount(changed)} of ${formatCount(columns.length)}` },
      ...(index
        ? [
            {
              label: 'PSI of the score',
              value: formatFixed(index.value, 3),
              detail: `${formatFixed(index.expected, 3)} by chance`,
            },
          ]
        : []),
      ...(auc ? [{ label: 'ROC-AUC', value: asFigure(auc.value), detail: intervalText(auc, asFigure) }] : []),
      { label: 'Day of the file', value: day === null ? 'not said' : formatDate(day), detail: cutText(file.name, 60) },
    ],
  };
}

function historyFigure(
  { fonts }: ReportContext,
  periods: readonly MonitorPeriod[],
  limits: { readonly amber: number; readonly red: number },
): Block {
  const series = indexSeries(periods);
  const labels = periods.map(({ label }) => label);
  const words = series.map(({ title, values }) => `${title}: ${values.map(indexText).join(', ')}`);
  return {
    kind: 'figure',
    figure: {
      id: 'figure-drift-history',
      title: 'Stability indices from period to period',
      caption: `Population stability index against development; broken lines are the limits of amber and red. ${formatThings(periods.length, 'period')}.`,
      description: words.join('. '),
      scene: driftHistoryScene(fonts, labels, series, limits),
      table: {
        id: 'drift-history',
        title: 'Periods',
        n: formatThings(periods.length, 'period'),
        columns: [
          left('Period', 1.4),
          left('Light'),
          right('Customers'),
          ...series.map(({ title }) => right(`PSI: ${title.toLowerCase()}`)),
          right('Columns red'),
          right('Columns amber'),
        ],
        rows: periods.map((period, i) => [
          cutText(period.label, 60),
          lightCell(period.light),
          formatCount(period.n),
          ...series.map(({ values }) => indexText(values[i])),
          formatCount(countLight(period.columns, 'red')),
          formatCount(countLight(period.columns, 'amber')),
        ]),
      },
    },
  };
}

function indexText(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formatFixed(value, 3);
}

function columnsTable({ columns, n, label }: MonitorPeriod): DataTable {
  const shown = byDrift(columns).slice(0, MOST_COLUMNS);
  const rest = columns.length - shown.length;
  return {
    id: 'drift-columns',
    title: `Columns by how much they changed, ${cutText(label, 60)}${rest > 0 ? `; ${formatThings(rest, 'column')} that changed less left out` : ''}`,
    n: `n = ${formatThings(n, 'customer')}`,
    columns: [
      left('Column', 1.6),
      left('Light'),
      right('PSI'),
      right('By chance'),
      right('p, corrected'),
      left('Test', 1.6),
      right('Missing before'),
      right('Missing now'),
    ],
    rows: shown.map(column => [
      cutText(column.column, 80),
      lightCell(column.light),
      indexText(column.index?.value),
      indexText(column.index?.expected),
      pText(column.corrected.index),
      testText(column),
      formatPercent(column.missing.before.value),
      formatPercent(column.missing.now.value),
    ]),
  };
}

function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : formatFixed(p, 3);
}

function testText({ ks, chiSquare }: ColumnDrift): string {
  if (ks) return `KS ${formatFixed(ks.distance, 3)}, p ${pText(ks.pValue)}`;
  if (chiSquare)
    return `chi-square ${formatFixed(chiSquare.statistic, 1)} (${formatCount(chiSquare.degrees)}), p ${pText(chiSquare.pValue)}`;
  return '–';
}

function segmentsTable(
  { n }: MonitorPeriod,
  { segments, sentence }: NonNullable<MonitorPeriod['segments']>,
): DataTable {
  return {
    id: 'drift-segments',
    title: `Sizes of the segments. ${cutText(sentence)}`,
    n: `n = ${formatThings(n, 'customer')}`,
    columns: [left('Segment', 2), right('At development'), right('Now'), right('Change in points, 95 % interval')],
    rows: segments.map(({ id, name, before, now, change }) => [
      `${id} ${cutText(name, 80)}`,
      formatPercent(before.value),
      formatPercent(now.value),
      measureText(change, asPoints),
    ]),
  };
}

const FIGURES: readonly [Exclude<keyof Performance, 'n' | 'nEvents'>, string, ValueFormat][] = [
  ['prevalence', 'Share of events', asShare],
  ['rocAuc', 'ROC-AUC', asFigure],
  ['gini', 'Gini', asFigure],
  ['ks', 'KS', asFigure],
  ['brier', 'Brier score', asFigure],
  ['accuracy', 'Accuracy', asShare],
  ['precision', 'Precision', asShare],
  ['recall', 'Recall', asShare],
  ['calibrationSlope', 'Calibration slope (1 is right)', asFigure],
  ['calibrationIntercept', 'Calibration intercept (0 is right)', asFigure],
  ['calibrationRatio', 'Happened over foretold (1 is right)', asFigure],
];

function scoreBlocks(score: ScoreDrift): Block[] {
  const { development, measured, estimated, notMeasured } = score;
  const words = [
    score.sentence,
    ...(measured?.sentences ?? []),
    ...(notMeasured ? [notMeasured] : []),
    ...(estimated && !measured ? [estimated.sentence] : []),
  ];
  return [
    { kind: 'heading', text: `The score of ${cutText(score.eventWords)}` },
    { kind: 'paragraph', text: words.join(' ') },
    {
      kind: 'table',
      table: {
        id: 'drift-performance',
        title: `${score.model}: at development, now, and estimated without outcomes`,
        n: `n = ${formatThings(measured?.performance.n ?? estimated?.n ?? development.n, 'customer')}`,
        columns: [left('Figure', 1.6), right('Development'), right('Now'), right('Estimated')],
        rows: FIGURES.map(([key, title, format]) => {
          const guess = estimated && key in estimated ? estimated[key as 'rocAuc'] : null;
          return [
            title,
            ...[development[key], measured?.performance[key], guess].map(figure =>
              figure ? measureText(figure, format) : '–',
            ),
          ];
        }),
      },
    },
    ...(estimated ? [{ kind: 'paragraph' as const, text: estimated.assumption }] : []),
  ];
}

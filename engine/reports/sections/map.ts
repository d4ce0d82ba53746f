import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import { pointMapScene, POINTS_DRAWN } from '../charts/pointMap.ts';
import type { Block, DataTable, Section } from '../document.ts';
import type { ReportContext } from './ReportContext.ts';

const LOADINGS_SHOWN = 12;
const ALL_VARIANCE = 0.9995;

/** Customers in two dimensions. */
export function mapSection(context: ReportContext): Section | null {
  const { map } = context.input;
  if (map.x.length === 0) return null;
  const [first, second] = map.explainedVarianceRatio;
  const drawn = Math.min(map.x.length, POINTS_DRAWN);
  const sampled =
    drawn < map.of
      ? ` Drawn are ${formatCount(drawn)} of ${formatThings(map.of, 'customer')}, chosen evenly by position.`
      : '';
  const table = loadingsTable(context);
  const blocks: Block[] = [
    {
      kind: 'figure',
      figure: {
        id: 'figure-map',
        title: 'Map of the customers',
        caption: `Each point is a customer, each number the centre of a segment; both components at the same scale. n = ${formatThings(map.of, 'customer')}.${sampled}`,
        description: `Scatter of customers on the first two principal components with the centres of ${formatThings(map.centers.length, 'segment')}: ${map.centers.map(center => `segment ${center.segment} at ${formatFixed(center.x, 2)}, ${formatFixed(center.y, 2)}`).join('; ')}.`,
        scene: pointMapScene(context.fonts, map, context.labels),
        table: centersTable(context),
      },
    },
  ];
  if (map.loadings.length > 0) blocks.push({ kind: 'table', table });
  const headline = headlineOf(first + second);
  return { id: 'map', title: 'Map', headline, blocks };
}

function headlineOf(share: number): string {
  if (share >= ALL_VARIANCE) return 'The two components drawn hold all of the variance: what lies apart here is apart.';
  return `The two components drawn hold ${formatPercent(share)} of the variance; groups that overlap here may be apart in the rest.`;
}

function centersTable(context: ReportContext): DataTable {
  return {
    id: 'centers',
    title: 'Centres on the map',
    n: `n = ${formatThings(context.input.map.centers.length, 'segment')}`,
    columns: [
      { header: 'Segment', align: 'left', grow: 2 },
      { header: 'Component 1', align: 'right' },
      { header: 'Component 2', align: 'right' },
    ],
    rows: context.input.map.centers.map(center => {
      const label = context.labels.find(one => one.id === center.segment);
      return [
        {
          text: `${center.segment} ${label?.name ?? ''}`,
          chip: { kind: 'segment' as const, position: label?.position ?? 0 },
        },
        formatFixed(center.x, 2),
        formatFixed(center.y, 2),
      ];
    }),
  };
}

function loadingsTable(context: ReportContext): DataTable {
  const { loadings } = context.input.map;
  const strength = (one: { x: number; y: number }): number => one.x * one.x + one.y * one.y;
  const shown = loadings
    .map((one, at) => ({ ...one, at }))
    .sort((a, b) => strength(b) - strength(a) || a.at - b.at)
    .slice(0, LOADINGS_SHOWN);
  return {
    id: 'loadings',
    title: 'Features that shape the map most',
    n: `n = ${formatCount(shown.length)} of ${formatThings(loadings.length, 'feature')}`,
    columns: [
      { header: 'Feature', align: 'left', grow: 3 },
      { header: 'Component 1', align: 'right' },
      { header: 'Component 2', align: 'right' },
    ],
    rows: shown.map(one => [one.feature, formatFixed(one.x, 3), formatFixed(one.y, 3)]),
  };
}

import type { Data } from 'plotly.js';
import { formatCount, formatPercent } from '#shared/format';
import type { Composition, Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/exportChart.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix, segmentLook, textOn } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** Levels kept apart by the engine; what comes after them is pooled as "Other". */
const MAX_LEVELS = 30;
const BOOK = 'book';
/** Labels that would have to be tiny are left to hovering. */
const LAYOUT = { margin: { l: 0, r: 0, t: 0, b: 0 }, uniformtext: { minsize: 10, mode: 'hide' } } as Figure['layout'];

/** What a tile stands for: a segment, and in it a level (null: missing, undefined: the whole segment). */
export interface Tile {
  readonly segment: number;
  readonly level?: string | null;
}
interface Drawn {
  readonly ids: string[];
  readonly labels: string[];
  readonly parents: string[];
  readonly values: number[];
  readonly colors: string[];
  readonly texts: string[];
  readonly tiles: (Tile | null)[];
}

/** Tiles sized by customers: segments, and in each its levels, largest first, in the segment's own hue. */
export function treemapFigure(composition: Composition, segmentation: Segmentation, tokens: Tokens): Figure {
  const drawn: Drawn = { ids: [], labels: [], parents: [], values: [], colors: [], texts: [], tiles: [] };
  composition.segmentIds.forEach((id, index) => addSegment(drawn, composition, segmentation, tokens, id, index));
  addRoot(drawn, segmentation, tokens);
  const trace = {
    type: 'treemap',
    ids: drawn.ids,
    labels: drawn.labels,
    parents: drawn.parents,
    values: drawn.values,
    text: drawn.texts,
    customdata: drawn.tiles,
    branchvalues: 'total',
    marker: { colors: drawn.colors, line: { width: 1, color: tokens.paper }, pad: { t: 20, l: 2, r: 2, b: 2 } },
    textfont: { size: 12, color: drawn.colors.map(color => (color === tokens.canvas ? tokens.ink : textOn(color))) },
    texttemplate: '%{label}<br>%{text}',
    hovertemplate: drawn.tiles.map(tile => `%{label}<br>%{text}${hoverHint(composition, tile)}<extra></extra>`),
    textposition: 'middle center',
    tiling: { packing: 'squarify', pad: 1 },
    pathbar: { visible: false },
    sort: true,
  };
  return {
    data: [trace as unknown as Data],
    layout: LAYOUT,
  };
}

/** The rare levels that the engine pooled have no filter of their own. */
export function isPooled({ levels }: Composition, tile: Tile): boolean {
  return levels.length > MAX_LEVELS && tile.level === levels.at(-1);
}

function hoverHint(composition: Composition, tile: Tile | null): string {
  if (!tile) return '';
  return isPooled(composition, tile)
    ? '<br>Rare levels put together: cannot be opened as one'
    : '<br>Click to see these customers';
}

function addSegment(
  drawn: Drawn,
  composition: Composition,
  segmentation: Segmentation,
  tokens: Tokens,
  id: number,
  index: number,
): void {
  const segment = segmentation.segments.find(candidate => candidate.id === id);
  const missing = composition.missing[index] ?? 0;
  const total = composition.counts[index].reduce((sum, count) => sum + count, 0) + missing;
  if (!segment || total === 0) return;
  const { color } = segmentLook(id);
  const add = (key: string, label: string, parent: string, value: number, fill: string, text: string, tile: Tile) => {
    drawn.ids.push(key);
    drawn.labels.push(escapeMarkup(label));
    drawn.parents.push(parent);
    drawn.values.push(value);
    drawn.colors.push(fill);
    drawn.texts.push(text);
    drawn.tiles.push(tile);
  };
  add(`s${id}`, `${id} ${segment.name}`, BOOK, total, color, `${formatCount(segment.size)} customers`, { segment: id });
  const order = composition.levels
    .map((_, level) => level)
    .sort((a, b) => composition.counts[index][b] - composition.counts[index][a]);
  order.forEach((level, rank) => {
    const count = composition.counts[index][level];
    if (count === 0) return;
    const fill = mix(color, tokens.paper, Math.min(0.45, 0.1 + rank * 0.06));
    const text = `${formatCount(count)} (${formatPercent(count / segment.size)})`;
    add(`s${id}/${level}`, composition.levels[level], `s${id}`, count, fill, text, {
      segment: id,
      level: composition.levels[level],
    });
  });
  if (missing > 0)
    add(
      `s${id}/missing`,
      'missing',
      `s${id}`,
      missing,
      mix(tokens.muted, tokens.paper, 0.55),
      `${formatCount(missing)} (${formatPercent(missing / segment.size)})`,
      { segment: id, level: null },
    );
}

function addRoot(drawn: Drawn, segmentation: Segmentation, tokens: Tokens): void {
  const total = drawn.values.reduce((sum, value, i) => (drawn.parents[i] === BOOK ? sum + value : sum), 0);
  drawn.ids.unshift(BOOK);
  drawn.labels.unshift(`All ${formatCount(segmentation.nCustomers)} customers`);
  drawn.parents.unshift('');
  drawn.values.unshift(total);
  drawn.colors.unshift(tokens.canvas);
  drawn.texts.unshift('');
  drawn.tiles.unshift(null);
}

export function compositionTable(composition: Composition, segmentation: Segmentation): ChartTable {
  const nameOf = (id: number) => segmentation.segments.find(segment => segment.id === id)?.name ?? String(id);
  return {
    columns: [composition.column, ...composition.segmentIds.map(id => `${nameOf(id)} (customers)`)],
    rows: [
      ...composition.levels.map((level, index) => [level, ...composition.counts.map(counts => counts[index])]),
      ['missing', ...composition.missing],
    ],
  };
}

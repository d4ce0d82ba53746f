import type { Data } from 'plotly.js';
import { formatCount, formatPercent } from '#shared/format';
import type { Composition, Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix, segmentLook, textOn, tilePattern } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { faded, selectedWords } from './marked.ts';
import { cut, segmentOf } from './segmentText.ts';

/** Levels kept apart by the engine; what comes after them is pooled as "Other". */
const MAX_LEVELS = 30;
const BOOK = 'book';
/** Characters over a segment that holds the whole book; smaller ones have room for less, down to their number. */
const ROOM = { wide: 150, narrow: 70 };
const LEAST_ROOM = 6;
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
  readonly hovers: string[];
  readonly tiles: (Tile | null)[];
}

/** Tiles sized by customers: segments, and in each its levels, largest first, in the segment's own hue. */
export function treemapFigure(
  composition: Composition,
  segmentation: Segmentation,
  tokens: Tokens,
  { width, marked }: { readonly width: 'wide' | 'narrow'; readonly marked?: Composition },
): Figure {
  const drawn: Drawn = { ids: [], labels: [], parents: [], values: [], colors: [], texts: [], hovers: [], tiles: [] };
  composition.segmentIds.forEach((id, index) =>
    addSegment(drawn, { composition, segmentation, tokens, marked, width }, id, index),
  );
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
    marker: {
      colors: drawn.colors,
      line: { width: 1, color: tokens.paper },
      pad: { t: 20, l: 2, r: 2, b: 2 },
      pattern: tilePattern(
        drawn.tiles.map(tile => (tile && tile.level !== null ? segmentLook(segmentation, tile.segment) : null)),
      ),
    },
    textfont: { size: 12, color: drawn.colors.map(color => (color === tokens.canvas ? tokens.ink : textOn(color))) },
    texttemplate: '%{label}<br>%{text}',
    hovertemplate: drawn.tiles.map(
      (tile, i) => `%{label}<br>%{text}${drawn.hovers[i]}${hoverHint(composition, tile)}<extra></extra>`,
    ),
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

interface Source {
  readonly composition: Composition;
  readonly segmentation: Segmentation;
  readonly tokens: Tokens;
  /** The customers of a selection by the same levels. */
  readonly marked: Composition | undefined;
  readonly width: 'wide' | 'narrow';
}

function addSegment(
  drawn: Drawn,
  { composition, segmentation, tokens, marked, width }: Source,
  id: number,
  index: number,
): void {
  const segment = segmentOf(segmentation, id);
  const missing = composition.missing[index] ?? 0;
  const total = composition.counts[index].reduce((sum, count) => sum + count, 0) + missing;
  if (!segment || total === 0) return;
  const { color } = segmentLook(segmentation, id);
  const room = Math.floor(segment.share * ROOM[width]);
  const selected = marked && marked.counts[index].reduce((sum, count) => sum + count, 0) + marked.missing[index];
  const add = (key: string, label: string, value: number, own: number | undefined, fill: string, tile: Tile) => {
    const isSegment = tile.level === undefined;
    drawn.ids.push(key);
    drawn.labels.push(escapeMarkup(label));
    drawn.parents.push(isSegment ? BOOK : `s${id}`);
    drawn.values.push(value);
    drawn.colors.push(own === undefined ? fill : faded(fill, own / value, tokens));
    const share = isSegment ? ' customers' : ` (${formatPercent(value / segment.size)})`;
    drawn.texts.push(`${formatCount(isSegment ? segment.size : value)}${share}`);
    drawn.hovers.push(`${isSegment ? `<br>${escapeMarkup(segment.name)}` : ''}${selectedWords(own)}`);
    drawn.tiles.push(tile);
  };
  add(`s${id}`, room < LEAST_ROOM ? String(id) : `${id} ${cut(segment.name, room)}`, total, selected, color, {
    segment: id,
  });
  const order = composition.levels
    .map((_, level) => level)
    .sort((a, b) => composition.counts[index][b] - composition.counts[index][a]);
  order.forEach((level, rank) => {
    const count = composition.counts[index][level];
    if (count === 0) return;
    const fill = mix(color, tokens.paper, Math.min(0.45, 0.1 + rank * 0.06));
    const tile = { segment: id, level: composition.levels[level] };
    add(`s${id}/${level}`, composition.levels[level], count, marked?.counts[index][level], fill, tile);
  });
  if (missing > 0) {
    const fill = mix(tokens.muted, tokens.paper, 0.55);
    add(`s${id}/missing`, 'missing', missing, marked?.missing[index], fill, { segment: id, level: null });
  }
}

function addRoot(drawn: Drawn, segmentation: Segmentation, tokens: Tokens): void {
  const total = drawn.values.reduce((sum, value, i) => (drawn.parents[i] === BOOK ? sum + value : sum), 0);
  drawn.ids.unshift(BOOK);
  drawn.labels.unshift(`All ${formatCount(segmentation.nCustomers)} customers`);
  drawn.parents.unshift('');
  drawn.values.unshift(total);
  drawn.colors.unshift(tokens.canvas);
  drawn.texts.unshift('');
  drawn.hovers.unshift('');
  drawn.tiles.unshift(null);
}

/** One row per segment and level, each of which can be picked. */
export function compositionTable(composition: Composition, segmentation: Segmentation): ChartTable {
  const totals = composition.levels.map((_, level) => composition.counts.reduce((sum, row) => sum + row[level], 0));
  const entries = composition.segmentIds.flatMap((id, s) => [
    ...composition.levels.map((level, i) => ({
      id,
      s,
      level: level as string | null,
      of: totals[i],
      n: composition.counts[s][i],
    })),
    { id, s, level: null, of: composition.missing.reduce((sum, n) => sum + n, 0), n: composition.missing[s] },
  ]);
  const shown = entries.filter(entry => entry.n > 0);
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    columns: [composition.column, 'Segment', 'Customers', 'Share of the segment', 'Share of the value'],
    rows: shown.map(({ id, level, of, n }) => {
      const segment = segmentOf(segmentation, id);
      return [level ?? 'missing', segment?.name ?? String(id), n, share(n, segment?.size ?? 0), share(n, of)];
    }),
    picks: shown.map(({ id, level }): Tile => ({ segment: id, level })),
  };
}

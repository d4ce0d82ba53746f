import type { Data } from 'plotly.js';
import { SEGMENT_COLUMN } from '#shared/contract/dataset';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import type { NestedCounts, NestedLevel } from '#shared/pictures';
import type { Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { SegmentLook } from '#shared/segmentLooks';
import { mix, segmentLook, textOn, tilePattern } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { faded, selectedWords } from './marked.ts';
import { cut, segmentName } from './segmentText.ts';

/** What a tile stands for: an outer level, and in it an inner one (null: missing, undefined: the whole outer level). */
export interface NestedTile {
  readonly outer: string | null;
  readonly inner?: string | null;
}
interface Row {
  readonly id: string;
  readonly parent: string;
  readonly label: string;
  readonly value: number;
  readonly color: string;
  /** Of the segment that most of its customers are in; null over the whole book. */
  readonly look: SegmentLook | null;
  readonly text: string;
  readonly hover: string;
  readonly tile: NestedTile | null;
}
const BOOK = 'book';
/** Characters over an outer level that holds the whole book; a smaller one has room for less. */
const CHARACTERS = 150;
const LEAST_ROOM = 6;

/** Tiles sized by customers, inner levels in outer ones, each in the colour of the segment that most of its customers are in. */
export function nestedFigure(
  nested: NestedCounts,
  segmentation: Segmentation,
  tokens: Tokens,
  marked?: NestedCounts,
): Figure {
  const rows = [...rowsOf(nested, segmentation, tokens, marked)];
  const trace = {
    type: 'treemap',
    ids: rows.map(row => row.id),
    labels: rows.map(row => escapeMarkup(row.label)),
    parents: rows.map(row => row.parent),
    values: rows.map(row => row.value),
    text: rows.map(row => row.text),
    customdata: rows.map(row => row.tile),
    branchvalues: 'total',
    marker: {
      colors: rows.map(row => row.color),
      line: { width: 1, color: tokens.paper },
      pad: { t: 20, l: 2, r: 2, b: 2 },
      pattern: tilePattern(rows.map(row => row.look)),
    },
    textfont: { size: 12, color: rows.map(({ color }) => (color === tokens.canvas ? tokens.ink : textOn(color))) },
    texttemplate: '%{label}<br>%{text}',
    hovertemplate: rows.map(row => `%{label}<br>${row.hover}<extra></extra>`),
    textposition: 'middle center',
    tiling: { packing: 'squarify', pad: 1 },
    pathbar: { visible: false },
    sort: true,
  };
  const layout = { margin: { l: 0, r: 0, t: 0, b: 0 }, uniformtext: { minsize: 10, mode: 'hide' } } as Figure['layout'];
  return { data: [trace as unknown as Data], layout };
}

function* rowsOf(
  nested: NestedCounts,
  segmentation: Segmentation,
  tokens: Tokens,
  marked?: NestedCounts,
): Generator<Row> {
  const whole = nested.outer.reduce((sum, level) => sum + sizeOf(level), 0);
  const hasSegments = nested.columns.includes(SEGMENT_COLUMN);
  const lookOf = (level: NestedLevel) => segmentLook(segmentation, nested.segmentIds[dominant(level)]);
  const colorOf = (level: NestedLevel, own: NestedLevel | undefined, fill: string) =>
    own ? faded(fill, sizeOf(own) / sizeOf(level), tokens) : fill;
  yield {
    id: BOOK,
    parent: '',
    label: `All ${formatCount(whole)} customers`,
    value: whole,
    color: tokens.canvas,
    look: null,
    text: '',
    hover: '',
    tile: null,
  };
  for (const [o, level] of nested.outer.entries()) {
    const own = marked?.outer[o];
    const say = (of: NestedLevel, mine: NestedLevel | undefined) =>
      `${dominantWords(of, nested, segmentation)}${mine ? selectedWords(sizeOf(mine)) : ''}<br>${of.pooled ? 'Rare values put together: cannot be opened as one' : 'Click to see these customers'}`;
    const outer = level.pooled ? undefined : level.level;
    yield {
      id: `${o}`,
      parent: BOOK,
      label: outerWords(level, nested, whole),
      value: sizeOf(level),
      color: colorOf(level, own, mix(lookOf(level).color, tokens.ink, 0.1)),
      look: lookOf(level),
      text: `${formatCount(sizeOf(level))} customers`,
      hover: `${escapeMarkup(levelWords(level))}<br>${formatCount(sizeOf(level))} customers, ${formatPercent(sizeOf(level) / whole)} of the book<br>${say(level, own)}`,
      tile: outer === undefined ? null : { outer },
    };
    for (const [i, tile] of level.inner.entries())
      yield {
        id: `${o}/${i}`,
        parent: `${o}`,
        label: levelWords(tile),
        value: sizeOf(tile),
        color: colorOf(tile, own?.inner[i], mix(lookOf(tile).color, tokens.paper, 0.12)),
        look: lookOf(tile),
        text: hasSegments
          ? `${formatCount(sizeOf(tile))} (${formatPercent(sizeOf(tile) / sizeOf(level))})`
          : `${formatCount(sizeOf(tile))}, ${formatPercent(shareOf(tile), 0)} in ${nested.segmentIds[dominant(tile)]}`,
        hover: `in ${escapeMarkup(levelWords(level))}<br>${formatCount(sizeOf(tile))} customers<br>${say(tile, own?.inner[i])}`,
        tile: outer === undefined || tile.pooled ? null : { outer, inner: tile.level },
      };
  }
}

/** A segment over its tiles by its number, and as much of its name as there is room for. */
function outerWords(level: NestedLevel, { columns, segmentIds }: NestedCounts, whole: number): string {
  if (columns[0] !== SEGMENT_COLUMN || level.level === null) return levelWords(level);
  const room = Math.floor((CHARACTERS * sizeOf(level)) / whole);
  return `${segmentIds[dominant(level)]} ${room < LEAST_ROOM ? '' : cut(level.level, room)}`.trim();
}

export function levelWords({ level, pooled }: NestedLevel): string {
  if (pooled !== undefined) return formatThings(pooled, 'other');
  return level ?? 'missing';
}

export function sizeOf({ counts }: NestedLevel): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Position of the segment that most customers of a level are in. */
export function dominant({ counts }: NestedLevel): number {
  return counts.indexOf(Math.max(...counts));
}

function shareOf(level: NestedLevel): number {
  return level.counts[dominant(level)] / Math.max(1, sizeOf(level));
}

function dominantWords(level: NestedLevel, { segmentIds }: NestedCounts, segmentation: Segmentation): string {
  return `${formatPercent(shareOf(level))} are in ${escapeMarkup(segmentName(segmentation, segmentIds[dominant(level)]))}`;
}

/** The outer level that one segment holds most of, as the title. */
export function nestedTakeaway(nested: NestedCounts, segmentation: Segmentation): string {
  const [outer, inner] = nested.columns;
  const whole = nested.outer.reduce((sum, level) => sum + sizeOf(level), 0);
  const large = nested.outer.filter(level => !level.pooled && level.level !== null && sizeOf(level) >= whole / 50);
  const best = large.reduce<NestedLevel | null>(
    (most, level) => (!most || shareOf(level) > shareOf(most) ? level : most),
    null,
  );
  if (outer === SEGMENT_COLUMN) return withinTakeaway(nested, whole);
  if (!best) return `${inner} within ${outer}`;
  const at = dominant(best);
  const book = segmentation.segments[at].share;
  return `${outer} “${best.level}”: ${formatPercent(shareOf(best))} are in “${segmentation.segments[at].name}”, ${formatPercent(book)} of the book`;
}

/** The inner level that is most over- or under-represented in one outer level. */
function withinTakeaway({ columns, outer }: NestedCounts, whole: number): string {
  const inBook = new Map<string, number>();
  for (const { inner } of outer)
    for (const tile of inner) inBook.set(levelWords(tile), (inBook.get(levelWords(tile)) ?? 0) + sizeOf(tile));
  let best = { gap: -1, words: `${columns[1]} within ${columns[0]}` };
  for (const level of outer)
    for (const tile of level.inner) {
      const [own, book] = [sizeOf(tile) / sizeOf(level), (inBook.get(levelWords(tile)) ?? 0) / whole];
      if (tile.pooled || Math.abs(own - book) <= best.gap) continue;
      const words = `${columns[1]} “${levelWords(tile)}”: ${formatPercent(own)} of “${levelWords(level)}”, ${formatPercent(book)} of the book`;
      best = { gap: Math.abs(own - book), words };
    }
  return best.words;
}

export function nestedTable(nested: NestedCounts, segmentation: Segmentation): ChartTable {
  const entries = nested.outer.flatMap(outer => outer.inner.map(inner => ({ outer, inner })));
  return {
    columns: [
      ...nested.columns,
      'Customers',
      'Largest segment',
      'Its share',
      ...nested.segmentIds.map(id => segmentName(segmentation, id)),
    ],
    rows: entries.map(({ outer, inner }) => [
      levelWords(outer),
      levelWords(inner),
      sizeOf(inner),
      segmentName(segmentation, nested.segmentIds[dominant(inner)]),
      shareOf(inner),
      ...inner.counts,
    ]),
    picks: entries.map(({ outer, inner }): NestedTile | null =>
      outer.pooled || inner.pooled ? null : { outer: outer.level, inner: inner.level },
    ),
  };
}

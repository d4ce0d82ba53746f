import type { Layout } from 'plotly.js';
import { lookOf } from '#shared/segmentLooks';
import type { SegmentSummary } from '#shared/results';
import { FONT, TOKENS } from '../theme/tokens.ts';
import { escapeMarkup } from './escapeMarkup.ts';
import type { Figure } from './figure.ts';

export const EXPORT_WIDTH = 960;
/** The picture without its title is at least this high, in pixels. */
const LEAST_HEIGHT = 480;
const TITLE_SIZE = 16;
/** As Plotly sets lines of a title under one another. */
const LINE = 1.3 * TITLE_SIZE;
const TOP = 16;
/** Plotly sets the foot of the first line there, not its top. */
const FOOT = Math.round(0.72 * TITLE_SIZE);
/** Characters of the title, and of the smaller legend, that have room in one line. */
const TITLE_CHARACTERS = 100;
const LEGEND_CHARACTERS = 118;
const SIDE = 24;

/** What the picture of a chart is drawn from. */
export interface ExportedChart {
  readonly figure: Figure;
  readonly title: string;
  /** On the screen, in pixels. */
  readonly height: number;
  /** Whose colours the marks have, where the picture does not name them itself. */
  readonly segments?: readonly SegmentSummary[];
}

/** A figure that stands alone: the whole title and the segments' colours above it, and the room that it has on the screen around it. */
export function exportLayout({ figure, title, height, segments = [] }: ExportedChart): Partial<Layout> {
  const { light } = TOKENS;
  const titleLines = inLines(title.split(' '), TITLE_CHARACTERS, word => word.length + 1).map(words =>
    escapeMarkup(words.join(' ')),
  );
  const legendLines = inLines(segments, LEGEND_CHARACTERS, ({ id, name }) => `${id} ${name}`.length + 5).map(line =>
    line.map(segment => legendEntry(segment, lookOf(segments, segment.id).color)).join('&nbsp;&nbsp; '),
  );
  const small = legendLines.map(line => `<span style="font-size:12px">${line}</span>`);
  const above = TOP + LINE * (titleLines.length + small.length) + 10;
  const own = { l: 0, r: 0, t: 0, b: 0, ...figure.layout.margin };
  return {
    ...figure.layout,
    width: EXPORT_WIDTH,
    height: Math.round(above + Math.max(LEAST_HEIGHT, height)),
    paper_bgcolor: light.paper,
    margin: { l: own.l + SIDE, r: own.r + SIDE, t: Math.round(own.t + above), b: own.b + SIDE },
    title: {
      text: [...titleLines, ...small].join('<br>'),
      font: { family: FONT, size: TITLE_SIZE, color: light.ink },
      x: SIDE / EXPORT_WIDTH,
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { t: TOP + FOOT },
    },
  };
}

function legendEntry({ id, name }: SegmentSummary, color: string): string {
  return `<span style="color:${color}">■</span> ${escapeMarkup(`${id} ${name}`)}`;
}

/** One after the other, a new line where the next has no room. */
function inLines<T>(parts: readonly T[], room: number, lengthOf: (part: T) => number): T[][] {
  const lines: T[][] = [];
  let used = room;
  for (const part of parts) {
    const length = lengthOf(part);
    if (used + length > room) {
      lines.push([]);
      used = 0;
    }
    lines[lines.length - 1].push(part);
    used += length;
  }
  return lines;
}

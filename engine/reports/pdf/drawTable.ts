import type { Cell, DataTable } from '../document.ts';
import { INK, LINE, MUTED, segmentMark, TIER_MARKS } from '../text/palette.ts';
import { segmentBox } from '../charts/chartParts.ts';
import { drawScene } from './drawScene.ts';
import type { InkStyle, PageFlow, StructureElement } from './PageFlow.ts';
import {
  CELL_STEP,
  CELL_STRONG,
  cellLines,
  cellStyle,
  chipWidth,
  tableParts,
  type PlacedColumn,
  type TablePart,
} from './tableLayout.ts';

const PAD = 3;
const SHORT_ROWS = 12;
const SHORT_TABLE = 260;
const MOST_HEADER_LINES = 8;
const TITLE: InkStyle = { size: 9, weight: 600 };
const QUIET: InkStyle = { size: 8.5, weight: 400, color: MUTED };

type Row = readonly (string | Cell)[];
/** A row broken into lines, by column of the part. */
interface LaidRow {
  readonly cells: Row;
  readonly lines: readonly (readonly string[])[];
  readonly height: number;
}

/** Draws a table: header repeated on every page, and as many parts as it takes when it is wider than the page. */
export function drawTable(flow: PageFlow, parent: StructureElement, table: DataTable): void {
  const parts = tableParts(flow.fonts, table, flow.width);
  parts.forEach((part, i) => {
    const suffix = parts.length > 1 ? `, part ${i + 1} of ${parts.length}` : '';
    drawPart(flow, parent, table, part, `${table.title}${suffix}`);
  });
}

function drawPart(flow: PageFlow, parent: StructureElement, table: DataTable, part: TablePart, title: string): void {
  const head = layRow(
    flow,
    table.columns.map(column => ({ text: column.header, isStrong: true })),
    part,
    MOST_HEADER_LINES,
  );
  const mostLines = Math.floor((flow.bottom - flow.top - head.height - 2 * PAD - 2) / CELL_STEP);
  const captionLines = flow.wrap(title, TITLE, flow.width);
  const above = captionLines.length * 13 + 14 + head.height;
  const rows = table.rows.map(row => layRow(flow, row, part, mostLines));
  flow.ensure(Math.min(above + startHeight(rows, above), flow.bottom - flow.top));
  const element = flow.pdf.struct('Table');
  parent.add(element);
  drawCaption(flow, element, captionLines, table.n);
  const headGroup = group(flow, element, 'THead');
  drawRow(flow, table, part, head, { parent: headGroup, isHeader: true });
  headGroup.end();
  const body = group(flow, element, 'TBody');
  for (const row of rows) {
    if (row.height > flow.room) {
      flow.newPage();
      drawRow(flow, table, part, head, { parent: null, isHeader: true });
    }
    drawRow(flow, table, part, row, { parent: body, isHeader: false });
  }
  body.end();
  element.end();
  flow.y += 14;
}

/** What must stand on the first page: all of a short table, two rows of a long one. */
function startHeight(rows: readonly LaidRow[], above: number): number {
  const first = rows.slice(0, SHORT_ROWS).map(row => row.height);
  const all = first.reduce((sum, height) => sum + height, 0);
  if (rows.length <= SHORT_ROWS && above + all <= SHORT_TABLE) return all;
  return first.slice(0, 2).reduce((sum, height) => sum + height, 0);
}

/** Breaks the cells of a row into lines; a cell that would not fit on a page ends with "…". */
function layRow(flow: PageFlow, cells: Row, part: TablePart, mostLines: number): LaidRow {
  const lines = part.columns.map(column => {
    const all = cellLines(flow.fonts, cells[column.at] ?? '', column.width);
    return all.length <= mostLines ? all : [...all.slice(0, mostLines - 1), '…'];
  });
  const most = Math.max(...lines.map(cell => cell.length));
  return { cells, lines, height: most * CELL_STEP + 2 * PAD };
}

function group(flow: PageFlow, parent: StructureElement, type: string): StructureElement {
  const element = flow.pdf.struct(type);
  parent.add(element);
  return element;
}

function drawCaption(flow: PageFlow, parent: StructureElement, lines: readonly string[], n: string): void {
  flow.tagged(parent, 'Caption', () => {
    flow.y += flow.lines(lines, flow.left, flow.y, TITLE);
    const last = lines[lines.length - 1] ?? '';
    const used = flow.fonts.width(last, TITLE.size, TITLE.weight) + 8;
    const isBeside = used + flow.fonts.width(n, QUIET.size, QUIET.weight) <= flow.width;
    if (isBeside) {
      const baseline = flow.y - TITLE.size * 1.4 + TITLE.size * 0.95;
      flow.line(n, flow.left + used, baseline, QUIET);
    } else flow.y += flow.lines(flow.wrap(n, QUIET, flow.width), flow.left, flow.y, QUIET);
  });
  flow.y += 2;
}

/** A header that is drawn again on a later page is decoration for who reads the structure. */
function drawRow(
  flow: PageFlow,
  table: DataTable,
  part: TablePart,
  row: LaidRow,
  how: { parent: StructureElement | null; isHeader: boolean },
): void {
  const drawCell = (i: number): void => {
    const column = part.columns[i];
    const isRight = table.columns[column.at].align === 'right';
    cellInk(flow, row.cells[column.at] ?? '', row.lines[i], column, isRight);
  };
  if (how.parent) {
    const element = group(flow, how.parent, 'TR');
    part.columns.forEach((column, i) => {
      const isKey = column.at === 0;
      const type = how.isHeader || isKey ? 'TH' : 'TD';
      const scope = how.isHeader ? { scope: 'Column' } : isKey ? { scope: 'Row' } : {};
      flow.tagged(element, type, () => drawCell(i), scope);
    });
    element.end();
  } else {
    flow.artifact(() => part.columns.forEach((_, i) => drawCell(i)), { type: 'Pagination' });
  }
  flow.y += row.height;
  const [color, width] = how.isHeader ? [INK, 0.7] : [LINE, 0.4];
  flow.rule(flow.y, flow.left, flow.left + Math.max(part.width, 120), color, width);
}

function cellInk(
  flow: PageFlow,
  cell: string | Cell,
  lines: readonly string[],
  column: PlacedColumn,
  isRight: boolean,
): void {
  const style = cellStyle(cell);
  const chip = typeof cell === 'string' ? undefined : cell.chip;
  const indent = chipWidth(flow.fonts, cell);
  const x = flow.left + column.x;
  const color = chip?.kind === 'tier' ? TIER_MARKS[chip.tier].color : INK;
  lines.forEach((text, i) => {
    const baseline = flow.y + PAD + i * CELL_STEP + style.size * 0.95;
    const width = flow.fonts.width(text, style.size, style.weight);
    const start = isRight ? x + column.width - width : x + indent;
    flow.line(text, start, baseline, { ...style, color });
  });
  if (chip?.kind === 'tier') {
    const baseline = flow.y + PAD + style.size * 0.95;
    flow.line(TIER_MARKS[chip.tier].shape, x, baseline, { ...CELL_STRONG, color });
  } else if (chip?.kind === 'segment') {
    const marks = segmentBox(0, 0, 7, 7, segmentMark(chip.position));
    drawScene(flow, { width: 7, height: 7, marks }, x, flow.y + PAD + 1.5);
  }
}

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
const TITLE: InkStyle = { size: 9, weight: 600 };
const QUIET: InkStyle = { size: 8.5, weight: 400, color: MUTED };

type Row = readonly (string | Cell)[];

/** Draws a table: header repeated on every page, and as many parts as it takes when it is wider than the page. */
export function drawTable(flow: PageFlow, parent: StructureElement, table: DataTable): void {
  const parts = tableParts(flow.fonts, table, flow.width);
  parts.forEach((part, i) => {
    const suffix = parts.length > 1 ? `, part ${i + 1} of ${parts.length}` : '';
    drawPart(flow, parent, table, part, `${table.title}${suffix}`);
  });
}

function drawPart(flow: PageFlow, parent: StructureElement, table: DataTable, part: TablePart, title: string): void {
  const header: Row = table.columns.map(column => ({ text: column.header, isStrong: true }));
  const headerHeight = rowHeight(flow, header, part);
  const captionLines = flow.wrap(title, TITLE, flow.width);
  const above = captionLines.length * 13 + 14 + headerHeight;
  flow.ensure(Math.min(above + startHeight(flow, table, part, above), flow.bottom - flow.top));
  const element = flow.pdf.struct('Table');
  parent.add(element);
  drawCaption(flow, element, captionLines, table.n);
  const head = group(flow, element, 'THead');
  drawRow(flow, table, part, header, { parent: head, isHeader: true });
  head.end();
  const body = group(flow, element, 'TBody');
  for (const row of table.rows) {
    if (rowHeight(flow, row, part) > flow.room && !flow.isAtTop) {
      flow.newPage();
      drawRow(flow, table, part, header, { parent: null, isHeader: true });
    }
    drawRow(flow, table, part, row, { parent: body, isHeader: false });
  }
  body.end();
  element.end();
  flow.y += 14;
}

/** What must stand on the first page: all of a short table, two rows of a long one. */
function startHeight(flow: PageFlow, table: DataTable, part: TablePart, above: number): number {
  const first = table.rows.slice(0, SHORT_ROWS).map(row => rowHeight(flow, row, part));
  const all = first.reduce((sum, height) => sum + height, 0);
  if (table.rows.length <= SHORT_ROWS && above + all <= SHORT_TABLE) return all;
  return first.slice(0, 2).reduce((sum, height) => sum + height, 0);
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

function rowHeight(flow: PageFlow, row: Row, part: TablePart): number {
  const most = Math.max(
    ...part.columns.map(column => cellLines(flow.fonts, row[column.at] ?? '', column.width).length),
  );
  return Math.min(most * CELL_STEP + 2 * PAD, flow.bottom - flow.top - 60);
}

/** A header that is drawn again on a later page is decoration for who reads the structure. */
function drawRow(
  flow: PageFlow,
  table: DataTable,
  part: TablePart,
  row: Row,
  how: { parent: StructureElement | null; isHeader: boolean },
): void {
  const height = rowHeight(flow, row, part);
  const mostLines = Math.max(1, Math.floor((height - 2 * PAD) / CELL_STEP + 0.01));
  const drawCell = (column: PlacedColumn): void => {
    const cell = row[column.at] ?? '';
    const lines = clamp(cellLines(flow.fonts, cell, column.width), mostLines);
    cellInk(flow, cell, lines, column, { isRight: table.columns[column.at].align === 'right', height });
  };
  if (how.parent) {
    const element = group(flow, how.parent, 'TR');
    for (const column of part.columns) {
      const isKey = column.at === 0;
      const type = how.isHeader || isKey ? 'TH' : 'TD';
      const scope = how.isHeader ? { scope: 'Column' } : isKey ? { scope: 'Row' } : {};
      flow.tagged(element, type, () => drawCell(column), scope);
    }
    element.end();
  } else flow.artifact(() => part.columns.forEach(drawCell), { type: 'Pagination' });
  flow.y += height;
  flow.rule(
    flow.y,
    flow.left,
    flow.left + Math.max(part.width, 120),
    how.isHeader ? INK : LINE,
    how.isHeader ? 0.7 : 0.4,
  );
}

function clamp(lines: string[], most: number): string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), '…'];
}

function cellInk(
  flow: PageFlow,
  cell: string | Cell,
  lines: readonly string[],
  column: PlacedColumn,
  how: { isRight: boolean; height: number },
): void {
  const style = cellStyle(cell);
  const chip = typeof cell === 'string' ? undefined : cell.chip;
  const indent = chipWidth(flow.fonts, cell);
  const x = flow.left + column.x;
  const color = chip?.kind === 'tier' ? TIER_MARKS[chip.tier].color : INK;
  lines.forEach((text, i) => {
    const baseline = flow.y + PAD + i * CELL_STEP + style.size * 0.95;
    const width = flow.fonts.width(text, style.size, style.weight);
    const start = how.isRight ? x + column.width - width : x + indent;
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

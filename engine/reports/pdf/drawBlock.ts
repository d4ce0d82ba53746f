import { segmentBox } from '../charts/chartParts.ts';
import type { Block, Figure, KeyFigure } from '../document.ts';
import { INK, MUTED, segmentMark, TIER_MARKS } from '../text/palette.ts';
import { drawScene } from './drawScene.ts';
import { drawTable } from './drawTable.ts';
import { BODY, LEADING, type InkStyle, type PageFlow, type StructureElement } from './PageFlow.ts';

const H3: InkStyle = { size: 12, weight: 600 };
const FIGURE_TITLE: InkStyle = { size: 9, weight: 600 };
const QUIET: InkStyle = { size: 8.5, weight: 400, color: MUTED };
const VALUE: InkStyle = { size: 20, weight: 600 };
const CODE: InkStyle = { size: 8, weight: 400 };
const BULLET_INDENT = 12;

/** Draws one block of a section at the current place. */
export function drawBlock(flow: PageFlow, parent: StructureElement, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(flow, parent, block);
    case 'paragraph':
      return flow.textBlock(parent, 'P', block.text, BODY, 6);
    case 'keyFigures':
      return drawKeyFigures(flow, parent, block.items);
    case 'figure':
      return drawFigure(flow, parent, block.figure);
    case 'table':
      return drawTable(flow, parent, block.table);
    case 'notes':
      return drawNotes(flow, parent, block.items);
    case 'code':
      return drawCode(flow, parent, block.title, block.text);
  }
}

function drawHeading(flow: PageFlow, parent: StructureElement, block: Extract<Block, { kind: 'heading' }>): void {
  const { chip } = block;
  const indent = chip ? 14 : 0;
  const lines = flow.wrap(block.text, H3, flow.width - indent);
  if (!flow.isAtTop) flow.y += 8;
  flow.ensure(lines.length * H3.size * LEADING + 90);
  flow.tagged(parent, 'H3', () => {
    if (chip?.kind === 'segment') {
      const marks = segmentBox(0, 0, 9, 9, segmentMark(chip.position));
      drawScene(flow, { width: 9, height: 9, marks }, flow.left, flow.y + 2.6);
    } else if (chip?.kind === 'tier') {
      const { shape, color } = TIER_MARKS[chip.tier];
      flow.line(shape, flow.left, flow.y + H3.size * 0.95, { ...H3, color });
    }
    flow.y += flow.lines(lines, flow.left + indent, flow.y, H3);
  });
  flow.y += 4;
}

function drawKeyFigures(flow: PageFlow, parent: StructureElement, items: readonly KeyFigure[]): void {
  const gap = 12;
  const width = (flow.width - gap * (items.length - 1)) / items.length;
  const laid = items.map(item => {
    const label = flow.wrap(item.label, QUIET, width);
    const detail = item.detail ? flow.wrap(item.detail, QUIET, width) : [];
    const valueSize = Math.min(
      VALUE.size,
      (VALUE.size * width) / Math.max(flow.fonts.width(item.value, VALUE.size, 600), 1),
    );
    return { item, label, detail, valueSize };
  });
  const labelHeight = Math.max(...laid.map(one => one.label.length)) * QUIET.size * LEADING;
  const detailHeight = Math.max(...laid.map(one => one.detail.length)) * QUIET.size * LEADING;
  const height = labelHeight + VALUE.size * 1.3 + detailHeight;
  flow.ensure(height);
  laid.forEach(({ item, label, detail, valueSize }, i) => {
    const x = flow.left + i * (width + gap);
    flow.tagged(parent, 'P', () => {
      flow.lines(label, x, flow.y, QUIET);
      flow.line(item.value, x, flow.y + labelHeight + VALUE.size, { ...VALUE, size: valueSize });
      flow.lines(detail, x, flow.y + labelHeight + VALUE.size * 1.3, QUIET);
    });
  });
  flow.y += height + 14;
}

function drawFigure(flow: PageFlow, parent: StructureElement, figure: Figure): void {
  const title = flow.wrap(figure.title, FIGURE_TITLE, flow.width);
  const caption = flow.wrap(figure.caption, QUIET, flow.width);
  const textHeight = title.length * FIGURE_TITLE.size * LEADING + caption.length * QUIET.size * LEADING + 5;
  flow.ensure(textHeight + figure.scene.height + 2);
  flow.tagged(parent, 'P', () => {
    flow.y += flow.lines(title, flow.left, flow.y, FIGURE_TITLE);
    flow.y += flow.lines(caption, flow.left, flow.y, QUIET);
  });
  flow.y += 5;
  const box = [flow.left, flow.y, flow.left + figure.scene.width, flow.y + figure.scene.height];
  const alt = `${figure.title}. ${figure.description}`;
  flow.tagged(parent, 'Figure', () => drawScene(flow, figure.scene, flow.left, flow.y), { alt, bbox: box });
  flow.y += figure.scene.height + 18;
}

function drawNotes(flow: PageFlow, parent: StructureElement, items: readonly string[]): void {
  const list = flow.pdf.struct('L');
  parent.add(list);
  for (const text of items) {
    const lines = flow.wrap(text, BODY, flow.width - BULLET_INDENT);
    const step = BODY.size * LEADING;
    flow.ensure(Math.min(lines.length, 12) * step);
    const item = flow.pdf.struct('LI');
    list.add(item);
    flow.tagged(item, 'Lbl', () => flow.line('•', flow.left + 2, flow.y + BODY.size * 0.95, BODY));
    const body = flow.pdf.struct('LBody');
    item.add(body);
    for (let at = 0; at < lines.length;) {
      const count = Math.max(1, Math.min(lines.length - at, Math.floor(flow.room / step)));
      flow.marked(body, 'LBody', () => {
        flow.y += flow.lines(lines.slice(at, at + count), flow.left + BULLET_INDENT, flow.y, BODY);
      });
      at += count;
      if (at < lines.length) flow.newPage();
    }
    body.end();
    item.end();
    flow.y += 3;
  }
  list.end();
  flow.y += 8;
}

function drawCode(flow: PageFlow, parent: StructureElement, title: string, text: string): void {
  const step = CODE.size * 1.35;
  flow.ensure(90);
  flow.tagged(parent, 'P', () => {
    flow.y += flow.lines(flow.wrap(title, FIGURE_TITLE, flow.width), flow.left, flow.y, FIGURE_TITLE);
  });
  flow.y += 3;
  const lines = text.split('\n').flatMap(line => {
    const depth = line.length - line.trimStart().length;
    const indent = Math.min(depth * 4, flow.width / 2);
    return flow.wrap(line.trimStart(), CODE, flow.width - indent - 8).map((part, i) => ({
      part,
      indent: indent + (i === 0 ? 0 : 8),
    }));
  });
  const element = flow.pdf.struct('P');
  parent.add(element);
  for (let at = 0; at < lines.length;) {
    if (flow.room < step) flow.newPage();
    const count = Math.max(1, Math.min(lines.length - at, Math.floor(flow.room / step)));
    flow.marked(element, 'P', () => {
      for (const { part, indent } of lines.slice(at, at + count)) {
        flow.line(part, flow.left + indent, flow.y + CODE.size, { ...CODE, color: INK });
        flow.y += step;
      }
    });
    at += count;
  }
  element.end();
  flow.y += 14;
}

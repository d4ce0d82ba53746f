import type { Paper } from '#shared/contract/report';
import { INK } from '../text/palette.ts';
import { shapeRun, type ReportFonts } from '../text/ReportFonts.ts';
import { wrapText, type TextStyle } from '../text/wrapText.ts';
import type { ArchivePdf } from './ArchivePdf.ts';

export type StructureElement = ReturnType<ArchivePdf['struct']>;
export interface InkStyle extends TextStyle {
  readonly color?: string;
}
/** A piece of text as it was set; tests look at these for what leaves the page. */
export interface PlacedText {
  readonly page: number;
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  readonly size: number;
  readonly text: string;
}

const PAGE_SIZES: Readonly<Record<Paper, readonly [number, number]>> = { A4: [595.28, 841.89], Letter: [612, 792] };
/** 20 mm. */
export const MARGIN = 56.69;
const FOOT = 18;

export const BODY: InkStyle = { size: 10, weight: 400 };
export const LEADING = 1.4;

/** Pages that follow each other, a place on the current one, and text set in the bundled fonts. */
export class PageFlow {
  readonly pdf: ArchivePdf;
  readonly fonts: ReportFonts;
  readonly root: StructureElement;
  readonly placed: PlacedText[] = [];
  readonly size: readonly [number, number];
  readonly left = MARGIN;
  readonly top = MARGIN;
  y = MARGIN;
  private pages = 0;
  private current = 0;

  constructor(pdf: ArchivePdf, fonts: ReportFonts, paper: Paper) {
    this.pdf = pdf;
    this.fonts = fonts;
    this.size = PAGE_SIZES[paper];
    for (const face of fonts.all) pdf.registerFont(face.key, face.data);
    this.root = pdf.struct('Document');
    pdf.addStructure(this.root);
    this.newPage();
  }

  get width(): number {
    return this.size[0] - 2 * MARGIN;
  }
  get bottom(): number {
    return this.size[1] - MARGIN - FOOT;
  }
  get room(): number {
    return this.bottom - this.y;
  }
  get isAtTop(): boolean {
    return this.y <= this.top;
  }
  get pageCount(): number {
    return this.pages;
  }
  get page(): number {
    return this.current;
  }

  newPage(): void {
    this.pdf.addPage({ size: [...this.size] as [number, number], margin: 0 });
    this.current = this.pages;
    this.pages += 1;
    this.y = this.top;
  }

  /** Goes on to a new page unless `height` fits on this one. */
  ensure(height: number): void {
    if (height > this.room && !this.isAtTop) this.newPage();
  }

  goToPage(page: number): void {
    this.pdf.switchToPage(page);
    this.current = page;
  }

  /** One structure element with what `draw` puts on the page. */
  tagged(parent: StructureElement, type: string, draw: () => void, options: object = {}): void {
    const element = this.pdf.struct(type, options);
    parent.add(element);
    this.marked(element, type, draw);
    element.end();
  }

  marked(element: StructureElement, type: string, draw: () => void): void {
    const content = this.pdf.markStructureContent(type);
    draw();
    this.pdf.endMarkedContent();
    element.add(content);
  }

  /** Rules and grounds that say nothing. */
  artifact(
    draw: () => void,
    options: { type: 'Layout' | 'Pagination'; attached?: string[] } = { type: 'Layout' },
  ): void {
    this.pdf.markContent('Artifact', options as Parameters<ArchivePdf['markContent']>[1]);
    draw();
    this.pdf.endMarkedContent();
  }

  rule(y: number, from: number, to: number, color: string, width = 0.5): void {
    this.artifact(() => this.pdf.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor(color).stroke());
  }

  wrap(text: string, style: TextStyle, width: number): string[] {
    return wrapText(this.fonts, text, style, width);
  }

  /** Sets one line with its baseline at `baseline`. */
  line(text: string, x: number, baseline: number, style: InkStyle): void {
    if (text === '') return;
    const width = this.fonts.width(text, style.size, style.weight);
    this.placed.push({ page: this.current, x, baseline, width, size: style.size, text });
    this.runs(text, x, baseline, style);
  }

  /** The same without a record, for charts whose marks are checked in their own frame. */
  runs(text: string, x: number, baseline: number, style: InkStyle): void {
    this.pdf.fillColor(style.color ?? INK);
    let at = x;
    for (const run of this.fonts.runs(text, style.weight)) {
      const shaped = shapeRun(run);
      this.pdf.shapedText(run.face.key, style.size, run.text, shaped, at, baseline);
      at += (shaped.advanceWidth / 1000) * style.size;
    }
  }

  /** Sets wrapped lines from `y` down and returns the height used. */
  lines(lines: readonly string[], x: number, y: number, style: InkStyle, leading = LEADING): number {
    const step = style.size * leading;
    lines.forEach((text, i) => this.line(text, x, y + i * step + style.size * 0.95, style));
    return lines.length * step;
  }

  /** A block of text that may go over several pages, at least two lines at a time. */
  textBlock(parent: StructureElement, type: string, text: string, style: InkStyle, gapAfter: number): void {
    const lines = this.wrap(text, style, this.width);
    const step = style.size * LEADING;
    const element = this.pdf.struct(type);
    parent.add(element);
    for (let at = 0; at < lines.length;) {
      this.ensure(Math.min(2, lines.length - at) * step);
      const count = Math.max(1, Math.min(lines.length - at, Math.floor(this.room / step)));
      this.marked(element, type, () => {
        this.y += this.lines(lines.slice(at, at + count), this.left, this.y, style);
      });
      at += count;
    }
    element.end();
    this.y += gapAfter;
  }
}

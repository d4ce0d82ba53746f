import type { Font, Glyph } from 'fontkit';

/** A glyph's place in thousandths of the font size, in the form pdfkit draws from. */
export interface GlyphPosition {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  readonly advanceWidth: number;
}
export interface ShapedText {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly GlyphPosition[];
  /** Thousandths of the font size. */
  readonly advanceWidth: number;
}

/** Figures of one width, so that columns of numbers line up; only for numbers, because the feature widens hyphens and brackets too. */
const TABULAR = ['tnum'] as const;
const NUMBER = /^\d/;
/** Words, spaces and numbers are shaped on their own, because they come again and again and shaping is slow. */
const PIECES = /( +|\d+(?:[.,]\d+)*)/;

/** Turns text into glyphs of one font, each piece once. */
export class Shaper {
  private readonly font: Font;
  private readonly shaped = new Map<string, ShapedText>();

  constructor(font: Font) {
    this.font = font;
  }

  /** @param isWhole a script whose words must be put in order together is not cut into pieces */
  shape(text: string, isWhole: boolean): ShapedText {
    if (isWhole) return this.piece(text);
    const pieces = text.split(PIECES).filter(piece => piece !== '');
    if (pieces.length === 1) return this.piece(text);
    const parts = pieces.map(piece => this.piece(piece));
    return {
      glyphs: parts.flatMap(part => part.glyphs),
      positions: parts.flatMap(part => part.positions),
      advanceWidth: parts.reduce((all, part) => all + part.advanceWidth, 0),
    };
  }

  private piece(text: string): ShapedText {
    let shaped = this.shaped.get(text);
    if (!shaped) {
      shaped = this.layOut(text);
      this.shaped.set(text, shaped);
    }
    return shaped;
  }

  private layOut(text: string): ShapedText {
    const scale = 1000 / this.font.unitsPerEm;
    const { glyphs, positions } = this.font.layout(text, NUMBER.test(text) ? TABULAR : undefined);
    const scaled = positions.map((position, i) => ({
      xAdvance: position.xAdvance * scale,
      yAdvance: position.yAdvance * scale,
      xOffset: position.xOffset * scale,
      yOffset: position.yOffset * scale,
      advanceWidth: glyphs[i].advanceWidth * scale,
    }));
    return { glyphs, positions: scaled, advanceWidth: scaled.reduce((all, position) => all + position.xAdvance, 0) };
  }
}

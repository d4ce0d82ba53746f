/** The little of fontkit that we use; the package has no declarations of its own. */
declare module 'fontkit' {
  export interface Glyph {
    readonly id: number;
  }
  export interface GlyphRun {
    readonly glyphs: readonly Glyph[];
    readonly advanceWidth: number;
  }
  export interface Font {
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string, features?: readonly string[]): GlyphRun;
  }
  export function create(data: Uint8Array): Font;
}

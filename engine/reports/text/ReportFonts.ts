// oxlint-disable-next-line triple-slash-reference -- an ambient declaration reaches the other floors only so
/// <reference path="./fontkit.d.ts" />
import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { assetFile, packageFile } from '../../location.ts';
import { Shaper, type ShapedText } from './Shaper.ts';
import { woffToSfnt } from './woffToSfnt.ts';

export type Weight = 400 | 600;

export interface FontFace {
  readonly key: string;
  readonly weight: Weight;
  /** TrueType, for embedding in a PDF. */
  readonly data: Buffer;
  /** WOFF where there is one, for embedding in HTML. */
  readonly woff: Buffer | null;
  readonly font: Font;
  readonly shaper: Shaper;
}
/** Part of a text that one font draws in one direction. */
export interface TextRun {
  readonly face: FontFace;
  readonly text: string;
  readonly isRtl: boolean;
}

const INTER_SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] as const;
const FALLBACK = { 400: 'DejaVuSans.ttf', 600: 'DejaVuSans-Bold.ttf' } as const;
const REPLACEMENT = '?';
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Joiners, marks of direction, byte order marks and variation selectors: nothing to draw. */
const INVISIBLE_RANGES: readonly (readonly [number, number])[] = [
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

/**
 * The bundled fonts of one report: Inter in its subsets, then DejaVu Sans for symbols and scripts Inter lacks. Knows how wide a text
 * is, and is the same on every host.
 */
export class ReportFonts {
  private readonly faces: Record<Weight, FontFace[]>;
  private readonly widths = new Map<string, number>();
  private readonly faceOf: Record<Weight, Map<number, FontFace | null>> = { 400: new Map(), 600: new Map() };

  constructor() {
    this.faces = { 400: openFaces(400), 600: openFaces(600) };
  }

  get all(): readonly FontFace[] {
    return [...this.faces[400], ...this.faces[600]];
  }

  /** Cuts a text where the font or the direction changes; what no font can draw becomes "?". */
  runs(text: string, weight: Weight): TextRun[] {
    const runs: { face: FontFace; text: string; isRtl: boolean }[] = [];
    for (const character of text) {
      if (isInvisible(character)) continue;
      const last = runs.at(-1);
      if (last?.isRtl && character === ' ') {
        last.text += character;
        continue;
      }
      const found = this.face(character, weight);
      const face = found ?? this.faces[weight][0];
      const drawn = found ? character : REPLACEMENT;
      const isRtl = RIGHT_TO_LEFT.test(character);
      if (last && last.face === face && last.isRtl === isRtl) last.text += drawn;
      else runs.push({ face, text: drawn, isRtl });
    }
    return runs;
  }

  /** Width of one line in points. */
  width(text: string, size: number, weight: Weight = 400): number {
    const key = `${weight}${text}`;
    let unit = this.widths.get(key);
    if (unit === undefined) {
      unit = this.runs(text, weight).reduce((all, run) => all + shapeRun(run).advanceWidth, 0) / 1000;
      this.widths.set(key, unit);
    }
    return unit * size;
  }

  /** How many characters of a text no bundled font can draw. */
  countUndrawable(text: string): number {
    let count = 0;
    for (const character of text) if (!isInvisible(character) && !this.face(character, 400)) count += 1;
    return count;
  }

  private face(character: string, weight: Weight): FontFace | null {
    const codePoint = character.codePointAt(0) ?? 0;
    const known = this.faceOf[weight];
    let face = known.get(codePoint);
    if (face === undefined) {
      const isControl = codePoint < 32 || (codePoint >= 127 && codePoint < 160);
      face = isControl ? null : (this.faces[weight].find(f => f.font.hasGlyphForCodePoint(codePoint)) ?? null);
      known.set(codePoint, face);
    }
    return face;
  }
}

export function shapeRun(run: TextRun): ShapedText {
  return run.face.shaper.shape(run.text, run.isRtl);
}

function isInvisible(character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  return INVISIBLE_RANGES.some(([first, last]) => codePoint >= first && codePoint <= last);
}

function openFaces(weight: Weight): FontFace[] {
  const files = INTER_SUBSETS.map(subset => ({
    key: `inter-${subset}-${weight}`,
    path: assetFile(`fonts/inter-${subset}-${weight}-normal.woff`),
  }));
  files.push({ key: `dejavu-${weight}`, path: packageFile(`dejavu-fonts-ttf/ttf/${FALLBACK[weight]}`) });
  return files.map(({ key, path }) => new OpenedFace(key, weight, path));
}

/** A font that is read when a text needs it: most reports are written in the first of twelve. */
class OpenedFace implements FontFace {
  readonly key: string;
  readonly weight: Weight;
  readonly #path: string;
  #opened: Pick<FontFace, 'data' | 'woff' | 'font' | 'shaper'> | null = null;

  constructor(key: string, weight: Weight, path: string) {
    this.key = key;
    this.weight = weight;
    this.#path = path;
  }

  get data(): Buffer {
    return this.#open().data;
  }
  get woff(): Buffer | null {
    return this.#open().woff;
  }
  get font(): Font {
    return this.#open().font;
  }
  get shaper(): Shaper {
    return this.#open().shaper;
  }

  #open() {
    if (this.#opened) return this.#opened;
    const bytes = readFileSync(this.#path);
    const woff = this.#path.endsWith('.woff') ? bytes : null;
    const data = woff ? woffToSfnt(woff) : bytes;
    const font = create(data);
    this.#opened = { data, woff, font, shaper: new Shaper(font) };
    return this.#opened;
  }
}

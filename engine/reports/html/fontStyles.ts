import { createHash } from 'node:crypto';
import type { FontFace, ReportFonts } from '../text/ReportFonts.ts';

/** The subsets of Inter a text needs, as inline font faces; symbols and other scripts are left to the reader's own fonts. */
export function fontStyles(fonts: ReportFonts, text: string): string {
  const faces = new Map<FontFace, Set<number>>();
  for (const character of charactersIn(text)) {
    for (const weight of [400, 600] as const) {
      for (const { face } of fonts.runs(character, weight)) {
        const points = faces.get(face) ?? new Set<number>();
        points.add(character.codePointAt(0) ?? 0);
        faces.set(face, points);
      }
    }
  }
  return [...faces]
    .filter(([face]) => face.woff !== null)
    .sort(([a], [b]) => (a.key < b.key ? -1 : 1))
    .map(([face, points]) => fontFace(face, points))
    .join('\n');
}

/** Each different character once; a report has a million. */
function charactersIn(text: string): Set<string> {
  const isSeen = new Uint8Array(2 ** 16);
  const characters = new Set<string>();
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const isPart = unit >= 0xd800 && unit < 0xe000;
    if (!isPart && isSeen[unit] === 1) continue;
    isSeen[unit] = 1;
    const point = text.codePointAt(at)!;
    characters.add(String.fromCodePoint(point));
    if (point > 0xffff) at++;
  }
  return characters;
}

function fontFace(face: FontFace, points: ReadonlySet<number>): string {
  const range =
    face.key.startsWith('inter-latin-ext') || !face.key.startsWith('inter-latin') ? unicodeRange(points) : '';
  const data = face.woff?.toString('base64') ?? '';
  return `@font-face{font-family:Inter;font-weight:${face.weight};font-style:normal;src:url(data:font/woff;base64,${data}) format("woff")${range}}`;
}

function unicodeRange(points: ReadonlySet<number>): string {
  const codes = [...points].sort((a, b) => a - b).map(point => `U+${point.toString(16).toUpperCase()}`);
  return `;unicode-range:${codes.join(',')}`;
}

/** Lets exactly this style sheet through the content security policy. */
export function styleHash(styles: string): string {
  return `'sha256-${createHash('sha256').update(styles, 'utf8').digest('base64')}'`;
}

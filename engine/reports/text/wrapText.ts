import type { ReportFonts, Weight } from './ReportFonts.ts';

export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
}
const COMBINING = /^\p{M}/u;
/** A long word is cut after one of these where that fits. */
const SOFT_BREAK = /[_\-/.,;:|)&]/;

/** Cuts a text into lines no wider than `width`; a word that is wider than a line is cut, never clipped. */
export function wrapText(fonts: ReportFonts, text: string, style: TextStyle, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) lines.push(...wrapParagraph(fonts, paragraph, style, width));
  return lines;
}

/** A percent sign stays with its number. */
function wrapParagraph(fonts: ReportFonts, text: string, style: TextStyle, width: number): string[] {
  const lines: string[] = [];
  const space = fonts.width(' ', style.size, style.weight);
  let line = '';
  let lineWidth = 0;
  for (const word of text.replace(/(\d) %/g, '$1\u00a0%').split(/[ \t\r]+/)) {
    if (word === '') continue;
    for (const piece of pieces(fonts, word, style, width)) {
      const pieceWidth = fonts.width(piece.text, style.size, style.weight);
      const gap = line === '' || piece.isContinued ? 0 : space;
      if (line !== '' && (piece.isContinued || lineWidth + gap + pieceWidth > width)) {
        lines.push(line);
        line = piece.text;
        lineWidth = pieceWidth;
      } else {
        line += (gap > 0 ? ' ' : '') + piece.text;
        lineWidth += gap + pieceWidth;
      }
    }
  }
  lines.push(line);
  return lines;
}

function pieces(
  fonts: ReportFonts,
  word: string,
  style: TextStyle,
  width: number,
): { text: string; isContinued: boolean }[] {
  if (fonts.width(word, style.size, style.weight) <= width) return [{ text: word, isContinued: false }];
  const result: { text: string; isContinued: boolean }[] = [];
  let rest = Array.from(word);
  while (rest.length > 0) {
    const take = fittingLength(fonts, rest, style, width);
    result.push({ text: rest.slice(0, take).join(''), isContinued: result.length > 0 });
    rest = rest.slice(take);
  }
  return result;
}

/** As many characters as fit in one line, ending after a soft break if there is one in the second half. */
function fittingLength(fonts: ReportFonts, characters: readonly string[], style: TextStyle, width: number): number {
  const most = mostThatFits(fonts, characters, style, width);
  if (most === characters.length) return most;
  for (let at = most; at > most / 2; at -= 1) if (SOFT_BREAK.test(characters[at - 1])) return at;
  return most;
}

/** As many characters as fit in one line, at least one; an accent stays with its letter. */
function mostThatFits(fonts: ReportFonts, characters: readonly string[], style: TextStyle, width: number): number {
  let low = 1;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const text = characters.slice(0, middle).join('');
    if (fonts.width(text, style.size, style.weight) <= width) low = middle;
    else high = middle - 1;
  }
  while (low > 1 && low < characters.length && COMBINING.test(characters[low])) low -= 1;
  return low;
}

/** Cuts a text to one line of at most `width`, with "…" where something was left out; empty when not even that fits. */
export function fitText(fonts: ReportFonts, text: string, style: TextStyle, width: number): string {
  const clean = text.replace(/\s+/g, ' ');
  if (fonts.width(clean, style.size, style.weight) <= width) return clean;
  const room = width - fonts.width('…', style.size, style.weight);
  if (room <= 0) return '';
  const characters = Array.from(clean);
  const take = mostThatFits(fonts, characters, style, room);
  const cut = characters.slice(0, take).join('').trimEnd();
  if (cut === '' || fonts.width(`${cut}…`, style.size, style.weight) > width) return '';
  return `${cut}…`;
}

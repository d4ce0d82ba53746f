import { readFileSync } from 'node:fs';
import { create } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { assetFile } from '#engine/location';
import { compactJson } from '#engine/reports/text/compactJson';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { woffToSfnt } from '#engine/reports/text/woffToSfnt';
import { fitText, wrapText } from '#engine/reports/text/wrapText';

const fonts = new ReportFonts();
const style = { size: 10, weight: 400 } as const;
const width = (text: string): number => fonts.width(text, 10);

describe('ReportFonts', () => {
  it('gives digits one width and letters their own', () => {
    expect(width('1111')).toBeCloseTo(width('8888'), 6);
    expect(width('iiii')).toBeLessThan(width('mmmm'));
  });

  it('draws each character in the first font that has it', () => {
    const faces = (text: string): string[] => fonts.runs(text, 400).map(run => `${run.face.key} ${run.text}`);
    expect(faces('Caliński')).toEqual(['inter-latin-400 Cali', 'inter-latin-ext-400 ń', 'inter-latin-400 ski']);
    expect(faces('▲ High')).toEqual(['dejavu-400 ▲', 'inter-latin-400  High']);
    expect(faces('Ελλάδα Київ')).toEqual(['inter-greek-400 Ελλάδα', 'inter-latin-400  ', 'inter-cyrillic-400 Київ']);
  });

  it('keeps words of a script written from right to left in one run', () => {
    expect(fonts.runs('محمد علی Khan', 400).map(run => run.text)).toEqual(['محمد علی ', 'Khan']);
  });

  it('replaces and counts what no font has, and skips what is invisible', () => {
    expect(fonts.runs('a漢b', 400).map(run => run.text)).toEqual(['a?b']);
    expect(fonts.countUndrawable('a漢字b\u200d')).toBe(2);
    expect(fonts.runs('a\u202eb\ufeff', 400).map(run => run.text)).toEqual(['ab']);
    expect(fonts.countUndrawable('bell \u0007')).toBe(1);
  });
});

describe('woffToSfnt', () => {
  it('unpacks a font with the same glyphs, in a file whose checksums add up', () => {
    const woff = readFileSync(assetFile('fonts/inter-latin-400-normal.woff'));
    const sfnt = woffToSfnt(woff);
    expect(sfnt.readUInt32BE(0)).toBe(0x00010000);
    expect(create(sfnt).layout('Tessera 1').positions).toEqual(create(woff).layout('Tessera 1').positions);
    for (let at = 12; at < 12 + sfnt.readUInt16BE(4) * 16; at += 16) {
      const [checksum, offset, length] = [4, 8, 12].map(field => sfnt.readUInt32BE(at + field));
      let sum = 0;
      for (let word = offset; word < offset + length; word += 4) sum = (sum + sfnt.readUInt32BE(word)) >>> 0;
      const tag = sfnt.toString('latin1', at, at + 4);
      // head holds an adjustment that is left out of its own sum (OpenType specification).
      const adjustment = tag === 'head' ? sfnt.readUInt32BE(offset + 8) : 0;
      expect((sum - adjustment) >>> 0, tag).toBe(checksum);
    }
  });

  it('refuses what is not a WOFF font', () => {
    expect(() => woffToSfnt(Buffer.alloc(100))).toThrow('not a WOFF font');
  });
});

describe('wrapText', () => {
  it('breaks between words and loses none', () => {
    const text = 'the quick brown fox jumps over the lazy dog';
    const lines = wrapText(fonts, text, style, 80);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(80);
  });

  it('cuts a word that is wider than the line, after a mark where there is one', () => {
    const word = `Expected_Transaction_${'x'.repeat(60)}`;
    const lines = wrapText(fonts, word, style, 70);
    expect(lines.join('')).toBe(word);
    expect(lines[0]).toBe('Expected_');
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(70);
  });

  it('gets on when not even one character fits', () => {
    expect(wrapText(fonts, 'abc', style, 1)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the percent sign with its number and line breaks as they are', () => {
    expect(wrapText(fonts, '12.5 %', style, width('12.5 ') + 1)).not.toContain('%');
    expect(wrapText(fonts, 'a\n\nb', style, 100)).toEqual(['a', '', 'b']);
  });
});

describe('fitText', () => {
  it('leaves what fits and cuts the rest with a mark', () => {
    expect(fitText(fonts, 'short', style, 100)).toBe('short');
    const cut = fitText(fonts, 'Politically exposed, high turnover', style, 100);
    expect(cut).toMatch(/^Politically expo.*…$/);
    expect(width(cut)).toBeLessThanOrEqual(100);
  });

  it('is empty where nothing fits, and one line always', () => {
    expect(fitText(fonts, 'word', style, 3)).toBe('');
    expect(fitText(fonts, 'two\nlines', style, 200)).toBe('two lines');
  });
});

describe('compactJson', () => {
  it('is the same value, in lines of at most 96 characters where values are short', () => {
    const value = {
      a: 1,
      list: Array.from({ length: 60 }, (_, i) => `word ${i}`),
      nested: { empty: {}, none: null, text: 'x' },
    };
    const text = compactJson(value);
    expect(JSON.parse(text)).toEqual(value);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(96);
    expect(compactJson({ a: [1, 2] })).toBe('{ "a": [1, 2] }');
  });
});

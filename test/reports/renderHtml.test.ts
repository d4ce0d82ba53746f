import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildDocument } from '#engine/reports/buildDocument';
import { escapeMarkup } from '#engine/reports/html/escapeMarkup';
import { renderHtml } from '#engine/reports/html/renderHtml';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { HOSTILE_TEXTS } from '../support/hostileTexts.ts';
import { makeReportInput, type ReportInputOptions } from '../support/reportInput.ts';

const fonts = new ReportFonts();
const html = (options: ReportInputOptions = {}): string =>
  renderHtml(buildDocument(makeReportInput(options), fonts), fonts);

/** Every tag of a document, without the text between. */
function tags(text: string): string[] {
  return Array.from(text.matchAll(/<\/?[a-zA-Z!][^>]*>/g), match => match[0]);
}

describe('renderHtml', () => {
  const plain = html();

  it('gives the same text for the same document', () => {
    expect(html()).toBe(plain);
    expect(html({ seed: 8 })).not.toBe(plain);
  });

  it('has no script, no handler, no frame and nothing from outside', () => {
    const found = tags(plain);
    expect(found.length).toBeGreaterThan(1000);
    expect(found.filter(tag => /^<(script|iframe|object|embed|link|base|form|img|a href="(?!#))/i.test(tag))).toEqual(
      [],
    );
    expect(found.filter(tag => /\son[a-z]+\s*=/i.test(tag))).toEqual([]);
    expect(found.filter(tag => /(src|href|action)\s*=\s*"(?!#)/i.test(tag))).toEqual([]);
    const style = /<style>([\s\S]*?)<\/style>/.exec(plain)?.[1] ?? '';
    expect(
      Array.from(style.matchAll(/url\(([^)]{0,30})/g), match => match[1]).filter(
        url => !url.startsWith('data:font/woff'),
      ),
    ).toEqual([]);
    expect(style).not.toContain('@import');
  });

  it('ends no line before a per cent sign, and leaves what can be copied as it is', () => {
    const copied = Array.from(plain.matchAll(/<pre>[\s\S]*?<\/pre>/g), match => match[0]);
    const told = copied.reduce((text, pre) => text.replace(pre, ''), plain.slice(plain.indexOf('<body>')));
    expect(told.replace(/<svg[\s\S]*?<\/svg>/g, '')).not.toMatch(/\d %/);
    expect(told).toContain('\u00a0%');
    expect(copied.join('')).not.toContain('\u00a0');
  });

  it('lets its own style through the content security policy and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(plain)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    const style = /<style>([\s\S]*?)<\/style>/.exec(plain)?.[1] ?? '';
    const hash = createHash('sha256').update(style, 'utf8').digest('base64');
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(tags(plain).filter(tag => /\sstyle=/.test(tag))).toEqual([]);
    expect(plain.indexOf('Content-Security-Policy')).toBeLessThan(plain.indexOf('<style>'));
  });

  it.each(HOSTILE_TEXTS)('keeps %j as text wherever names and values stand', hostile => {
    const dirty = html({
      text: text => `${hostile} ${text}`,
      fileName: `${hostile}.xlsx`,
      nSegments: 3,
      nCategories: 2,
      nNumbers: 1,
    });
    const clean = html({
      text: text => `harmless ${text}`,
      fileName: 'harmless.xlsx',
      nSegments: 3,
      nCategories: 2,
      nNumbers: 1,
    });
    const kinds = (text: string): string[] => tags(text).map(tag => tag.replace(/\s[\s\S]*/, '').replace('>', ''));
    const without = (text: string): string[] => kinds(text).filter(kind => kind !== '<text' && kind !== '</text');
    expect(without(dirty)).toEqual(without(clean));
    expect(dirty).not.toContain('\u0000');
    expect(dirty).not.toContain('\u202e');
    expect(Buffer.from(dirty, 'utf8').toString('utf8')).toBe(dirty);
  });

  it('describes every picture and gives its numbers as a table', () => {
    const pictures = Array.from(plain.matchAll(/<svg role="img" aria-labelledby="([^"]+)"/g), match => match[1]);
    expect(pictures.length).toBeGreaterThan(10);
    for (const ids of pictures) for (const id of ids.split(' ')) expect(plain).toContain(` id="${id}">`);
    expect(plain.match(/<figure /g)).toHaveLength(pictures.length);
    expect(plain.match(/<details>/g)).toHaveLength(pictures.length);
    expect(tags(plain).filter(tag => tag.startsWith('<th') && tag !== '<thead>' && !tag.includes('scope='))).toEqual(
      [],
    );
  });

  it('leads from the contents to every section, with ids used once', () => {
    const ids = Array.from(plain.matchAll(/ id="([^"]+)"/g), match => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of plain.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('tells tiers by shape and word', () => {
    for (const [tier, shape] of [
      ['High', '▲'],
      ['Medium', '◆'],
      ['Low', '●'],
    ]) {
      expect(plain).toContain(
        `<span class="tier tier-${tier}"><span aria-hidden="true">${shape}</span> ${tier}</span>`,
      );
    }
  });

  it('stays small: fonts and a page of chrome for an empty book of pictures', () => {
    expect(html({ nCategories: 0, nNumbers: 0, points: 10 }).length).toBeLessThan(400_000);
  });
});

describe('escapeMarkup', () => {
  it('replaces what markup would read', () => {
    expect(escapeMarkup(`a < b & "c" > 'd'`)).toBe('a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;');
    expect(escapeMarkup('a\u0000b\u001bc\ud800d')).toBe('a\ufffdb\ufffdc\ufffdd');
    expect(escapeMarkup('line\nbreak\ttab 😀')).toBe('line\nbreak\ttab 😀');
    expect(escapeMarkup('abc\u202edef')).toBe('abcdef');
  });
});

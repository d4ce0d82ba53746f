import { expect, it } from 'vitest';
import type { SegmentSummary } from '#shared/results';
import { exportLayout, EXPORT_WIDTH } from '../../renderer/charts/exportLayout.ts';

const figure = { data: [], layout: { margin: { l: 130, r: 96, t: 22, b: 32 } } };
const named = (names: readonly string[]) => names.map((name, i) => ({ id: i + 1, name })) as SegmentSummary[];

it('an exported picture has its whole title, the colours of the segments, and the room it has on the screen', () => {
  const title = `“Pensioner, long-standing” shrank from 84.8 % to 2.0 % of new customers between 2000–2001 and 2024–2025 ${'and so on '.repeat(8)}<b>`;
  const segments = named([
    'Salary & wages',
    'Pensioner, long-standing',
    ...Array.from({ length: 6 }, (_n, i) => `A longer name ${i}`),
  ]);
  const { title: head, margin, height, width } = exportLayout({ figure, title, height: 380, segments });
  // the foot of letters of 16 pixels: their heads are well inside the picture
  expect((head as { pad: { t: number } }).pad.t).toBeGreaterThanOrEqual(24);
  const lines = (head as { text: string }).text.split('<br>');
  const words = lines.filter(line => !line.includes('<span')).join(' ');
  expect(words).toBe(title.replace('<b>', '&lt;b&gt;'));
  expect(Math.max(...lines.map(line => line.replaceAll(/<[^>]*>|&[a-z]+;/g, '').length))).toBeLessThan(130);
  const legend = lines.filter(line => line.includes('<span')).join('');
  expect(legend.match(/■/g)).toHaveLength(8);
  expect(legend).toContain('1 Salary &amp; wages');
  // 22 of its own, and each line of the title over it
  expect(margin!.t).toBeGreaterThan(22 + lines.length * 20);
  expect([margin!.l! >= 130, margin!.r! >= 96, margin!.b! >= 32]).toEqual([true, true, true]);
  expect(width).toBe(EXPORT_WIDTH);
  expect(height! - margin!.t!).toBeGreaterThan(400);
});

it('a picture of many rows is as high as on the screen, and one without segments has no legend', () => {
  const { title, height } = exportLayout({ figure, title: 'Means', height: 1_700 });
  expect((title as { text: string }).text).toBe('Means');
  expect(height).toBeGreaterThan(1_700);
});

import { expect, test } from 'vitest';
import { AS_FOUND, defaultReading } from '#shared/reading';
import { asksTheSame } from '#engine/session/asksTheSame';
import { rawRead } from '../support/rawTable.ts';

test('how numbers are written matters only for text files; all else matters for both', () => {
  const text = { asked: AS_FOUND, raw: { ...rawRead([['a']]), separator: ';' } };
  const workbook = { asked: AS_FOUND, raw: { ...rawRead([['a']]), separator: null } };
  const point = { ...defaultReading(), decimalMark: '.' as const };
  expect([asksTheSame(text, defaultReading()), asksTheSame(workbook, defaultReading())]).toEqual([true, true]);
  expect([asksTheSame(text, point), asksTheSame(workbook, point)]).toEqual([false, true]);
  const sheet = { ...defaultReading(), sheet: 'Other' };
  expect([asksTheSame(text, sheet), asksTheSame(workbook, sheet)]).toEqual([false, false]);
});

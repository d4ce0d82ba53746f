import { expect, it } from 'vitest';
import { safeLines, safeText, safeTexts } from '../../../headless/cli/safeText.ts';

it('shows what would move the cursor, start a line or turn the writing, and leaves the rest', () => {
  expect(safeText('a\nSigned by\r\u001b[2K\u009b1A\u202e\u2028')).toBe(
    String.raw`a\u000aSigned by\u000d\u001b[2K\u009b1A\u202e\u2028`,
  );
  expect(safeText('Größe, العمر 年齢')).toBe('Größe, العمر 年齢');
  expect(safeLines('one\n\ttwo\u0007')).toBe('one\n\ttwo\\u0007');
  expect(safeTexts({ name: 'a\tb', of: ['\n', 1, null] })).toEqual({ name: 'a\\u0009b', of: ['\\u000a', 1, null] });
});

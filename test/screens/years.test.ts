import { expect, it } from 'vitest';
import { isYear } from '#shared/years';
import { compactText, valueText } from '../../renderer/text/compactText.ts';

it('tells years from amounts by the name of their column', () => {
  for (const name of ['Year_Birth', 'birthYear', 'Year of entry', 'YEAR', 'yearofbirth', 'join_year'])
    expect(isYear(name, 1957)).toBe(true);
  for (const name of ['Sales per year', 'Years with the bank', 'Yearly income', 'Balance', 'Half-year sales'])
    expect(isYear(name, 1957)).toBe(false);
  expect([isYear('Year', 957), isYear('Year', 19_570), isYear('Year', Number.NaN)]).toEqual([false, false, false]);
});

it('writes them without commas and thousands, their means with one decimal', () => {
  expect([compactText('Year_Birth', 1957), compactText('Year_Birth', 1968.8058), compactText('Income', 1957)]).toEqual([
    '1957',
    '1968.8',
    '1.96 k',
  ]);
  expect([valueText('Year_Birth', 1968.8058), valueText('Income', 1968.8058)]).toEqual(['1968.8', '1,969']);
});

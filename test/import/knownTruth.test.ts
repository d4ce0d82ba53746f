import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { readSource } from '#engine/formats/readSource';
import { importRaw } from '#engine/import/importRaw';
import type { Imported } from '#engine/import/Imported';
import { AS_FOUND } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';
import { withFile } from '../formats/reading.ts';
import { kindsOf, valuesOf } from '../support/importRows.ts';
import { testRun } from '../support/testRun.ts';

/** How a country writes numbers. */
interface Locale {
  readonly point: '.' | ',';
  readonly between: string;
  readonly group: number;
}
interface Column {
  readonly texts: readonly string[];
  readonly truth: readonly (number | string)[];
}

const LOCALES: readonly Locale[] = [
  { point: '.', between: ',', group: 3 },
  { point: '.', between: ',', group: 2 },
  { point: '.', between: '’', group: 3 },
  { point: '.', between: '', group: 3 },
  { point: ',', between: '.', group: 3 },
  { point: ',', between: '\u00a0', group: 3 },
  { point: ',', between: '\u202f', group: 3 },
  { point: ',', between: '', group: 3 },
];
const SIGNS = ['', '', ' %', '€ ', ' EUR', 'Rs. '];
const NEGATIVE: readonly ((text: string) => string)[] = [text => `-${text}`, text => `−${text}`, text => `(${text})`];
const SEPARATORS = [';', ',', '\t', '|'];
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be'];

function grouped(whole: string, { between, group }: Locale): string {
  if (between === '' || whole.length <= 3) return whole;
  const last = whole.slice(-3);
  const parts: string[] = [];
  for (let end = whole.length - 3; end > 0; end -= group) parts.unshift(whole.slice(Math.max(0, end - group), end));
  return [...parts, last].join(between);
}

/** Numbers with `decimals` digits behind the mark, as they are written and as they are. */
function numbers(digits: readonly number[], decimals: number, sign: string, negative: number, locale: Locale): Column {
  const written = digits.map((value, i) => {
    const all = String(value).padStart(decimals + 1, '0');
    const [whole, fraction] = [all.slice(0, all.length - decimals), all.slice(all.length - decimals)];
    const bare = grouped(whole, locale) + (decimals > 0 ? locale.point + fraction : '');
    const text = sign.startsWith(' ') ? bare + sign : sign + bare;
    const isNegative = i % 3 === 1 && value > 0;
    const size = Number(`${whole}.${fraction}0e${sign === ' %' ? -2 : 0}`);
    return { text: isNegative ? NEGATIVE[negative](text) : text, value: isNegative ? -size : size };
  });
  return { texts: written.map(({ text }) => text), truth: written.map(({ value }) => value) };
}

const ROWS = 12;
const values = fc
  .integer({ min: 1, max: 9 })
  .chain(length => fc.array(fc.integer({ min: 0, max: 10 ** length - 1 }), { minLength: ROWS, maxLength: ROWS }));
const roundOnes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: ROWS, maxLength: ROWS }).map(all => all.map(n => n * 500)); // prettier-ignore
const shapes = fc.array(
  fc.record({
    digits: fc.oneof(values, roundOnes),
    decimals: fc.integer({ min: 0, max: 4 }),
    sign: fc.constantFrom(...SIGNS),
    negative: fc.nat(NEGATIVE.length - 1),
  }),
  { minLength: 1, maxLength: 4 },
);
const codes = fc.array(fc.constantFrom('1.1', '1.10', '2.500', '1e5', '007', '12.345', '-0'), { minLength: ROWS - 3, maxLength: ROWS - 3 }); // prettier-ignore

function lines(columns: readonly Column[], separator: string): string {
  const quoted = (text: string) => (text.includes(separator) ? `"${text}"` : text);
  const names = columns.map((_column, i) => `Value ${'ABCDEFG'[i]}`);
  const rows = Array.from({ length: ROWS }, (_none, i) => [`K${i}x`, ...columns.map(({ texts }) => quoted(texts[i]))]);
  return [['Key', ...names], ...rows].map(row => row.join(separator)).join('\r\n');
}

function imported(text: string, encoding: string): Promise<Imported> {
  const bytes = iconv.encode(text, encoding, { addBOM: true });
  return withFile(bytes, async path => {
    const { raw } = await readSource(path, 'table.csv', AS_FOUND, testRun());
    return importRaw(
      raw,
      { ...defaultRecipe(), foldCustomers: false, removeDuplicates: false },
      testRun(),
      'table.csv',
    );
  });
}

test('what one column of a file decides gives every number of the others, whatever the dialect', async () => {
  const given = fc.record({
    locale: fc.constantFrom(...LOCALES),
    shapes,
    codes,
    separator: fc.constantFrom(...SEPARATORS),
    encoding: fc.constantFrom(...ENCODINGS),
  });
  const property = fc.asyncProperty(given, async ({ locale, shapes: chosen, codes: found, separator, encoding }) => {
    const deciding = numbers(
      Array.from({ length: ROWS }, (_none, i) => 123_456 + 1_001 * i),
      2,
      '',
      0,
      locale,
    );
    const own = chosen.map(({ digits, decimals, sign, negative }) => numbers(digits, decimals, sign, negative, locale));
    const words = [...found, 'A.1', 'B.7', 'C.10'];
    const columns = [deciding, ...own, { texts: words, truth: words }];
    const table = await imported(lines(columns, separator), encoding);
    expect(table.report.rows).toEqual({ read: ROWS, kept: ROWS, rejected: 0, duplicate: 0, empty: 0 });
    const kinds = kindsOf(table);
    columns.forEach(({ truth }, i) => {
      const name = `Value ${'ABCDEFG'[i]}`;
      if (kinds[name] === 'boolean') return;
      expect(valuesOf(table, name).map(value => value ?? 'missing')).toEqual(
        truth.map(value => (value === 0 ? 0 : value)),
      );
    });
  });
  await fc.assert(property, { seed: 2026, numRuns: 150 });
});

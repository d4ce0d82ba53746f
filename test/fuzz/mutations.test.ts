import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors';
import { readBytes } from '../formats/reading.ts';
import { oneSheet, sheetPart } from '../support/workbook.ts';

const ROWS = Array.from(
  { length: 12 },
  (_unused, i) =>
    `<row r="${i + 1}" spans="1:5"><c r="A${i + 1}" s="1"><v>${40_000 + i}</v></c><c r="B${i + 1}" t="s"><v>${i % 3}</v></c>` +
    `<c r="C${i + 1}" t="inlineStr"><is><r><t xml:space="preserve">in &amp; out </t></r></is></c><c r="D${i + 1}" t="b"><v>1</v></c>` +
    `<c r="E${i + 1}"><f>A1*2</f><v>${i / 7}</v></c></row>`,
).join('');
const STRINGS = '<si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si><si><t><![CDATA[d]]></t></si>';
const BOOK = oneSheet(ROWS, { sharedStrings: STRINGS, formats: [0, 14, 'd mmm'] });

interface Mutation {
  readonly at: number;
  readonly byte: number;
  readonly act: 'replace' | 'insert' | 'remove' | 'repeat' | 'cut';
}
const mutation = fc.record<Mutation>({
  at: fc.nat(),
  byte: fc.oneof(fc.constantFrom(...Buffer.from('<>"\'/=& ;[]!-0')), fc.nat(255)),
  act: fc.constantFrom('replace', 'insert', 'remove', 'repeat', 'cut'),
});
const mutations = fc.array(mutation, { minLength: 1, maxLength: 6 });

function mutated(bytes: Buffer, list: readonly Mutation[]): Buffer {
  return list.reduce((now, { at, byte, act }) => {
    const place = at % Math.max(1, now.length);
    const before = now.subarray(0, place);
    const after = now.subarray(place + 1);
    if (act === 'replace') return Buffer.concat([before, Buffer.of(byte), after]);
    if (act === 'insert') return Buffer.concat([before, Buffer.of(byte), now.subarray(place)]);
    if (act === 'remove') return Buffer.concat([before, after]);
    if (act === 'repeat') return Buffer.concat([before, now.subarray(place, place + 40), now.subarray(place)]);
    return before;
  }, bytes);
}

/** Whatever the bytes: rows or one AppError, in a moment; everything else makes the test fail. */
async function readsOrRefuses(bytes: Buffer, name: string): Promise<void> {
  const started = performance.now();
  try {
    const { table } = await readBytes(bytes, name);
    for (const { kinds, values } of table.columns)
      expect([kinds.length, values.length]).toEqual([table.nRows, table.nRows]);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  expect(performance.now() - started).toBeLessThan(25_000);
}

describe('any change to a small workbook', () => {
  const times = { numRuns: 250, seed: 2026 };

  test('in the bytes of the zip file', async () => {
    await fc.assert(
      fc.asyncProperty(mutations, list => readsOrRefuses(mutated(BOOK, list), 'x.xlsx')),
      times,
    );
  });

  test('in the XML of the sheet', async () => {
    const sheet = Buffer.from(sheetPart(ROWS));
    await fc.assert(
      fc.asyncProperty(mutations, list => {
        const name = 'xl/worksheets/sheet1.xml';
        const extra = [{ name, data: mutated(sheet, list) }];
        return readsOrRefuses(oneSheet('', { sharedStrings: STRINGS, parts: { [name]: null }, extra }), 'x.xlsx');
      }),
      times,
    );
  });

  test.each(['xl/workbook.xml', 'xl/styles.xml', 'xl/sharedStrings.xml', 'xl/_rels/workbook.xml.rels', '_rels/.rels'])(
    'in %s',
    async name => {
      const honest = `<?xml version="1.0"?><sst>${STRINGS}</sst>`;
      const data = Buffer.from(
        name.endsWith('Strings.xml') ? honest : '<x Id="rId1" Target="a" Type="b"><y numFmtId="14"/></x>',
      );
      await fc.assert(
        fc.asyncProperty(mutations, list =>
          readsOrRefuses(
            oneSheet(ROWS, { parts: { [name]: null }, extra: [{ name, data: mutated(data, list) }] }),
            'x.xlsx',
          ),
        ),
        { numRuns: 80, seed: 2026 },
      );
    },
  );
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ',',
      ';',
      '"',
      "'",
      '\n',
      '\r\n',
      '\r',
      '\t',
      ' ',
      '\\',
      '""',
      '\ufeff',
      '1,5',
      'é',
      '😀',
      'sep=;\n',
    ),
    fc.string({ maxLength: 5 }),
    fc.nat(99).map(String),
  );

  test('of the characters that matter to a table', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 80 }), pieces =>
        readsOrRefuses(Buffer.from(pieces.join('')), 'x.csv'),
      ),
      { numRuns: 250, seed: 2026 },
    );
  });

  test('of any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), bytes =>
        readsOrRefuses(Buffer.from(bytes), 'x.csv'),
      ),
      { numRuns: 150, seed: 2026 },
    );
  });
});

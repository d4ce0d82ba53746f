import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cells, readBytes } from './reading.ts';
import { oneSheet } from '../support/workbook.ts';

interface Written {
  readonly column: string;
  readonly style: number | null;
  readonly isShared: boolean;
  readonly value: string;
}
const written = fc.record<Written>({
  column: fc.constantFrom('A', 'B', 'Z', 'AA', 'BC'),
  style: fc.option(fc.nat(3)),
  isShared: fc.boolean(),
  value: fc.oneof(
    fc.nat(2).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.double({ noNaN: true, min: -60_000, max: 60_000 }).map(value => value.toFixed(3)),
    fc.constantFrom('-0', '', ' 1 ', '1e5', '12345678901234567890', 'x', '.5', '5.', '-', '1.2.3', '&#49;'),
  ),
});
const options = {
  sharedStrings: '<si><t>zero</t></si><si><t>one</t></si><si><t/></si>',
  formats: [0, 14, 'h:mm', '0.00'],
};

/** A value outside of the shared strings is damage either way; the numbers here stay inside. */
function valueOf({ isShared, value }: Written): string {
  return isShared ? String(Math.abs(Math.trunc(Number(value) || 0)) % 3) : value;
}

test('the fast way through ordinary cells and the general way read the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(written, { maxLength: 6 }), { minLength: 1, maxLength: 40 }), async rows => {
      const write = (cell: (written: Written, row: number) => string): Buffer =>
        oneSheet(
          rows.map((row, i) => `<row r="${i + 1}">${row.map(one => cell(one, i + 1)).join('')}</row>`).join(''),
          options,
        );
      const fast = write((one, row) => {
        const style = one.style === null ? '' : ` s="${one.style}"`;
        return `<c r="${one.column}${row}"${style}${one.isShared ? ' t="s"' : ''}><v>${valueOf(one)}</v></c>`;
      });
      const general = write((one, row) => {
        const style = one.style === null ? '' : `s='${one.style}' `;
        return `<c ${one.isShared ? "t='s' " : ''}${style}r='${one.column}${row}'><!-- --><v>${valueOf(one)}</v></c>`;
      });
      const [a, b] = [await readBytes(fast), await readBytes(general)];
      expect(cells(a)).toEqual(cells(b));
      expect(a.table.strings).toEqual(b.table.strings);
    }),
    { numRuns: 40, seed: 2026 },
  );
});

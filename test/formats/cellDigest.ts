import { createHash } from 'node:crypto';
import type { Cell } from './reading.ts';

/** What the scripts in test/golden/make keep of a sheet: enough to compare it cell by cell without keeping its data. */
export interface Digest {
  readonly rows: number;
  readonly columns: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** Digits of a number's bits, most significant first. */
const bits = new DataView(new ArrayBuffer(8));
function hexOfBits(value: number): string {
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, '0');
}

/** One line per cell, as test/golden/make/xlsxCells.py writes them. */
function line(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `t${cell}`;
  if (typeof cell === 'boolean') return cell ? 'b1' : 'b0';
  if (typeof cell === 'object') return 'error' in cell ? `e${cell.error}` : `d${Math.round(cell.days * 86_400)}`;
  return `n${hexOfBits(cell)}`;
}

export function digest(rows: readonly Cell[][]): Digest {
  const hash = createHash('sha256');
  const counts = new Map<string, number>();
  for (const row of rows) {
    let text = '';
    for (const cell of row) {
      const shown = line(cell);
      const kind = shown.slice(0, 1);
      text += `${shown}\n`;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    hash.update(text);
  }
  const kinds = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { rows: rows.length, columns: rows[0]?.length ?? 0, kinds, sha256: hash.digest('hex') };
}

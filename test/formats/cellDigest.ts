import { createHash } from 'node:crypto';
import type { Cell } from './reading.ts';

/** What the scripts in test/golden/make keep of a sheet: enough to compare it cell by cell without keeping its data. */
export interface Digest {
  readonly rows: number;
  readonly columns: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** One line per cell, as test/golden/make/xlsxCells.py writes them. */
function line(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `t${cell}`;
  if (typeof cell === 'boolean') return cell ? 'b1' : 'b0';
  if (typeof cell === 'object') return 'error' in cell ? `e${cell.error}` : `d${Math.round(cell.days * 86_400)}`;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(cell);
  return `n${bytes.toString('hex')}`;
}

export function digest(rows: readonly Cell[][]): Digest {
  const hash = createHash('sha256');
  const kinds: Record<string, number> = {};
  for (const text of rows.flat().map(line)) {
    hash.update(`${text}\n`);
    kinds[text.slice(0, 1)] = (kinds[text.slice(0, 1)] ?? 0) + 1;
  }
  const sorted = Object.fromEntries(Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { rows: rows.length, columns: rows[0]?.length ?? 0, kinds: sorted, sha256: hash.digest('hex') };
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RowAccount } from '#shared/results';
import { PythonPeer } from './PythonPeer.ts';

/** What came out of one opening, enough to compare it with what another program read. */
export interface Cells {
  readonly rows: number;
  readonly columns: number;
  /** Cells with a value below the header. */
  readonly filled: number;
  /** Of each column whose cells are all numbers or empty. */
  readonly sums: Readonly<Record<string, number>>;
}
export interface Opened extends Cells {
  /** File to cells, SHA-256 of the bytes included. */
  readonly readMs: number;
  /** File to typed customers: header, kinds, roles, rejected and repeated rows. */
  readonly openMs: number;
  readonly peakBytes: number;
  readonly customers: number;
  readonly kinds: readonly string[];
  readonly account: RowAccount;
}
export interface PeerOpened extends Cells {
  readonly version: string;
  readonly ms: number;
  readonly peakBytes: number;
}
export type PeerProgram =
  'pandas-xlsx' | 'polars-xlsx' | 'pandas-csv' | 'pandas-csv-whole' | 'pandas-csv-dates' | 'pandas-csv-typed';

/** One of the programs of `children/`, in a process of its own, so that nothing is warm and the peak of memory is its own. */
export async function inProcessOfItsOwn(child: string, ...args: string[]): Promise<string> {
  const script = fileURLToPath(new URL(`bench-child-${child}.js`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 2 ** 24 });
  return stdout;
}

export async function openFile(path: string): Promise<Opened> {
  return JSON.parse(await inProcessOfItsOwn('openFile', path)) as Opened;
}

/** What another program makes of the file; the complaint of its interpreter where it is not installed. */
export async function openWithPeer(program: PeerProgram, path: string): Promise<PeerOpened | string> {
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'openTable.py'), [program], {});
  const hello = await peer.next<{ version: string }>();
  if (!hello) return peer.complaint();
  const measured = await peer.ask<Omit<PeerOpened, 'version'>>(path);
  peer.end();
  return { ...hello, ...measured };
}

/** A bench counts only when both read the same. */
export function requireSame(mine: Cells, theirs: PeerOpened): void {
  const shape = (m: Cells): string => `${m.rows} × ${m.columns}, ${m.filled} filled`;
  if (shape(mine) !== shape(theirs)) throw new Error(`we read ${shape(mine)}, ${theirs.version} ${shape(theirs)}`);
  for (const [column, sum] of Object.entries(theirs.sums)) {
    if (!(Math.abs(mine.sums[column] / sum - 1) < 1e-9))
      throw new Error(`${column} sums to ${mine.sums[column]}, in ${theirs.version} to ${sum}`);
  }
}

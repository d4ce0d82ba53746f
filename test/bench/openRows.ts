import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { openFile, openWithPeer, requireSame, type Opened, type PeerOpened, type PeerProgram } from './Opened.ts';
import { python } from './PythonPeer.ts';

const MB = 2 ** 20;

/** One program to measure against: how often, and how many times faster we are meant to be, if anything was said. */
export interface OpenPeer {
  readonly program: PeerProgram;
  readonly title: string;
  readonly rounds: number;
  /** Of those that were asked for. */
  readonly target?: number;
}

/**
 * Opens a file again and again, ours and the others' in turns, each in a process of its own: time to read it into cells, time to open it
 * as typed customers, and the peak of memory of the latter, beside each program.
 */
export async function openRows(
  path: string,
  what: string,
  rounds: number,
  peers: readonly OpenPeer[],
): Promise<BenchRow[]> {
  const mine: Opened[] = [];
  const found = new Map<PeerProgram, PeerOpened[]>();
  const missing = new Map<PeerProgram, string>();
  for (let round = 0; round < rounds; round++) {
    mine.push(await openFile(path));
    for (const { program, rounds: most } of peers) {
      if (round >= most || missing.has(program)) continue;
      const theirs = await openWithPeer(program, path);
      if (typeof theirs === 'string') missing.set(program, theirs);
      else found.set(program, [...(found.get(program) ?? []), theirs]);
    }
  }
  return peers.flatMap(peer => rowsFor(peer, what, mine, found.get(peer.program), missing.get(peer.program) ?? ''));
}

function rowsFor(
  { title, target }: OpenPeer,
  what: string,
  mine: readonly Opened[],
  theirs: readonly PeerOpened[] | undefined,
  complaint: string,
): BenchRow[] {
  const readS = median(mine.map(({ readMs }) => readMs)) / 1000;
  const openS = median(mine.map(({ openMs }) => openMs)) / 1000;
  const peakMb = Math.max(...mine.map(({ peakBytes }) => peakBytes)) / MB;
  const { account, customers } = mine[0];
  const open = { name: `open ${what}`, ours: { value: openS, unit: 's' } };
  const read = { name: `read ${what}`, ours: { value: readS, unit: 's' } };
  const peak = { name: `open ${what}: peak memory`, ours: { value: peakMb, unit: 'MB' } };
  if (!theirs) {
    const note = `${title} is missing for ${python()}: ${complaint}`;
    return [open, read, peak].map(row => ({ ...row, peer: null, ratio: null, note }));
  }
  requireSame(mine[0], theirs[0]);
  const ms = median(theirs.map(measured => measured.ms));
  const peakBytes = Math.max(...theirs.map(measured => measured.peakBytes));
  const time = { name: theirs[0].version, value: ms / 1000, unit: 's' };
  const rounds = `medians of ${mine.length} and ${theirs.length} processes in turns; same cells and sums`;
  const counted = `${account.read} rows = ${account.kept} kept + ${account.rejected} rejected + ${account.duplicate} repeated + ${account.empty} empty`;
  return [
    {
      ...open,
      peer: time,
      ratio: ms / 1000 / openS,
      note: `${target ? `target ${target}; ` : ''}${customers} customers; ${counted}`,
    },
    { ...read, peer: time, ratio: ms / 1000 / readS, note: rounds },
    {
      ...peak,
      peer: { name: theirs[0].version, value: peakBytes / MB, unit: 'MB' },
      ratio: peakBytes / MB / peakMb,
      note: 'target for us: under 1024 MB',
    },
  ];
}

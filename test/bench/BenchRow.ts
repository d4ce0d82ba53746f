/** One line of the bench's table: our figure beside a peer's, measured in one run. */
export interface BenchRow {
  name: string;
  ours: { value: number; unit: string };
  /** null when the peer is not installed; the note says so. */
  peer: { name: string; value: number; unit: string } | null;
  /** How many times better we are. */
  ratio: number | null;
  note: string;
}

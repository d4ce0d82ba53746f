import { chosenScores, type Scored } from './Scored.ts';

export interface RankWanted {
  readonly band: number | null;
  readonly onlyAbove: boolean;
  /** [nRows], whether a customer may be among them; all without it. */
  readonly among: ((row: number) => boolean) | null;
}

/** Rows of customers, the highest score first; equal scores in the order of the table. */
export class RankedRows {
  private readonly order: Int32Array;
  private readonly scored: Scored;
  private last: { key: string; rows: Int32Array } | null = null;

  constructor(scored: Scored) {
    const p = chosenScores(scored);
    this.scored = scored;
    this.order = Int32Array.from(p.keys()).sort((a, b) => p[b] - p[a] || a - b);
  }

  /** @param key the same for the same wish, so that pages of one list are cut from one selection */
  rows(wanted: RankWanted, key: string): Int32Array {
    if (this.last?.key === key) return this.last.rows;
    const { bands, result } = this.scored;
    const p = chosenScores(this.scored);
    const rows = this.order.filter(
      row =>
        (wanted.band === null || bands[row] === wanted.band) &&
        (!wanted.onlyAbove || p[row] >= result.at.threshold) &&
        (wanted.among === null || wanted.among(row)),
    );
    this.last = { key, rows };
    return rows;
  }

  /** Share of the book with a lower score. */
  rankOf(row: number): number {
    const p = chosenScores(this.scored);
    let lower = 0;
    for (const other of p) if (other < p[row]) lower++;
    return lower / p.length;
  }
}

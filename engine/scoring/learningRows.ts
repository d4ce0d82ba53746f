import type { Run } from '../jobs/Run.ts';

/**
 * The customers that models learn from: all with a known outcome, or as many as are allowed, drawn by seed with the share of events kept.
 * @param y [nRows], 1 event, 0 none, -1 not known
 * @returns ascending rows
 */
export function learningRows(y: Int8Array, most: number, run: Run): Int32Array {
  const known = Int32Array.from(y.keys()).filter(row => y[row] >= 0);
  if (known.length <= most) return known;
  const events = known.filter(row => y[row] === 1);
  const others = known.filter(row => y[row] === 0);
  const nEvents = Math.min(events.length, Math.max(1, Math.round((most * events.length) / known.length)));
  const draw = (rows: Int32Array, n: number, purpose: string) =>
    Array.from(run.stream(purpose).sample(rows.length, n), i => rows[i]);
  const drawn = [
    ...draw(events, nEvents, 'scoring.rows.events'),
    ...draw(others, Math.min(others.length, most - nEvents), 'scoring.rows.others'),
  ];
  return Int32Array.from(drawn).sort();
}

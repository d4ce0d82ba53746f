/** When customers are looked at, and how long the event counts after that; part of the recipe. */
import { z } from 'zod';

const columnName = z.string().min(1).max(400);
const isoDay = z.iso.date();

export const LONGEST_WINDOW = 120;

export const windowSchema = z.strictObject({
  /** The day on which customers are looked at: in a column, or one day for all. */
  observed: z.union([z.strictObject({ column: columnName }), z.strictObject({ day: isoDay })]),
  /** Calendar months after that day in which the event counts. */
  outcomeMonths: z.number().int().min(1).max(LONGEST_WINDOW),
  /** The day of the event; null where the column that is predicted says by itself whether it happened within the months. */
  eventDate: columnName.nullable(),
  /** Last day that the data tells about; null is the reference date of the file. */
  until: isoDay.nullable(),
});
export type OutcomeWindow = z.infer<typeof windowSchema>;

/** What a window did to the outcomes. */
export interface WindowSummary {
  /** "2023-12-31", or "the day in Opened". */
  observed: string;
  outcomeMonths: number;
  /** ISO day. */
  until: string;
  eventDate: string | null;
  /** Their window was not over on the last day that the data tells about. */
  nOpen: number;
  /** They had the event before they were looked at, or on that day. */
  nBefore: number;
  /** They had the event after the window, and count as customers without it. */
  nLater: number;
  /** They had the event, nobody knows when. */
  nUndated: number;
  /** Nobody knows when they were to be looked at. */
  nUnobserved: number;
}

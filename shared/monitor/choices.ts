/** From when a change is worth a look, and from when it has to be acted on; part of the recipe. */
import { z } from 'zod';

const share = z.number().min(0).max(1);
const pair = <T extends z.ZodType>(value: T) => z.strictObject({ amber: value, red: value });

export const monitoringSchema = z.strictObject({
  /** Population stability index of a column, the score or the segments. */
  psi: pair(z.number().min(0).max(10)),
  /** Points by which the share of missing values changed. */
  missing: pair(share),
  /** Share of customers with a level that no development customer had. */
  newLevels: pair(share),
  /** Share of customers outside the range of the development customers. */
  outOfRange: pair(share),
  /** How far the ROC-AUC lies below that of development. */
  aucDrop: pair(share),
  /** How far events that happened over events foretold lie from 1, either way: 0.2 is from 1/1.2 to 1.2. */
  calibration: pair(z.number().min(0).max(10)),
  /** Share of the columns that have to be red for the whole to be red. */
  columnsRed: share,
  /** A change counts only where its p-value is below this; those of columns are corrected for how many there are. */
  significance: z.number().min(0).max(0.5),
});
export type Monitoring = z.infer<typeof monitoringSchema>;

export function defaultMonitoring(): Monitoring {
  return {
    psi: { amber: 0.1, red: 0.25 },
    missing: { amber: 0.05, red: 0.2 },
    newLevels: { amber: 0.01, red: 0.1 },
    outOfRange: { amber: 0.01, red: 0.1 },
    aucDrop: { amber: 0.02, red: 0.05 },
    calibration: { amber: 0.2, red: 0.5 },
    columnsRed: 0.25,
    significance: 0.01,
  };
}

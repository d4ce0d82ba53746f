import type { TierRule } from '#shared/recipe';
import type { Imported } from '../../import/Imported.ts';
import type { Segmented } from '../Segmented.ts';
import { proposeTierRule } from './proposeTierRule.ts';
import { withTiers } from './withTiers.ts';

/**
 * Tiers again under another rule, the segments untouched; null takes the rule proposed for the columns present.
 * @throws AppError `data.unknownColumn` when the rule names a column that is not there, `option.invalid`
 */
export function retier(segmented: Segmented, imported: Imported, rule: TierRule | null): Segmented {
  return withTiers(segmented, imported.table, rule ?? proposeTierRule(imported.table, imported.roles));
}

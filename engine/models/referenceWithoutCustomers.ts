import type { ColumnRole } from '#shared/columns';
import type { LevelDistribution, MonitorReference } from '#shared/monitor/reference';
import type { ModelDocument } from './ModelDocument.ts';

/** As in the fairness diagnostics: what fewer customers have may point to one of them. */
export const FEWEST_OF_LEVEL = 5;
const LONGEST_LEVEL = 32_767;
const SAID: readonly ColumnRole[] = ['feature', 'flag', 'date'];

/** Whether the distribution of a column may stand in a model file: never that of an identifier, an outcome or a protected column. */
export function maySay(role: ColumnRole): boolean {
  return SAID.includes(role);
}

/**
 * What later files are held against, without levels that may point to a customer: those that fewer than five customers have, such as a rare combination in
 * a set, are counted among the others and not named, unless the model has to name them itself to answer.
 */
export function referenceWithoutCustomers(
  reference: MonitorReference,
  { columns, inputs, events }: Pick<ModelDocument, 'columns' | 'inputs' | 'events'>,
): MonitorReference {
  const said = new Set(columns.filter(({ role }) => maySay(role)).map(({ name }) => name));
  const named = namedLevels({ inputs, events });
  return {
    ...reference,
    columns: reference.columns.flatMap(one => {
      if (!said.has(one.column)) return [];
      const { column, distribution } = one;
      if (distribution.kind === 'number' || one.kind === 'boolean') return [one];
      return [{ ...one, distribution: withoutRare(distribution, named.get(column) ?? new Set()) }];
    }),
  };
}

/** Levels by column that stand in the file anyway: what is asked of a customer and what the score learned from. */
function namedLevels({ inputs, events }: Pick<ModelDocument, 'inputs' | 'events'>): Map<string, Set<string>> {
  const named = new Map(inputs.map(({ name, levels }) => [name, new Set(levels)]));
  for (const { column, levels } of events.flatMap(({ plan }) => plan.features)) {
    const known = named.get(column) ?? new Set();
    for (const level of levels) known.add(level);
    named.set(column, known);
  }
  return named;
}

function withoutRare(distribution: LevelDistribution, named: ReadonlySet<string>): LevelDistribution {
  const { levels, counts } = distribution;
  const kept = levels.flatMap((level, i) =>
    level.length <= LONGEST_LEVEL && (counts[i] >= FEWEST_OF_LEVEL || named.has(level)) ? [i] : [],
  );
  if (kept.length === levels.length) return distribution;
  const nKept = kept.reduce((sum, i) => sum + counts[i], 0);
  return {
    ...distribution,
    levels: kept.map(i => levels[i]),
    counts: kept.map(i => counts[i]),
    nOtherLevels: distribution.nOtherLevels + levels.length - kept.length,
    nOthers: distribution.nOthers + counts.reduce((sum, count) => sum + count, 0) - nKept,
  };
}

import type { FitContext, Step } from '#engine/prepare/defineStep';
import { workTable } from '#engine/prepare/workColumns';
import type { Column, Table } from '#engine/table/Column';
import { checkOptions, type OptionTable } from '#shared/option';
import { REFERENCE_DAY } from './prepareSteps.ts';
import { testRun } from './testRun.ts';

/** One step on its own, gaps and all: what it learned, and the columns it makes. */
export async function fitAlone<T extends OptionTable, S>(
  step: Step<T, S>,
  table: Table,
  options: Record<string, unknown> = {},
  parts: Partial<FitContext> = {},
): Promise<{ state: S; effect: string; columns: readonly Column[]; values: Float64Array }> {
  const context = { run: testRun(), referenceDay: REFERENCE_DAY, targets: [], ...parts };
  const lineage = table.columns.map(({ name }) => ({ column: name, level: null, transform: [] }));
  const work = workTable(
    table.nRows,
    table.columns.map((column, i) => ({ column, role: 'feature', lineage: lineage[i] })),
  );
  const { state, effect, treated } = await step.fit(work, checkOptions(step.options, options), context);
  const { columns } = treated ?? (await step.apply(work, state, context));
  return { state, effect, columns, values: (columns[0] as { values: Float64Array }).values };
}

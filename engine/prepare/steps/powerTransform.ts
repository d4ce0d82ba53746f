import { formatFixed } from '#shared/format';
import type { NumberColumn } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { chooseParts, columnsOption, namesWith } from '../chooseParts.ts';
import { defineStep } from '../defineStep.ts';
import { byName, changed, replaceEach } from '../workColumns.ts';
import { bestLambda, yeoJohnson } from '../yeoJohnson.ts';

interface PowerState {
  readonly columns: readonly { readonly name: string; readonly lambda: number }[];
}

const TITLE = 'Power towards a normal shape';

/**
 * Numbers through the Yeo-Johnson transform whose power makes their distribution most like a normal one: scikit-learn's PowerTransformer without
 * its own scaling, which "One scale for all" does. Gaps stay gaps.
 * Source: Yeo & Johnson (2000), doi:10.1093/biomet/87.4.954.
 */
export const powerTransform = defineStep({
  id: 'powerTransform',
  title: TITLE,
  help: 'Bends each column of numbers by the power that makes its distribution most like a bell curve; works for negative values too. Use it instead of the logarithm, before the common scale.',
  sources: ['yeo2000', 'brent1973'],
  options: { columns: columnsOption(['number'], 'columns of numbers') },
  async fit(table, options, { run }) {
    const chosen = chooseParts(table, options.columns, ['number'], TITLE);
    const columns: PowerState['columns'][number][] = [];
    for (const [i, { column }] of chosen.entries()) {
      run.progress(i, chosen.length, TITLE);
      columns.push({ name: column.name, lambda: await bestLambda((column as NumberColumn).values, run) });
    }
    const names = namesWith(
      columns,
      column => column.name,
      column => `λ ${formatFixed(column.lambda, 2)}`,
    );
    const effect =
      columns.length === 0
        ? 'There is no column of numbers.'
        : `Power chosen for ${names}; λ 1 changes nothing, 0 is the logarithm.`;
    return { state: { columns } satisfies PowerState, effect, notes: [] };
  },
  async apply(table, state: PowerState, { run }) {
    const known = byName(state.columns);
    return replaceEach(table, run, part => {
      const { column } = part;
      const found = known.get(column.name);
      if (!found || column.kind !== 'number' || found.lambda === 1) return part;
      const values = sharedFloat64(table.nRows);
      for (let row = 0; row < values.length; row++) values[row] = within(yeoJohnson(column.values[row], found.lambda));
      return changed(part, { ...column, values }, `Yeo-Johnson, λ ${formatFixed(found.lambda, 2)}`);
    });
  },
});

/** Beyond what any customer has that the power was learned from, and a number still when its distance to others is squared. */
const FARTHEST = 1e150;

/** What later customers have may be so large that no number holds its power. */
function within(value: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, value));
}

import { useState } from 'react';
import { formatCount } from '#shared/format';
import { ChosenTreemap, CompositionTreemap } from './CompositionTreemap.tsx';
import type { ViewProps } from './Findings.tsx';
import { NestedTreemap } from './NestedTreemap.tsx';
import { useCategoricalColumn } from './useCategoricalColumn.ts';

const PAGE = 4;

/** One column as tiles or bars, two columns inside one another, and every other column small, all with the same segments and colours. */
export function Categories(props: ViewProps) {
  const column = useCategoricalColumn();
  const [limit, setLimit] = useState(PAGE);
  const others = column.categorical?.filter(name => name !== column.shown) ?? [];
  return (
    <>
      <ChosenTreemap {...props} height={420} column={column} hasForms />
      <NestedTreemap {...props} height={460} />
      <div className="twoCharts">
        {others.slice(0, limit).map(name => (
          <CompositionTreemap key={name} column={name} {...props} height={300} />
        ))}
      </div>
      {others.length > limit && (
        <button type="button" className="linkButton" onClick={() => setLimit(limit + PAGE)}>
          Show more of the {formatCount(others.length + 1)} columns with categories
        </button>
      )}
    </>
  );
}

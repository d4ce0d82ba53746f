import { useState } from 'react';
import { formatCount } from '#shared/format';
import { ChosenTreemap, CompositionTreemap } from './CompositionTreemap.tsx';
import type { ViewProps } from './Findings.tsx';
import { useCategoricalColumn } from './useCategoricalColumn.ts';

const PAGE = 4;

/** A treemap of every categorical column, all with the same segments and colours. */
export function Categories({ segmentation, onPick }: ViewProps) {
  const column = useCategoricalColumn();
  const [limit, setLimit] = useState(PAGE);
  const others = column.categorical?.filter(name => name !== column.shown) ?? [];
  return (
    <>
      <ChosenTreemap segmentation={segmentation} onPick={onPick} height={420} column={column} />
      <div className="twoCharts">
        {others.slice(0, limit).map(name => (
          <CompositionTreemap key={name} column={name} segmentation={segmentation} onPick={onPick} height={300} />
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

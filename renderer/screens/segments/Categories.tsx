import { useState } from 'react';
import { formatCount } from '#shared/format';
import { Answered } from '../../components/Answered.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { byDifference } from './byDifference.ts';
import { CompositionTreemap } from './CompositionTreemap.tsx';
import type { ViewProps } from './Findings.tsx';

const PAGE = 4;

/** A treemap of every categorical column, all with the same segments and colours. */
export function Categories({ segmentation, onPick }: ViewProps) {
  const columns = useQuery('segment.columns', {});
  const profile = useQuery('segment.profile', {});
  const [limit, setLimit] = useState(PAGE);
  return (
    <Answered query={columns} what="Asking for the columns">
      {({ categorical: unordered }) => {
        const categorical = byDifference(unordered, profile.data);
        return (
          <div className="stack">
            <CompositionTreemap segmentation={segmentation} onPick={onPick} height={420} />
            <div className="twoCharts">
              {categorical.slice(1, limit + 1).map(column => (
                <CompositionTreemap
                  key={column}
                  column={column}
                  segmentation={segmentation}
                  onPick={onPick}
                  height={300}
                />
              ))}
            </div>
            {categorical.length > limit + 1 && (
              <button type="button" className="linkButton" onClick={() => setLimit(limit + PAGE)}>
                Show more of the {formatCount(categorical.length)} columns with categories
              </button>
            )}
          </div>
        );
      }}
    </Answered>
  );
}

import { useCallback, useState } from 'react';
import type { Drift } from '#shared/explanation';
import { formatCount, formatThings } from '#shared/format';
import { Chart } from '../../charts/Chart.tsx';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { driftFigure, driftTable } from './driftFigure.ts';
import type { PickProps, ViewProps } from './Findings.tsx';
import { segmentFilter } from './pickFilters.ts';

/** The mix of segments by period of a column that says when. */
export function OverTime({ segmentation, onPick }: ViewProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const answer = useQuery('segment.drift', { column: chosen });
  return (
    <Answered query={answer} what="Counting customers by period">
      {({ columns, drift, sentence }) =>
        drift === null ? (
          <p className="muted">{sentence}</p>
        ) : (
          <div className="stack">
            <div className="row">
              <strong>By</strong>
              <ColumnChoice label="Column that says when" columns={columns} value={drift.column} onChange={setChosen} />
            </div>
            <DriftChart drift={drift} segmentation={segmentation} onPick={onPick} />
          </div>
        )
      }
    </Answered>
  );
}

function DriftChart({ drift, segmentation, onPick }: PickProps & { drift: Drift }) {
  const draw = useCallback((tokens: Tokens) => driftFigure(drift, segmentation, tokens), [drift, segmentation]);
  const n = drift.totals.reduce((sum, total) => sum + total, 0);
  const joined = drift.isJoining ? '; the customers of this book by when they came, without those who left' : '';
  const lost = drift.missing > 0 ? `; ${formatThings(drift.missing, 'customer')} without a value left out` : '';
  return (
    <Chart
      title={drift.sentence}
      detail={`Share of each segment by period of ${drift.column}, n ${formatCount(n)}${lost}${joined}; hovering shows the 95 % interval`}
      fileName={`segments over time by ${drift.column}`}
      segments={segmentation.segments}
      height={380}
      table={driftTable(drift, segmentation)}
      draw={draw}
      legend={
        <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
      }
    />
  );
}

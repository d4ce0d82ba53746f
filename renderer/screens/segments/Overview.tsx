import { ChosenTreemap } from './CompositionTreemap.tsx';
import { ChangesByHand } from './ChangesByHand.tsx';
import type { ViewProps } from './Findings.tsx';
import { MapChart } from './MapChart.tsx';
import { SegmentTable } from './SegmentTable.tsx';
import { TierTable } from './TierTable.tsx';
import { useCategoricalColumn } from './useCategoricalColumn.ts';

/** The segments with their sentences, the two pictures that show them, and the tiers. */
export function Overview(props: ViewProps) {
  const column = useCategoricalColumn();
  return (
    <>
      <SegmentTable {...props} />
      <ChangesByHand {...props} />
      {column.categorical?.length === 0 ? (
        <MapChart {...props} height={340} />
      ) : (
        <div className="twoCharts">
          <ChosenTreemap {...props} height={340} column={column} />
          <MapChart {...props} height={340} />
        </div>
      )}
      <TierTable {...props} hasRuleLink />
    </>
  );
}

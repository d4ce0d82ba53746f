import { ChosenTreemap } from './CompositionTreemap.tsx';
import type { ViewProps } from './Findings.tsx';
import { MapChart } from './MapChart.tsx';
import { SegmentTable } from './SegmentTable.tsx';
import { TierTable } from './TierTable.tsx';
import { useCategoricalColumn } from './useCategoricalColumn.ts';

/** The segments with their sentences, the two pictures that show them, and the tiers. */
export function Overview({ segmentation, onPick }: ViewProps) {
  const column = useCategoricalColumn();
  return (
    <>
      <SegmentTable segmentation={segmentation} onPick={onPick} />
      <div className="twoCharts">
        <ChosenTreemap segmentation={segmentation} onPick={onPick} height={340} column={column} />
        <MapChart segmentation={segmentation} onPick={onPick} height={340} />
      </div>
      <TierTable segmentation={segmentation} onPick={onPick} hasRuleLink />
    </>
  );
}

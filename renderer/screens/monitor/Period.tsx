import type { MonitorState } from '#shared/contract/monitor';
import type { MonitorPeriod } from '#shared/monitor/result';
import { KeyFigures } from '../../components/KeyFigures.tsx';
import { ViewTabs } from '../../components/ViewTabs.tsx';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { Changes } from './Changes.tsx';
import { Outcomes } from './Outcomes.tsx';
import { periodFigures } from './periodFigures.ts';
import { PeriodTable } from './PeriodTable.tsx';
import { Retrain } from './Retrain.tsx';
import { ScoreView } from './ScoreView.tsx';
import { SegmentView } from './SegmentView.tsx';

export interface PeriodProps {
  readonly state: MonitorState;
  readonly period: MonitorPeriod;
}

const VIEWS = [
  { id: 'changes', title: 'What has changed', View: Changes },
  { id: 'score', title: 'Score', View: ScoreView },
  { id: 'segments', title: 'Segments', View: SegmentView },
  { id: 'outcomes', title: 'Outcomes', View: Outcomes },
  { id: 'periods', title: 'Periods', View: PeriodTable },
  { id: 'retrain', title: 'Learn again', View: Retrain },
] as const;

/** One period in depth, and all of them over time. */
export function Period({ state, period }: PeriodProps) {
  const asked = useRouteParameter('view');
  const { id, View } = VIEWS.find(view => view.id === asked) ?? VIEWS[0];
  return (
    <>
      <KeyFigures figures={periodFigures(period)} />
      <ViewTabs
        name="monitor"
        label="Views of the period"
        tabs={VIEWS}
        value={id}
        onChange={view => goTo(`/monitor?period=${encodeURIComponent(period.label)}&view=${view}`)}
      >
        <View state={state} period={period} />
      </ViewTabs>
    </>
  );
}

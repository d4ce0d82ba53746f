import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { MonitorState } from '#shared/contract/monitor';
import type { MonitorPeriod } from '#shared/monitor/result';
import { KeyFigures } from '../../components/KeyFigures.tsx';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { Changes } from './Changes.tsx';
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
      <Tabs
        value={id}
        onChange={(_, view: string) => goTo(`/monitor?period=${encodeURIComponent(period.label)}&view=${view}`)}
        variant="scrollable"
        scrollButtons={false}
        aria-label="Views of the period"
      >
        {VIEWS.map(view => (
          <Tab
            key={view.id}
            value={view.id}
            label={view.title}
            id={`monitor-tab-${view.id}`}
            aria-controls={`monitor-panel-${view.id}`}
          />
        ))}
      </Tabs>
      <div role="tabpanel" id={`monitor-panel-${id}`} aria-labelledby={`monitor-tab-${id}`} className="stack">
        <View state={state} period={period} />
      </div>
    </>
  );
}

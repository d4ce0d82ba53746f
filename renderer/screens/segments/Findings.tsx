import { useState } from 'react';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { Filter } from '#shared/contract/dataset';
import type { Segmentation } from '#shared/results';
import { KeyFigures } from '../../components/KeyFigures.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { CustomerGrid } from '../../components/grid/CustomerGrid.tsx';
import { announce } from '../../hooks/announce.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { Categories } from './Categories.tsx';
import { ChoiceOfNumber } from './ChoiceOfNumber.tsx';
import { Dendrogram } from './Dendrogram.tsx';
import { Compare } from './Compare.tsx';
import { findingFigures } from './findingFigures.ts';
import { MapChart } from './MapChart.tsx';
import { Numbers } from './Numbers.tsx';
import { Overview } from './Overview.tsx';
import { Playbook } from './Playbook.tsx';
import { OverTime } from './OverTime.tsx';
import { Profiles } from './Profiles.tsx';
import { SelectionBanner } from './SelectionBanner.tsx';
import { TierRule } from './TierRule.tsx';
import { Why } from './Why.tsx';

const TABS = [
  { id: 'overview', title: 'Overview', View: Overview },
  { id: 'categories', title: 'Categories', View: Categories },
  { id: 'numbers', title: 'Numbers', View: Numbers },
  { id: 'map', title: 'Map', View: MapChart },
  { id: 'tree', title: 'Tree', View: Dendrogram },
  { id: 'profile', title: 'Profile', View: Profiles },
  { id: 'why', title: 'Why', View: Why },
  { id: 'time', title: 'Over time', View: OverTime },
  { id: 'choice', title: 'How many', View: ChoiceOfNumber },
  { id: 'compare', title: 'Compare', View: Compare },
  { id: 'tiers', title: 'Risk tiers', View: TierRule },
  { id: 'playbook', title: 'Playbook', View: Playbook },
] as const;

/** What a view needs: the result, and how to show the customers behind a mark. */
export interface ViewProps {
  readonly segmentation: Segmentation;
  readonly onPick: (filters: Filter[]) => void;
  /** The customers selected in a picture; null for everyone. The other pictures mark them. */
  readonly picked: readonly Filter[] | null;
}

/** For views that draw no customers of their own. */
export type PickProps = Omit<ViewProps, 'picked'>;

const NO_FILTERS: readonly Filter[] = [];

export function Findings({ segmentation }: { segmentation: Segmentation }) {
  const asked = useRouteParameter('view');
  const { id, View } = TABS.find(tab => tab.id === asked) ?? TABS[0];
  const [picked, setPicked] = useSelection(segmentation);
  const selected = picked && picked.length > 0 ? picked : null;
  const pick = (filters: Filter[]) => {
    setPicked(filters);
  };
  return (
    <>
      <KeyFigures figures={findingFigures(segmentation)} />
      <NoteList notes={segmentation.notes} />
      <Tabs
        value={id}
        onChange={(_, value: string) => goTo(`/segments?view=${value}`)}
        variant="scrollable"
        scrollButtons={false}
        aria-label="Views of the segments"
      >
        {TABS.map(tab => (
          <Tab
            key={tab.id}
            value={tab.id}
            label={tab.title}
            id={`segments-tab-${tab.id}`}
            aria-controls={`segments-panel-${tab.id}`}
          />
        ))}
      </Tabs>
      {selected && (
        <SelectionBanner
          filters={selected}
          onClear={() => {
            setPicked(null);
            announce('Selection cleared');
          }}
        />
      )}
      <div role="tabpanel" id={`segments-panel-${id}`} aria-labelledby={`segments-tab-${id}`} className="stack">
        <View segmentation={segmentation} onPick={pick} picked={selected} />
      </div>
      <section id="picked-customers" className="stack" aria-labelledby="picked-title">
        <div className="row">
          <h2 id="picked-title">Customers</h2>
          <span className="muted">
            {picked
              ? 'Double-click or press Enter to look one up.'
              : 'Click a tile, bar, point or tier to see the customers behind it.'}
          </span>
        </div>
        {picked && (
          <CustomerGrid
            label="Customers behind the selection"
            filters={picked.length ? picked : NO_FILTERS}
            onClear={() => setPicked([])}
            onOpenRow={row => goTo(`/customer?row=${row}`)}
          />
        )}
      </section>
    </>
  );
}

/** Kept while tabs change, and let go when the segments are others than those it was made from. */
function useSelection(segmentation: Segmentation) {
  const [picked, setPicked] = useState<readonly Filter[] | null>(null);
  const made = segmentation.segments.map(({ name, size }) => `${name} ${size}`).join();
  const [madeFrom, setMadeFrom] = useState(made);
  if (made !== madeFrom) {
    setMadeFrom(made);
    setPicked(null);
  }
  return [picked, setPicked] as const;
}

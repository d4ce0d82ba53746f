import type { ReactNode } from 'react';
import type { ScoringResult } from '#shared/scoring/result';
import { KeyFigures } from '../../components/KeyFigures.tsx';
import { ViewTabs } from '../../components/ViewTabs.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { BySegment } from './BySegment.tsx';
import { Checks } from './Checks.tsx';
import { Compare } from './Compare.tsx';
import { ContactTab } from './ContactTab.tsx';
import { CreditTab } from './CreditTab.tsx';
import { Model } from './Model.tsx';
import { Money } from './Money.tsx';
import { Ranked } from './Ranked.tsx';
import { scoreFigures } from './scoreFigures.ts';

/** The tab whose form is there before anything is scored. */
export const SET_UP = 'setUp';

export interface ViewProps {
  readonly result: ScoringResult;
}

const VIEWS = [
  { id: 'compare', title: 'Compare', View: Compare },
  { id: 'model', title: 'Model', View: Model },
  { id: 'money', title: 'Threshold and money', View: Money },
  { id: 'customers', title: 'Customers', View: Ranked },
  { id: 'contact', title: 'Contact list', View: ContactTab },
  { id: 'credit', title: 'Credit decisions', View: CreditTab },
  { id: 'segments', title: 'By segment', View: BySegment },
  { id: 'checks', title: 'Fairness and checks', View: Checks },
] as const;

/** Credit is decided where the question is who will not repay. */
const viewsFor = ({ target }: ScoringResult) =>
  VIEWS.filter(({ id }) => id !== 'credit' || target.purpose === 'default');

/** The views of finished scores; the first is the comparison, because it holds the answer. */
export function Findings({ result, setUp }: ViewProps & { setUp: ReactNode }) {
  const asked = useRouteParameter('view');
  const views = viewsFor(result);
  const found = views.find(({ id }) => id === asked) ?? views[0];
  const id = asked === SET_UP ? SET_UP : found.id;
  return (
    <>
      <ViewTabs
        name="scores"
        label="Views of the scores"
        tabs={[{ id: SET_UP, title: 'Set up' }, ...views]}
        value={id}
        onChange={view => goTo(`/scores?view=${view}`)}
      >
        {id === SET_UP ? (
          setUp
        ) : (
          <>
            <KeyFigures figures={scoreFigures(result)} />
            <NoteList notes={result.notes} />
            <found.View result={result} />
          </>
        )}
      </ViewTabs>
    </>
  );
}

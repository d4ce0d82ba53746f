import type { ReactNode } from 'react';
import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { OffersResult } from '#shared/offers/result';
import { KeyFigures, type Figure } from '../../components/KeyFigures.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { ViewTabs } from '../../components/ViewTabs.tsx';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { BySegment } from './BySegment.tsx';
import { Compare } from './Compare.tsx';
import { CustomersOffered } from './CustomersOffered.tsx';
import { Rules } from './Rules.tsx';
import { Together } from './Together.tsx';

/** The tab whose form is there before any offers are made. */
export const SET_UP = 'setUp';

export interface ViewProps {
  readonly result: OffersResult;
}

const VIEWS = [
  { id: 'compare', title: 'Compare', View: Compare },
  { id: 'segments', title: 'By segment', View: BySegment },
  { id: 'customers', title: 'Customers', View: CustomersOffered },
  { id: 'rules', title: 'Rules', View: Rules },
  { id: 'products', title: 'Products', View: Together },
] as const;
const TABS = [{ id: SET_UP, title: 'Set up' }, ...VIEWS] as const;

/** The views of finished offers; the first is the comparison, because it says how far they can be trusted. */
export function Findings({ result, setUp }: ViewProps & { setUp: ReactNode }) {
  const asked = useRouteParameter('view');
  const found = VIEWS.find(({ id }) => id === asked) ?? VIEWS[0];
  const id = asked === SET_UP ? SET_UP : found.id;
  return (
    <>
      <ViewTabs
        name="offers"
        label="Views of the offers"
        tabs={TABS}
        value={id}
        onChange={view => goTo(`/offers?view=${view}`)}
      >
        {id === SET_UP ? (
          setUp
        ) : (
          <>
            <KeyFigures figures={figuresOf(result)} />
            <NoteList notes={result.notes} />
            <found.View result={result} />
          </>
        )}
      </ViewTabs>
    </>
  );
}

function figuresOf(result: OffersResult): Figure[] {
  const { methods, chosen, compareAt, nOffered, nCold, nNothing, account } = result;
  const { evaluation, beyondPopularity } = methods.find(({ id }) => id === chosen)!;
  const { ndcg, hitRate } = evaluation;
  return [
    {
      label: 'Customers with an offer',
      value: formatCount(nOffered),
      detail: `of ${formatCount(account.customers)}; ${formatCount(nCold)} had no product yet`,
      how: `Customers for whom the rules leave at least one product; for ${formatCount(nNothing)} they leave none.`,
    },
    {
      label: `NDCG@${compareAt}`,
      value: formatFixed(ndcg.value, 3),
      detail: `${formatFixed(ndcg.low, 3)} to ${formatFixed(ndcg.high, 3)}, n = ${formatCount(ndcg.n)}`,
      how: 'How much of what was held back is found, the more the higher it stands; 1 is everything at the top. 95 % interval over customers.',
    },
    {
      label: `Hit rate@${compareAt}`,
      value: formatPercent(hitRate.value),
      detail: `${formatPercent(hitRate.low)} to ${formatPercent(hitRate.high)}`,
      how: 'Customers of whose products that were held back at least one is on the list.',
    },
    {
      label: 'Beyond popularity',
      value: beyondPopularity ? formatFixed(beyondPopularity.value, 3) : '–',
      detail: beyondPopularity
        ? `${formatFixed(beyondPopularity.low, 3)} to ${formatFixed(beyondPopularity.high, 3)} NDCG`
        : 'popularity is in use',
      how: 'NDCG of the method in use less that of popularity, for the same customers, with the 95 % interval of that difference.',
    },
  ];
}

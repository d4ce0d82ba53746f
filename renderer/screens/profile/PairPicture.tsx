import { useCallback } from 'react';
import { formatCount } from '#shared/format';
import type { PairView } from '#shared/profile';
import { Answered } from '../../components/Answered.tsx';
import { Chart } from '../../charts/Chart.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { pairFigure, pairTable } from './pairFigure.ts';

/** Two columns against each other: points, a cross table, or boxes. */
export function PairPicture({ a, b }: { a: string; b: string }) {
  const pair = useQuery('profile.pair', { a, b });
  return (
    <Answered query={pair} what="Comparing the two columns">
      {view => <Pair view={view} />}
    </Answered>
  );
}

function Pair({ view }: { view: PairView }) {
  const draw = useCallback((tokens: Tokens) => pairFigure(view, tokens), [view]);
  return (
    <Chart
      title={`${view.a} and ${view.b}`}
      detail={detail(view)}
      fileName={`${view.a} and ${view.b}`}
      height={
        view.kind === 'numbers'
          ? 280
          : Math.max(160, 80 + 24 * (view.kind === 'mixed' ? view.groups.length : view.levelsA.length))
      }
      table={pairTable(view)}
      draw={draw}
    />
  );
}

function detail(view: PairView): string {
  const n = `n ${formatCount(view.nPairs)}`;
  if (view.kind === 'categories') return `Share of each ${view.b} within ${view.a}; ${n}`;
  if (view.kind === 'mixed') return `${view.b} by ${view.a}: quartiles and the values within the 1.5 IQR fences; ${n}`;
  return view.sampled
    ? `${formatCount(view.x.length)} customers drawn by seed of ${n}`
    : `One point per customer; ${n}`;
}

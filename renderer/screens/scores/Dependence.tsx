import { useCallback, useId, useState } from 'react';
import { formatCount } from '#shared/format';
import type { ClassifierId } from '#shared/scoring/choices';
import type { PartialDependence } from '#shared/scoring/explanation';
import { Chart } from '../../charts/Chart.tsx';
import { Answered } from '../../components/Answered.tsx';
import { Choice } from '../../components/Choice.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { dependenceFigure, dependenceTable } from './dependenceFigure.ts';

export interface DependenceProps {
  readonly id: ClassifierId;
  /** Names, the most important first. */
  readonly features: readonly string[];
  /** Asks nothing before this is so. */
  readonly isAsked: boolean;
}

/** What the model answers when one feature is set to a value for everyone, and for single customers. */
export function Dependence({ id, features, isAsked }: DependenceProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const fieldId = useId();
  const feature = features.find(name => name === chosen) ?? features.at(0) ?? null;
  const query = useQuery('score.dependence', isAsked && feature !== null ? { id, feature } : null);
  if (feature === null) return null;
  return (
    <section className="stack" aria-label="Along one feature">
      <div className="row">
        <label htmlFor={fieldId}>How the score goes along</label>
        <Choice
          id={fieldId}
          value={feature}
          choices={features.map(name => ({ value: name, label: name }))}
          onChange={setChosen}
        />
      </div>
      <Answered query={query} what="Asking the model along the feature">
        {data => <DependenceChart dependence={data} />}
      </Answered>
    </section>
  );
}

function DependenceChart({ dependence }: { dependence: PartialDependence }) {
  const { sentence, n, of, seed, single, left } = dependence;
  const draw = useCallback((tokens: Tokens) => dependenceFigure(dependence, tokens), [dependence]);
  const sample =
    n < of
      ? `${formatCount(n)} of ${formatCount(of)} customers, drawn by seed ${seed}`
      : `all ${formatCount(of)} customers`;
  const more = left > 0 ? ` ${formatCount(left)} rarer levels are not shown.` : '';
  return (
    <Chart
      title={sentence}
      detail={`Mean probability of ${sample}, with the feature set to each value for all of them; thin lines are ${formatCount(single.length)} single customers.${more}`}
      fileName={`along ${dependence.feature}`}
      height={320}
      table={dependenceTable(dependence)}
      draw={draw}
    />
  );
}

import { useState } from 'react';
import Button from '@mui/material/Button';
import type { OptionTable } from '#shared/option';
import { choice, int } from '#shared/option';
import type { AlgorithmInfo } from '#shared/contract/segment';
import { MOST_SEGMENTS } from '#shared/mostSegments';
import type { ClusteringId, Segmenting } from '#shared/recipe';
import { Failure } from '../../components/Failure.tsx';
import { OptionForm } from '../../components/OptionForm.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import type { JobHandle } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';

const CHOOSE = {
  chooseBy: choice({
    title: 'Number of segments',
    help: 'By evidence: several numbers are tried and one is chosen with a written reason.',
    values: ['evidence', 'given'],
    labels: { evidence: 'Chosen by evidence', given: 'Given' },
    default: 'evidence',
  }),
};
const GIVEN = {
  nClusters: int({ title: 'Segments', help: 'How many segments to find.', min: 2, max: MOST_SEGMENTS, default: 4 }),
};
const TRIED = {
  minClusters: int({ title: 'At least', help: 'The smallest number tried.', min: 2, max: MOST_SEGMENTS, default: 2 }),
  maxClusters: int({ title: 'At most', help: 'The largest number tried.', min: 2, max: MOST_SEGMENTS, default: 8 }),
};
const SEED = {
  seed: int({
    title: 'Seed',
    help: 'Where random choices start. The same seed gives the same segments.',
    min: 0,
    max: 4_294_967_295,
    default: 42,
  }),
};

/** How segments are found; nothing runs before it is asked for. */
export function RunOptions({ run, hasResult }: { run: JobHandle<'segment.run'>; hasResult: boolean }) {
  const recipe = useProject()!.recipe.segmenting;
  const [draft, setDraft] = useState<Partial<Segmenting>>({});
  const values: Segmenting = { ...recipe, ...draft };
  const change = (part: Record<string, unknown>) => setDraft({ ...draft, ...(part as Partial<Segmenting>) });
  const start = async () => {
    await run.start({ segmenting: draft });
    setDraft({});
  };
  const catalog = useQuery('segment.catalog', {}).data ?? [];
  const algorithm = catalog.find(candidate => candidate.id === values.algorithm);
  const numbers = values.chooseBy === 'given' ? GIVEN : TRIED;
  const isRangeWrong = values.chooseBy === 'evidence' && values.minClusters > values.maxClusters;
  return (
    <>
      <AlgorithmChoice
        catalog={catalog}
        id={values.algorithm}
        isDisabled={run.isWorking}
        onChange={id => change({ algorithm: id, options: {} })}
      />
      {(algorithm?.findsNumber ? [] : [CHOOSE, numbers]).map((table, i) => (
        <OptionForm
          key={i}
          idPrefix="run"
          table={table}
          values={pick(values, table)}
          onChange={change}
          isDisabled={run.isWorking}
        />
      ))}
      {isRangeWrong && <p role="alert">“At least” must not be above “at most”.</p>}
      <SeedOption isDisabled={run.isWorking} />
      <AlgorithmOptions
        algorithm={algorithm}
        values={values}
        isDisabled={run.isWorking}
        onChange={options => change({ options })}
      />
      <div className="sideActions">
        {Object.keys(draft).length > 0 && !run.isWorking && (
          <p className="muted">Changed; takes effect when segments are found.</p>
        )}
        <Button variant="contained" fullWidth disabled={run.isWorking || isRangeWrong} onClick={() => void start()}>
          {hasResult ? 'Find segments again' : 'Find segments'}
        </Button>
      </div>
    </>
  );
}

function SeedOption({ isDisabled }: { isDisabled: boolean }) {
  const seed = useProject()!.recipe.seed;
  const change = useAction('project.setSeed');
  return (
    <>
      <OptionForm
        idPrefix="run"
        table={SEED}
        values={{ seed }}
        isDisabled={isDisabled || change.isWorking}
        onChange={next => void change.run({ seed: next.seed as number })}
      />
      {change.error && <Failure error={change.error} onClose={change.clear} />}
    </>
  );
}

interface AlgorithmChoiceProps {
  readonly catalog: readonly AlgorithmInfo[];
  readonly id: ClusteringId;
  readonly isDisabled: boolean;
  onChange(id: ClusteringId): void;
}

/** The way customers are grouped; another way starts from its own defaults. */
function AlgorithmChoice({ catalog, id, isDisabled, onChange }: AlgorithmChoiceProps) {
  const chosen = catalog.find(candidate => candidate.id === id);
  if (!chosen || catalog.length < 2) return null;
  const table = {
    algorithm: choice({
      title: 'Method',
      help: chosen.help,
      values: catalog.map(candidate => candidate.id),
      labels: Object.fromEntries(catalog.map(candidate => [candidate.id, candidate.title])) as Record<
        ClusteringId,
        string
      >,
      default: 'kmeans',
    }),
  };
  return (
    <OptionForm
      idPrefix="run"
      table={table}
      values={{ algorithm: id }}
      isDisabled={isDisabled}
      onChange={next => onChange(next.algorithm as ClusteringId)}
    />
  );
}

interface AlgorithmOptionsProps {
  readonly algorithm: AlgorithmInfo | undefined;
  readonly values: Segmenting;
  readonly isDisabled: boolean;
  onChange(options: Record<string, unknown>): void;
}

function AlgorithmOptions({ algorithm, values, isDisabled, onChange }: AlgorithmOptionsProps) {
  if (!algorithm) return null;
  // The number of segments is chosen above, with the evidence for it.
  const own = Object.fromEntries(Object.entries(algorithm.options).filter(([name]) => name !== 'nClusters'));
  if (Object.keys(own).length === 0) return null;
  return (
    <OptionForm
      idPrefix={algorithm.id}
      table={own}
      values={values.options}
      isDisabled={isDisabled}
      onChange={onChange}
    />
  );
}

function pick(values: Segmenting, table: OptionTable): Record<string, unknown> {
  return Object.fromEntries(Object.keys(table).map(name => [name, values[name as keyof Segmenting]]));
}

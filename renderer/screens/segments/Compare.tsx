import { useCallback, useState } from 'react';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { AlgorithmInfo } from '#shared/contract/segment';
import type { ComparedClustering, Comparison } from '#shared/evidence';
import { formatCount, joinWords } from '#shared/format';
import type { ClusteringId } from '#shared/recipe';
import { shownSegments } from '#shared/segmentCounts';
import { Chart } from '../../charts/Chart.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Working } from '../../components/Working.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { compareFigure } from './compareFigure.ts';
import { comparisonTable } from './compareRows.ts';
import { CompareTable } from './CompareTable.tsx';
import type { ViewProps } from './Findings.tsx';

/** Ways to group the same customers, measured alike. */
export function Compare({ segmentation }: ViewProps) {
  const compare = useJob('segment.compare');
  const run = useJob('segment.run');
  const kept = useQuery('segment.compared', {});
  const catalog = useQuery('segment.catalog', {}).data ?? [];
  const { segmenting } = useProject()!.recipe;
  const [chosen, setChosen] = useState<readonly ClusteringId[] | null>(null);
  const [number, setNumber] = useState<'same' | 'own'>('same');
  const algorithms = chosen ?? catalog.map(({ id }) => id);
  const start = async () => {
    await compare.start({
      algorithms: [...algorithms],
      nClusters: number === 'same' ? shownNumber(segmentation) : null,
    });
    kept.askAgain();
  };
  const use = (entry: ComparedClustering) => {
    const options = entry.algorithm === segmenting.algorithm ? segmenting.options : {};
    const given = kept.data?.nClusters ?? null;
    const by = given === null ? { chooseBy: 'evidence' as const } : { chooseBy: 'given' as const, nClusters: given };
    void run.start({ segmenting: { algorithm: entry.algorithm, options, ...by } });
  };
  return (
    <>
      <section className="panel stack" aria-labelledby="compare-title">
        <h2 id="compare-title">Other ways to group the same customers</h2>
        <p className="muted">The same customers, features, measures and samples for each; nothing on show changes.</p>
        <Methods catalog={catalog} chosen={algorithms} isDisabled={compare.isWorking} onChange={setChosen} />
        <div className="row">
          <Choice
            label="Number of segments"
            value={number}
            choices={[
              { value: 'same', label: `${shownNumber(segmentation)}, as on show` },
              { value: 'own', label: 'Each by its own evidence' },
            ]}
            onChange={value => setNumber(value as 'same' | 'own')}
          />
          <Button
            variant="contained"
            disabled={compare.isWorking || algorithms.length === 0}
            onClick={() => void start()}
          >
            Compare
          </Button>
        </div>
      </section>
      {compare.isWorking && <Working title="Comparing" job={compare.job!} onCancel={compare.cancel} />}
      {!compare.isWorking && compare.job?.error && <Failure error={compare.job.error} onRetry={() => void start()} />}
      {!compare.isWorking && kept.data && (
        <Compared comparison={kept.data} current={segmentation.method} isDisabled={run.isWorking} onUse={use} />
      )}
    </>
  );
}

/** As many as are on show, without the one of customers like no group. */
function shownNumber(segmentation: ViewProps['segmentation']): number {
  return Math.min(20, Math.max(2, shownSegments(segmentation)));
}

interface MethodsProps {
  readonly catalog: readonly AlgorithmInfo[];
  readonly chosen: readonly ClusteringId[];
  readonly isDisabled: boolean;
  onChange(chosen: ClusteringId[]): void;
}

function Methods({ catalog, chosen, isDisabled, onChange }: MethodsProps) {
  const toggle = (id: ClusteringId) =>
    onChange(catalog.map(info => info.id).filter(other => (other === id) !== chosen.includes(other)));
  return (
    <div className="row" role="group" aria-label="Methods to compare">
      {catalog.map(({ id, title, help }) => (
        <FormControlLabel
          key={id}
          title={help}
          label={title}
          control={
            <Checkbox size="small" checked={chosen.includes(id)} disabled={isDisabled} onChange={() => toggle(id)} />
          }
        />
      ))}
    </div>
  );
}

interface ComparedProps {
  readonly comparison: Comparison;
  readonly current: ClusteringId;
  readonly isDisabled: boolean;
  onUse(entry: ComparedClustering): void;
}

function Compared(props: ComparedProps) {
  const { comparison } = props;
  const draw = useCallback((tokens: Tokens) => compareFigure(comparison, tokens), [comparison]);
  const measured = comparison.entries.filter(({ error }) => error === null);
  const [first] = measured;
  return (
    <section className="stack" aria-labelledby="compared-title">
      <h2 id="compared-title">{comparison.recommendation}</h2>
      {first && <p className="muted">{sampleText(first, comparison)}</p>}
      <CompareTable {...props} />
      {measured.length > 1 && (
        <Chart
          title="How well each method separates, and whether its segments come back"
          detail="◆ recommended; bars: 95 % intervals."
          fileName="methods compared"
          height={90 + 34 * measured.length}
          table={comparisonTable(comparison)}
          draw={draw}
        />
      )}
    </section>
  );
}

function sampleText({ silhouette, stability }: ComparedClustering, { nCustomers, entries }: Comparison): string {
  const customers = silhouette.sampled
    ? `a sample of ${formatCount(silhouette.n)} of ${formatCount(nCustomers)} customers, seed ${silhouette.seed}`
    : `all ${formatCount(nCustomers)} customers`;
  const again = stability
    ? `; stability on ${formatCount(stability.refits)} bootstrap samples of ${formatCount(stability.n)} customers`
    : '';
  const leaves = entries.filter(({ leftOut }) => leftOut > 0).map(({ title }) => title);
  const without = leaves.length > 0 ? ` ${joinWords(leaves)}: without the customers left out.` : '';
  return `Silhouettes on ${customers}, the same for each${again}.${without}`;
}

import { formatCount, formatThings } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { ChangedRows } from './ChangedRows.tsx';
import { CustomerReview } from './CustomerReview.tsx';
import { MergeReview } from './MergeReview.tsx';
import { StepEditor } from './StepEditor.tsx';

/** Steps that change the customer table itself, before anything is made of it. */
export function CleanSteps() {
  const { recipe } = useProject()!;
  const catalog = useQuery('clean.catalog', {});
  const preview = useQuery('clean.preview', {});
  const change = useAction('clean.setSteps');
  const { data } = preview;
  if (!catalog.data) return null;
  const removed = data ? data.nRowsBefore - data.nRows : 0;
  return (
    <div className="stack">
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      {preview.error && <Failure error={preview.error} onRetry={preview.askAgain} />}
      <StepEditor
        id="clean"
        title="Clean the table"
        about="Steps on the customer table itself. What they learn is kept and done to every new file; where other customers are placed, no row is dropped."
        emptyText="The table is used as it was read. Add a step to tidy texts, compute a column, check a rule or find duplicates."
        catalog={catalog.data}
        steps={recipe.clean}
        outcomes={data?.steps ?? []}
        isWorking={change.isWorking}
        columnsFor={index => data?.steps[index]?.changes.choices ?? data?.choices ?? []}
        onChange={(steps, label) => void change.run({ steps, label: `Cleaning: ${label}` })}
        detail={(index, setOptions) => {
          const { step, options } = recipe.clean[index];
          const changes = data?.steps[index]?.changes;
          return (
            <div className="stack">
              {step === 'mergeLevels' && (
                <MergeReview
                  index={index}
                  column={String(options.column ?? '')}
                  foldsSpelling={options.foldSpelling !== false}
                  pairs={(options.pairs ?? []) as readonly (readonly [string, string])[]}
                  onKeep={pairs => setOptions({ pairs })}
                />
              )}
              {step === 'nearDuplicates' && (
                <CustomerReview
                  index={index}
                  same={(options.pairs ?? []) as readonly (readonly [string, string])[]}
                  different={(options.differentPairs ?? []) as readonly (readonly [string, string])[]}
                  onKeep={({ same, different }) => setOptions({ pairs: same, differentPairs: different })}
                />
              )}
              {changes && <ChangedRows changes={changes} />}
            </div>
          );
        }}
      />
      {removed > 0 && data && (
        <p className="muted">
          {formatThings(removed, 'row')} of {formatCount(data.nRowsBefore)} removed by these steps;{' '}
          {formatThings(data.nRows, 'customer is', 'customers are')} left.
        </p>
      )}
    </div>
  );
}

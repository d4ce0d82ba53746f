import type { PreparePreview } from '#shared/contract/prepare';
import { Failure } from '../../components/Failure.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { StepEditor } from './StepEditor.tsx';

/** Columns with other roles never reach these steps. */
const ROLES: readonly string[] = ['feature', 'flag', 'date', 'target'];

/** Steps that make numbers of the columns. */
export function FeatureSteps({ outcomes }: { outcomes: PreparePreview['steps'] }) {
  const { recipe } = useProject()!;
  const catalog = useQuery('prepare.catalog', {});
  const cleaned = useQuery('clean.preview', {});
  const change = useAction('prepare.setSteps');
  if (!catalog.data) return null;
  const choices = (cleaned.data?.choices ?? [])
    .filter(({ role }) => ROLES.includes(role))
    .map(({ name, kind, role }) => ({ name, kind, isTarget: role === 'target' }));
  return (
    <div className="stack">
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <StepEditor
        id="prepare"
        title="Make features"
        about="How columns become numbers that can be compared, in order. Each step is learned once and replayed on new customers."
        emptyText="There is no step, so only columns of numbers without gaps can be compared."
        catalog={catalog.data}
        steps={recipe.prepare}
        outcomes={outcomes}
        isWorking={change.isWorking}
        isInOrder
        columnsFor={() => choices}
        onChange={(steps, label) => void change.run({ steps, label: `Features: ${label}` })}
      />
    </div>
  );
}

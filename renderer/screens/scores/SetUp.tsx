import { Cancelled } from '#shared/errors';
import { Failure } from '../../components/Failure.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { FeatureChoices } from './FeatureChoices.tsx';
import { LeakList } from './LeakList.tsx';
import { Question } from './Question.tsx';
import type { SetupAnswer } from './setUpProps.ts';
import type { ScoringDraft } from './useScoringDraft.ts';
import { WindowForm } from './WindowForm.tsx';

/** What is predicted and from what; how is chosen at the side. */
export function SetUp({ draft, setup, isDisabled }: { draft: ScoringDraft; setup: SetupAnswer; isDisabled: boolean }) {
  const { data, error, isWorking } = setup;
  if (error && !(error instanceof Cancelled)) return <Failure error={error} onRetry={setup.askAgain} />;
  if (!data)
    return (
      <div className="state isPlain" data-state="working">
        <p className="muted">Looking at what could be predicted, and for columns that give it away</p>
        <ProgressBar done={0} total={0} label="Looking at the columns" />
      </div>
    );
  const parts = { draft, setup: data, isDisabled };
  return (
    <div className={`stack ${isWorking ? 'isPrevious' : ''}`} aria-busy={isWorking}>
      <Question {...parts} />
      <WindowForm {...parts} />
      {data.target && (
        <>
          <LeakList {...parts} />
          <FeatureChoices {...parts} />
        </>
      )}
    </div>
  );
}

import { useState } from 'react';
import Button from '@mui/material/Button';
import type { Out } from '#shared/contract/contract';
import type { OffersSetup } from '#shared/contract/offer';
import { formatCount } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob, type JobHandle } from '../../hooks/useJob.ts';
import { useQuery, type Query } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { Findings, SET_UP } from './Findings.tsx';
import { HowCompared } from './HowCompared.tsx';
import { SetUp } from './SetUp.tsx';
import { useOffersDraft, type OffersDraft } from './useOffersDraft.ts';
import './offers.css';

/** Which product each customer may want next: set up, compared, offered under rules. */
export function Screen() {
  const answer = useQuery('offer.result', {});
  const run = useJob('offer.run');
  const draft = useOffersDraft();
  const shown = answer.data ?? null;
  const isSetUp = useRouteParameter('view') === SET_UP || answer.data === null;
  const setup = useSetup(draft.values.source, isSetUp && !run.isWorking);
  const make = () =>
    void run.start({ offers: draft.changed }).then(result => {
      if (!result) return;
      draft.clear();
      goTo('/offers?view=compare');
    });
  const button = <MakeButton draft={draft} setup={setup.data} shown={shown} isWorking={run.isWorking} onMake={make} />;
  const form = <SetUp draft={draft} setup={setup} isDisabled={run.isWorking} />;
  const how = <HowCompared draft={draft} setup={setup.data} isDisabled={run.isWorking} />;
  return (
    <ScreenLayout
      headline={shown?.result.headline ?? beginning(setup.data)}
      actions={isSetUp ? button : undefined}
      side={isSetUp ? how : undefined}
    >
      <RunState run={run} onRetry={make} />
      <StaleBanner shown={shown} run={run} />
      <AnswerState answer={answer} />
      {shown && <Findings result={shown.result} setUp={form} />}
      {answer.data === null && form}
    </ScreenLayout>
  );
}

interface MakeProps {
  readonly draft: OffersDraft;
  readonly setup: OffersSetup | undefined;
  readonly shown: Out<'offer.result'>;
  readonly isWorking: boolean;
  onMake(): void;
}

function MakeButton({ draft, setup, shown, isWorking, onMake }: MakeProps) {
  const whyNot = setup?.problem ?? (draft.values.methods.length === 0 ? 'Tick at least one method.' : null);
  const isHeld = isWorking || whyNot !== null || setup === undefined;
  return (
    <Button variant="contained" disabled={isHeld} title={whyNot ?? undefined} onClick={onMake}>
      {shown === null ? 'Make offers' : 'Make offers again'}
    </Button>
  );
}

function RunState({ run, onRetry }: { run: JobHandle<'offer.run'>; onRetry: () => void }) {
  if (run.isWorking) return <Working title="Making offers" job={run.job!} onCancel={run.cancel} />;
  if (run.job?.error) return <Failure error={run.job.error} onRetry={onRetry} />;
  return null;
}

function AnswerState({ answer }: { answer: Query<Out<'offer.result'>> }) {
  if (answer.error) return <Failure error={answer.error} onRetry={answer.askAgain} />;
  if (answer.data === undefined) return <ProgressBar done={0} total={0} label="Asking for the offers" />;
  return null;
}

/** What offers would be made from; the last answer stays while the next one, or the offers themselves, are under way. */
function useSetup(source: OffersSetup['source'], isWanted: boolean): Query<OffersSetup> {
  const query = useQuery('offer.setup', isWanted ? { offers: { source } } : null);
  const [kept, setKept] = useState(query.data);
  if (query.data !== undefined && query.data !== kept) setKept(query.data);
  return { ...query, data: query.data ?? kept };
}

function StaleBanner({ shown, run }: { shown: Out<'offer.result'>; run: JobHandle<'offer.run'> }) {
  if (shown === null || shown.isFresh || run.isWorking) return null;
  return (
    <div className="offersStale" role="note">
      <span className="grow">
        ↻ The data or choices changed after these offers were made. The offers are shown as they were.
      </span>
      <Button variant="contained" onClick={() => void run.start({})}>
        Make offers again
      </Button>
    </div>
  );
}

function beginning(setup: OffersSetup | undefined): string {
  if (!setup?.account) return 'Which product each customer may want next, and how far to trust it.';
  const { customersWithProducts, customers, products } = setup.account;
  return `${formatCount(customersWithProducts)} of ${formatCount(customers)} customers have some of ${formatCount(products)} products; no offers have been made yet.`;
}

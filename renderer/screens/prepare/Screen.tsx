import { formatCount, formatThings } from '#shared/format';
import { sourceColumns } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { CleanSteps } from './CleanSteps.tsx';
import { FeatureLists } from './FeatureLists.tsx';
import { FeatureSteps } from './FeatureSteps.tsx';
import './prepare.css';

export function Screen() {
  const project = useProject()!;
  const preview = useQuery('prepare.preview', {});
  const job = useJob('prepare.preview');
  const columns = sourceColumns(preview.data?.features ?? []);
  const headline = preview.data
    ? `${formatThings(columns.size, 'column')} ${columns.size === 1 ? 'becomes' : 'become'} ${formatThings(preview.data.features.length, 'number')} per customer; every distance between customers is measured on these.`
    : 'How columns become numbers that can be compared';
  return (
    <ScreenLayout headline={headline}>
      <CleanSteps />
      <FeatureSteps outcomes={preview.data?.steps ?? []} />
      {job.isWorking && !preview.data && <Working title="Preparing the columns" job={job.job!} onCancel={job.cancel} />}
      {(preview.data || preview.error) && (
        <Answered query={preview} what="Preparing the columns">
          {data => (
            <div className="stack">
              <NoteList notes={data.notes} />
              <FeatureLists features={data.features} />
              <p className="muted">
                {formatCount(project.nRows)} customers. What each step learned is kept, so new customers are treated in
                the same way.
              </p>
            </div>
          )}
        </Answered>
      )}
    </ScreenLayout>
  );
}

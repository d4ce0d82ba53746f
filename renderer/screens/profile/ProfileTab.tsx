import Button from '@mui/material/Button';
import { Cancelled } from '#shared/errors';
import { formatCount, formatPart, formatThings } from '#shared/format';
import type { Profile } from '#shared/profile';
import { Answered } from '../../components/Answered.tsx';
import { Empty } from '../../components/Empty.tsx';
import { KeyFigures } from '../../components/KeyFigures.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { useProjectView } from '../../hooks/useProjectView.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { BoxPlots } from './BoxPlots.tsx';
import { ColumnList } from './ColumnList.tsx';
import { CorrelationMap } from './CorrelationMap.tsx';
import { FindingList } from './FindingList.tsx';
import { GapPicture } from './GapPicture.tsx';
import './profile.css';

/** What a careful person looks at before using a table: findings, columns, what goes with what, gaps, spreads. */
export function ProfileTab() {
  const profile = useQuery('profile.run', {});
  const job = useJob('profile.run');
  const isFirst = profile.data === undefined;
  if (isFirst && job.isWorking) return <Working title="Profiling the columns" job={job.job!} onCancel={job.cancel} />;
  if (isFirst && profile.error instanceof Cancelled)
    return (
      <Empty title="The profile was stopped">
        <p>Findings, correlations and gaps show here once the columns are read through.</p>
        <Button variant="outlined" onClick={profile.askAgain}>
          Profile the columns
        </Button>
      </Empty>
    );
  return (
    <Answered query={profile} what="Profiling the columns">
      {data => <ProfileView profile={data} isWorking={profile.isWorking} />}
    </Answered>
  );
}

function ProfileView({ profile, isWorking }: { profile: Profile; isWorking: boolean }) {
  const [{ dismissed }] = useProjectView();
  const nDismissed = profile.findings.filter(({ id }) => dismissed.includes(id)).length;
  return (
    <div className="stack profileTab">
      <p className="profileHeadline" aria-live="polite">
        {profile.headline}
        {nDismissed > 0 && ` You dismissed ${formatCount(nDismissed)}.`}
        {isWorking && <span className="muted"> Looking again.</span>}
      </p>
      <KeyFigures figures={figures(profile, dismissed)} />
      <FindingList findings={profile.findings} />
      <ColumnList columns={profile.columns} nRows={profile.nRows} />
      <CorrelationMap correlations={profile.correlations} />
      <GapPicture gaps={profile.gaps} />
      <BoxPlots columns={profile.columns} />
    </div>
  );
}

function figures({ findings, gaps, columns, nRows, correlations }: Profile, dismissed: readonly string[]) {
  const cells = nRows * columns.length;
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const open = findings.filter(({ id, severity }) => severity === 'decide' && !dismissed.includes(id)).length;
  return [
    {
      label: 'Need a decision',
      value: formatCount(open),
      detail: `of ${formatThings(findings.length, 'finding')}`,
      how: 'Findings that make a segmentation or a score wrong until someone has decided',
      ...(open > 0 ? { tone: 'high' as const } : {}),
    },
    {
      label: 'Cells missing',
      value: formatPart(missing, cells),
      detail: `${formatCount(missing)} of ${formatCount(cells)}`,
      how: 'Over all columns and customers',
    },
    {
      label: 'Complete rows',
      value: formatPart(gaps.completeRows, nRows),
      detail: `${formatCount(gaps.completeRows)} of ${formatCount(nRows)}`,
      how: 'Customers with a value in every column that has any',
    },
    {
      label: 'Columns compared',
      value: formatCount(correlations.nCompared),
      detail: correlations.sampled
        ? `on ${formatCount(correlations.sampled.n)} rows drawn with seed ${correlations.sampled.seed}`
        : `on all ${formatCount(nRows)} rows`,
      how: 'Every pair of numbers, categories and flags; identifiers and columns that are left out are not compared',
    },
  ];
}

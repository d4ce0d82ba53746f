import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { Filter } from '#shared/contract/dataset';
import { formatCount, formatThings } from '#shared/format';
import type { ImportReport } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { CustomerGrid } from '../../components/grid/CustomerGrid.tsx';
import { Failure } from '../../components/Failure.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { ProfileTab } from '../profile/ProfileTab.tsx';
import { ReadingOptions } from './ReadingOptions.tsx';
import { Variables } from './Variables.tsx';
import { TablesTab } from '../tables/TablesTab.tsx';
import { TransactionsBanner } from '../tables/TransactionsBanner.tsx';
import { WhatWasDone } from './WhatWasDone.tsx';
import './data.css';

const TABS = [
  { id: 'done', title: 'What was done to your file' },
  { id: 'variables', title: 'Variables' },
  { id: 'profile', title: 'Profile' },
  { id: 'customers', title: 'Customers' },
  { id: 'tables', title: 'Tables' },
] as const;

const NO_FILTERS: readonly Filter[] = [];

export function Screen() {
  const report = useQuery('dataset.report', {});
  const reading = useJob('dataset.setReading');
  const wantsFind = useRouteParameter('find') !== null;
  const asked = useRouteParameter('tab');
  const tab = wantsFind ? 'customers' : (TABS.find(candidate => candidate.id === asked)?.id ?? 'done');
  return (
    <ScreenLayout
      headline={report.data ? headline(report.data) : 'Data'}
      side={report.data && <ReadingOptions report={report.data} reading={reading} />}
    >
      {reading.isWorking && <Working title="Reading the file again" job={reading.job!} onCancel={reading.cancel} />}
      {reading.job?.error && <Failure error={reading.job.error} />}
      <TransactionsBanner />
      <Tabs value={tab} onChange={(_, value: string) => goTo(`/data?tab=${value}`)} aria-label="Views of the data">
        {TABS.map(({ id, title }) => (
          <Tab key={id} value={id} label={title} id={`data-tab-${id}`} aria-controls={`data-panel-${id}`} />
        ))}
      </Tabs>
      <div role="tabpanel" id={`data-panel-${tab}`} aria-labelledby={`data-tab-${tab}`} className="dataPanel">
        {tab === 'customers' ? (
          <CustomerGrid filters={NO_FILTERS} isTall isEditable autoFocusFind={wantsFind} label="Customers" />
        ) : (
          <Answered query={report} what="Reading what was done to the file">
            {data => {
              if (tab === 'variables') return <Variables columns={data.columns} />;
              if (tab === 'tables') return <TablesTab report={data} />;
              return tab === 'done' ? <WhatWasDone report={data} /> : <ProfileTab />;
            }}
          </Answered>
        )}
      </div>
    </ScreenLayout>
  );
}

function headline(report: ImportReport): string {
  const { read, rejected, duplicate } = report.rows;
  const left = [
    rejected > 0 && `${formatCount(rejected)} rejected`,
    duplicate > 0 && `${formatCount(duplicate)} ${duplicate === 1 ? 'duplicate' : 'duplicates'} removed`,
  ].filter(Boolean);
  const further = (report.combine?.tables.length ?? 1) - 1;
  const sources = further > 0 ? `${report.fileName} and ${formatThings(further, 'further table')}` : report.fileName;
  return `${formatCount(report.combine?.tables[0].read ?? read)} rows of ${sources} became ${formatCount(report.nRows)} customers in ${formatCount(report.columns.length)} columns${left.length ? `; ${left.join(', ')}` : ''}.`;
}

import { useState } from 'react';
import Button from '@mui/material/Button';
import type { TablesState } from '#shared/contract/tables';
import { formatThings } from '#shared/format';
import type { ImportReport } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { useRouteParameter } from '../../hooks/useRoute.ts';
import { AddTable } from './AddTable.tsx';
import { RfmWizard } from './RfmWizard.tsx';
import { TablesAccount } from './TablesAccount.tsx';
import './tables.css';

/** The tables of the project, how they became one, and the ways to add more. */
export function TablesTab({ report }: { report: ImportReport }) {
  const state = useQuery('tables.state', {});
  const wanted = useRouteParameter('wizard') !== null;
  const [isOpen, setOpen] = useState(wanted);
  return (
    <Answered query={state} what="Looking at the tables">
      {data =>
        isOpen ? (
          <OpenWizard state={data} onClose={() => setOpen(false)} />
        ) : (
          <Overview state={data} report={report} onWizard={() => setOpen(true)} />
        )
      }
    </Answered>
  );
}

function OpenWizard({ state, onClose }: { state: TablesState; onClose: () => void }) {
  const proposal = useQuery('tables.proposeRfm', {});
  return (
    <Answered query={proposal} what="Looking for customers, dates and amounts">
      {data => <RfmWizard proposal={data} applied={state.main.rfm} onClose={onClose} />}
    </Answered>
  );
}

function Overview({ state, report, onWizard }: { state: TablesState; report: ImportReport; onWizard: () => void }) {
  const remove = useJob('tables.remove');
  const rfm = useJob('tables.setRfm');
  const failed = remove.job?.error ?? rfm.job?.error;
  return (
    <div className="stack">
      <div className="row">
        <Button variant="outlined" onClick={onWizard}>
          {state.main.rfm ? 'Change how customers are made' : 'Make customers of transactions (RFM)'}
        </Button>
        {state.main.rfm && (
          <Button onClick={() => void rfm.start({ options: null })}>Use the rows of the file as they are</Button>
        )}
      </div>
      {rfm.isWorking && <Working title="Reading the rows again" job={rfm.job!} onCancel={rfm.cancel} />}
      {remove.isWorking && <Working title="Removing the table" job={remove.job!} onCancel={remove.cancel} />}
      {failed && <Failure error={failed} />}
      {report.combine ? (
        <TablesAccount report={report} combine={report.combine} onRemove={table => void remove.start({ table })} />
      ) : (
        <section className="panel" aria-label={state.main.name}>
          <p>
            <strong>{state.main.name}</strong>
            {state.main.sheet && `, sheet ${state.main.sheet}`}: {formatThings(report.rows.read, 'row')},{' '}
            {formatThings(report.columns.length, 'column')}. It is the only table of this project.
          </p>
        </section>
      )}
      <AddTable {...state} />
    </div>
  );
}

import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatNumber } from '#shared/format';
import type { CellValue } from '#shared/columns';
import type { RfmPreview } from '#shared/contract/tables';
import { RFM_OPTIONS, type RfmProposal } from '#shared/rfm';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { OptionForm } from '../../components/OptionForm.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { Working } from '../../components/Working.tsx';
import { useDebounced } from '../../hooks/useDebounced.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { RfmAccountView } from './RfmAccountView.tsx';

/** From a list of transactions to one row per customer: the columns as proposed, the options, and what would come out. */
export function RfmWizard({
  proposal,
  applied,
  onClose,
}: {
  proposal: RfmProposal;
  applied: Readonly<Record<string, unknown>> | null;
  onClose: () => void;
}) {
  const [options, setOptions] = useState<Readonly<Record<string, unknown>>>(applied ?? proposal.options);
  const asked = useDebounced(options, 300);
  const preview = useQuery('tables.previewRfm', { options: { ...asked } });
  const change = useJob('tables.setRfm');
  const apply = async () => {
    const report = await change.start({ options: { ...options } });
    if (report) onClose();
  };
  return (
    <section className="stack" aria-labelledby="rfm-title">
      <div className="row rfmHead">
        <h2 id="rfm-title">Make customers of transactions</h2>
        <Button variant="contained" onClick={() => void apply()} disabled={change.isWorking || !!preview.error}>
          {applied ? 'Use these choices' : 'Make one row per customer'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
      {change.isWorking && <Working title="Making customers" job={change.job!} onCancel={change.cancel} />}
      {change.job?.error && <Failure error={change.job.error} />}
      <div className="rfmWizard">
        <div className="stack">
          <OptionForm
            idPrefix="rfm"
            table={RFM_OPTIONS}
            values={options}
            columns={proposal.columns}
            onChange={setOptions}
          />
          <Evidence proposal={proposal} />
        </div>
        <Answered query={preview} what="Adding up the transactions of each customer">
          {data => (
            <div className="stack">
              <RfmAccountView account={data.account} table={null} />
              <FirstCustomers preview={data} />
            </div>
          )}
        </Answered>
      </div>
    </section>
  );
}

function Evidence({ proposal }: { proposal: RfmProposal }) {
  if (proposal.evidence.length === 0) return null;
  return (
    <details>
      <summary>Why these columns were proposed</summary>
      <ul>
        {proposal.evidence.map(({ option, column, why }) => (
          <li key={`${option} ${column}`}>
            <strong>{column}</strong> as {RFM_OPTIONS[option].title.toLowerCase()}: {why}.
          </li>
        ))}
      </ul>
    </details>
  );
}

function FirstCustomers({ preview }: { preview: RfmPreview }) {
  return (
    <section className="stack" aria-label="The first customers">
      <h3>The first customers</h3>
      <TableScroll label="The first customers">
        <table className="table">
          <thead>
            <tr>
              {preview.columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row, i) => (
              <tr key={i}>
                {row.map((cell, c) => (
                  <td key={preview.columns[c]} className={typeof cell === 'number' ? 'number' : undefined}>
                    {cellText(cell, c === 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function cellText(cell: CellValue, isName: boolean): string {
  if (cell === null) return '–';
  return typeof cell === 'number' && !isName ? formatNumber(cell, 4) : String(cell);
}

import Button from '@mui/material/Button';
import { formatCount, formatDate, formatFixed } from '#shared/format';
import { countLight } from '#shared/monitor/series';
import { Failure } from '../../components/Failure.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { useJob } from '../../hooks/useJob.ts';
import { goTo } from '../../hooks/useRoute.ts';
import { useSaveFile } from '../../hooks/useSaveFile.ts';
import { legible } from '../../text/sentences.ts';
import { LightMark } from './LightMark.tsx';
import type { PeriodProps } from './Period.tsx';

/** All files that were watched; they are kept in the project. */
export function PeriodTable({ state, period }: PeriodProps) {
  const remove = useAction('monitor.remove');
  const make = useJob('monitor.save');
  const file = useSaveFile();
  const isMixed = state.periods.some(({ model }) => model !== undefined);
  const error = remove.error ?? make.job?.error ?? file.error;
  return (
    <>
      <div className="row">
        <Button variant="outlined" onClick={() => void file.save(() => make.start({ label: period.label }))}>
          Save {period.label} as workbook
        </Button>
        {file.saved && <span className="muted">{file.saved}</span>}
      </div>
      {error && <Failure error={error} />}
      <TableScroll label="Periods">
        <table className="table driftTable">
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col">Light</th>
              <th scope="col">File</th>
              {isMixed && <th scope="col">Held against</th>}
              <th scope="col">Ages measured at</th>
              <th scope="col" className="number">
                Customers
              </th>
              <th scope="col" className="number">
                Columns red, amber
              </th>
              <th scope="col" className="number">
                PSI of the score
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {state.periods.map(one => (
              <tr key={one.label} aria-current={one.label === period.label ? 'true' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="linkButton"
                    onClick={() => goTo(`/monitor?period=${encodeURIComponent(one.label)}`)}
                  >
                    {legible(one.label)}
                  </button>
                </th>
                <td>
                  <LightMark light={one.light} />
                </td>
                <td title={`SHA-256 ${one.file.sha256}`}>{legible(one.file.name)}</td>
                {isMixed && (
                  <td title={one.model && `SHA-256 ${one.model.sha256}`}>
                    {one.model ? legible(one.model.name) : 'this project'}
                  </td>
                )}
                <td>{one.day === null ? '–' : formatDate(one.day)}</td>
                <td className="number">{formatCount(one.n)}</td>
                <td className="number">
                  {formatCount(countLight(one.columns, 'red'))}, {formatCount(countLight(one.columns, 'amber'))}
                </td>
                <td className="number">{one.scores[0]?.index ? formatFixed(one.scores[0].index.value, 3) : '–'}</td>
                <td>
                  <Button
                    aria-label={`Remove ${one.label}`}
                    disabled={remove.isWorking}
                    onClick={() => void remove.run({ label: one.label })}
                  >
                    Remove
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

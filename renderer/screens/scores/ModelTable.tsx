import Button from '@mui/material/Button';
import { formatCount } from '#shared/format';
import type { Evaluation } from '#shared/scoring/evaluation';
import type { ModelResult } from '#shared/scoring/result';
import { Failure } from '../../components/Failure.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { figureWords } from '#shared/text/scoringWords';
import type { ViewProps } from './Findings.tsx';
import { intervalText, measureText } from './measureText.ts';
import {
  columnTitle,
  isBest,
  MODEL_COLUMNS,
  THRESHOLD_COLUMNS,
  thresholdText,
  type ModelColumn,
} from './modelColumns.ts';
import { byAuc } from './testedWords.ts';

/** The models beside each other; the best value of each figure is marked. */
export function ModelTable({ result }: ViewProps) {
  const choose = useJob('score.choose');
  const run = useJob('score.run');
  const { recommended, chosen } = result;
  const models = byAuc(result);
  const nOfAll = models[0].evaluation.n;
  return (
    <>
      {choose.isWorking && <Working title="Taking the other model" job={choose.job!} onCancel={choose.cancel} />}
      {!choose.isWorking && choose.job?.error && <Failure error={choose.job.error} />}
      <TableScroll label="Models compared">
        <table className="table modelTable">
          <caption>
            Each figure with its 95 % interval below; n = {formatCount(nOfAll)} where no other is given. Precision and
            what follows it are at the threshold of each model.
          </caption>
          <thead>
            <tr>
              <th scope="col">Model</th>
              {MODEL_COLUMNS.map(column => (
                <Head key={column.figure} column={column} />
              ))}
              <th scope="col" className="number" title="Customers with a probability from here on are taken for events">
                Threshold
              </th>
              {THRESHOLD_COLUMNS.map(column => (
                <Head key={column.figure} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {models.map(model => (
              <tr key={model.id} className={model.id === chosen ? 'isInUse' : undefined}>
                <th scope="row">
                  {model.title}
                  {model.id === recommended && <span className="muted"> ◆ recommended</span>}
                  <div>
                    {model.id === chosen ? (
                      <span className="inUse">✓ in use</span>
                    ) : (
                      <Button
                        disabled={choose.isWorking || run.isWorking}
                        onClick={() => void choose.start({ id: model.id === recommended ? null : model.id })}
                      >
                        Use this one<span className="visually-hidden">: {model.title}</span>
                      </Button>
                    )}
                  </div>
                </th>
                {MODEL_COLUMNS.map(column => (
                  <Cell key={column.figure} column={column} model={model} models={models} nOfAll={nOfAll} />
                ))}
                <td className="number" title={model.evaluation.at.reason}>
                  {thresholdText(model.evaluation)}
                </td>
                {THRESHOLD_COLUMNS.map(column => (
                  <Cell key={column.figure} column={column} model={model} models={models} nOfAll={nOfAll} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {models
        .filter(({ notes }) => notes.length > 0)
        .map(({ id, title, notes }) => (
          <div key={id}>
            <p className="muted">{title}:</p>
            <NoteList notes={notes} />
          </div>
        ))}
    </>
  );
}

function Head({ column }: { column: ModelColumn }) {
  return (
    <th scope="col" className="number" title={figureWords[column.figure].about}>
      {columnTitle(column)}
    </th>
  );
}

interface CellProps {
  readonly column: ModelColumn;
  readonly model: ModelResult;
  readonly models: readonly ModelResult[];
  readonly nOfAll: Evaluation['n'];
}

function Cell({ column, model, models, nOfAll }: CellProps) {
  const measure = column.of(model.evaluation);
  const value = column.text(measure.value);
  return (
    <td className="number" title={`${columnTitle(column)} ${measureText(measure, column.text)}`}>
      {isBest(column, model, models) ? (
        <strong>
          {value} <span title="The best of these">✓</span>
        </strong>
      ) : (
        value
      )}
      <div className="interval">{intervalText(measure, column.text)}</div>
      {measure.n !== nOfAll && <div className="interval">n {formatCount(measure.n)}</div>}
    </td>
  );
}

import Button from '@mui/material/Button';
import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { RecommenderEvaluation } from '#shared/offers/result';
import type { Measure } from '#shared/scoring/evaluation';
import { Failure } from '../../components/Failure.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import type { ViewProps } from './Findings.tsx';

interface FigureColumn {
  readonly figure: keyof RecommenderEvaluation;
  readonly title: string;
  readonly about: string;
  text(value: number): string;
}
const three = (value: number) => formatFixed(value, 3);
const COLUMNS: readonly FigureColumn[] = [
  {
    figure: 'ndcg',
    title: 'NDCG',
    about: 'What was found of the held-back products, more the higher it stands',
    text: three,
  },
  { figure: 'precision', title: 'Precision', about: 'Share of the list that was held back', text: three },
  { figure: 'recall', title: 'Recall', about: 'Share of what was held back that is on the list', text: three },
  { figure: 'map', title: 'MAP', about: 'Mean of the precision at each product found', text: three },
  { figure: 'hitRate', title: 'Hit rate', about: 'Customers with at least one product found', text: formatPercent },
  { figure: 'coverage', title: 'Coverage', about: 'Share of the products that anyone is offered', text: formatPercent },
  {
    figure: 'novelty',
    title: 'Novelty',
    about: 'Mean surprise of what is offered, in bits: 0 for what everybody has',
    text: value => formatFixed(value, 2),
  },
];

/** The methods beside each other, on the same customers; one can be taken into use. */
export function Compare({ result }: ViewProps) {
  const choose = useJob('offer.choose');
  const { methods, chosen, recommended, compareAt, nEvaluated, splitText, sourceText } = result;
  return (
    <section className="stack" aria-labelledby="methods-compared">
      <h2 id="methods-compared">{result.recommendation}</h2>
      {choose.isWorking && <Working title="Taking the other method" job={choose.job!} onCancel={choose.cancel} />}
      {!choose.isWorking && choose.job?.error && <Failure error={choose.job.error} />}
      <TableScroll label="Methods compared">
        <table className="table methodTable">
          <caption>
            Lists of {compareAt}, n = {formatCount(nEvaluated)} customers; each figure with its 95 % interval below.
          </caption>
          <thead>
            <tr>
              <th scope="col">Method</th>
              {COLUMNS.map(({ figure, title, about }) => (
                <th key={figure} scope="col" className="number" title={about}>
                  {title}
                </th>
              ))}
              <th scope="col">Against popularity</th>
            </tr>
          </thead>
          <tbody>
            {methods.map(({ id, title, evaluation, verdict }) => (
              <tr key={id} className={id === chosen ? 'isInUse' : undefined}>
                <th scope="row">
                  {title}
                  {id === recommended && <span className="muted"> ◆ recommended</span>}
                  <div>
                    {id === chosen ? (
                      <span className="inUse">✓ in use</span>
                    ) : (
                      <Button
                        disabled={choose.isWorking}
                        onClick={() => void choose.start({ id: id === recommended ? null : id })}
                      >
                        Use this one<span className="visually-hidden">: {title}</span>
                      </Button>
                    )}
                  </div>
                </th>
                {COLUMNS.map(column => (
                  <Cell key={column.figure} column={column} measure={evaluation[column.figure]} />
                ))}
                <td>{verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {methods
        .filter(({ notes }) => notes.length > 0)
        .map(({ id, notes }) => (
          <NoteList key={id} notes={notes} />
        ))}
      <p className="muted">
        Made from {sourceText}. Held back: {splitText}.
      </p>
    </section>
  );
}

function Cell({ column, measure }: { column: FigureColumn; measure: Measure }) {
  const { value, low, high, n } = measure;
  const interval = `${column.text(low)} to ${column.text(high)}`;
  return (
    <td
      className="number"
      title={`${column.title} ${column.text(value)}, 95 % interval ${interval}, n = ${formatCount(n)}`}
    >
      {column.text(value)}
      <div className="interval">{interval}</div>
    </td>
  );
}

import { useCallback } from 'react';
import Button from '@mui/material/Button';
import { formatCount, formatPercent, formatNumber } from '#shared/format';
import type { ScoringResult, SegmentScores } from '#shared/scoring/result';
import { Chart } from '../../charts/Chart.tsx';
import { Answered } from '../../components/Answered.tsx';
import { Empty } from '../../components/Empty.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';
import { legible } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { bandFigure, bandTable, bandTakeaway, byMeanScore } from './bandFigure.ts';
import { actedWords } from './consequences.ts';
import './money.css';

/** Which segments the event is expected in, and what that costs. */
export function BySegment({ result }: { result: ScoringResult }) {
  const scores = useQuery('score.segments', {});
  if (scores.data === null && !scores.error)
    return (
      <Empty title="These customers have not been grouped into segments.">
        <p>Once they are, this shows which segments the event is expected in and what that costs.</p>
        <Button variant="contained" onClick={() => goTo('/segments')}>
          Go to Segments
        </Button>
      </Empty>
    );
  return (
    <Answered query={scores} what="Adding up the scores">
      {data => <Crossed scores={data} result={result} />}
    </Answered>
  );
}

const ROW_PX = 34;

function Crossed({ scores, result }: { scores: SegmentScores; result: ScoringResult }) {
  const { segments } = scores;
  const draw = useCallback((tokens: Tokens) => bandFigure(byMeanScore(segments), tokens), [segments]);
  const rows = byMeanScore(segments);
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  return (
    <div className="stack">
      <p className="answer">{legible(scores.sentence)}</p>
      <Chart
        title={bandTakeaway(rows)}
        detail={`Share of each segment's customers by band of the score (a rule, not a model); segments by mean score. n ${formatCount(n)}`}
        fileName="segments by score band"
        height={44 + ROW_PX * rows.length}
        table={bandTable(rows)}
        draw={draw}
      />
      <SegmentTable rows={rows} exposure={scores.exposure} result={result} />
    </div>
  );
}

interface TableProps {
  readonly rows: readonly SegmentScores['segments'][number][];
  readonly exposure: string | null;
  readonly result: ScoringResult;
}

function SegmentTable({ rows, exposure, result }: TableProps) {
  const acted = actedWords(result.target.purpose);
  const { threshold } = result.at;
  const above = threshold > 1 ? 'Above the threshold' : `At or above ${formatPercent(threshold)}`;
  const heads = [
    { title: 'Customers', about: '' },
    { title: 'Mean score', about: 'Mean probability of the event' },
    { title: 'Events expected', about: 'Sum of the probabilities' },
    { title: 'Observed rate', about: 'Share with the event among those with a known outcome' },
    { title: '95 % interval', about: 'Wilson' },
    { title: above, about: 'Customers at or above the threshold' },
    ...(exposure ? [{ title: 'Expected loss', about: `Sum of probability × ${exposure}` }] : []),
    {
      title: 'Expected net',
      about: `What it brings if those at or above the threshold are ${acted}: probability × success × value saved, less the cost`,
    },
  ];
  return (
    <TableScroll label="Scores by segment">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Segment</th>
            {heads.map(({ title, about }) => (
              <th key={title} scope="col" className="number" title={about || undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <th scope="row">
                <SegmentMark id={row.id} name={row.name} />
              </th>
              <td className="number">{formatCount(row.n)}</td>
              <td className="number">{formatPercent(row.meanScore)}</td>
              <td className="number">{formatNumber(row.expectedEvents)}</td>
              <td className="number" title={`${formatCount(row.events)} of ${formatCount(row.known)}`}>
                {row.rate ? formatPercent(row.rate.value) : '–'}
              </td>
              <td className="number muted">
                {row.rate ? `${formatPercent(row.rate.low)} to ${formatPercent(row.rate.high)}` : '–'}
              </td>
              <td className="number">{formatCount(row.nAbove)}</td>
              {exposure && (
                <td className="number">{row.expectedLoss === null ? '–' : formatCount(row.expectedLoss)}</td>
              )}
              <td className="number">{formatCount(row.expectedNet)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

import { useState } from 'react';
import Button from '@mui/material/Button';
import { EARLIER_TIER_COLUMN, TIER_MOVE_COLUMN, type Filter } from '#shared/contract/dataset';
import type { TierTransitions } from '#shared/contract/tiers';
import { formatCount, formatNumber, formatThings } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { TierMark } from '../../components/TierMark.tsx';
import { Working } from '../../components/Working.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { PickProps } from './Findings.tsx';
import { segmentFilter, tierFilter } from './pickFilters.ts';

/** Who moved between tiers since the rule or data before, or since an earlier project. */
export function TierMoves({ segmentation, onPick }: PickProps) {
  const host = useHost();
  const made = useQuery('segment.transition', {});
  const compare = useJob('segment.transitions');
  const [error, setError] = useState<Error | null>(null);
  const choose = async () => {
    try {
      const file = await host.openFile();
      if (file) await compare.start({ against: { file: file.token } });
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return (
    <section className="stack" aria-labelledby="moves-title">
      <h2 id="moves-title">
        Movement between tiers <span className="muted">(a rule, not a model)</span>
      </h2>
      <div className="row">
        <Button
          variant="outlined"
          disabled={compare.isWorking}
          onClick={() => void compare.start({ against: 'previousRule' })}
        >
          Compare with the tiers before
        </Button>
        <Button variant="outlined" disabled={compare.isWorking} onClick={() => void choose()}>
          Compare with an earlier project…
        </Button>
      </div>
      {error && <Failure error={error} onClose={() => setError(null)} />}
      {compare.isWorking && <Working title="Comparing tiers" job={compare.job!} onCancel={compare.cancel} />}
      {compare.job?.error && <Failure error={compare.job.error} />}
      {made.data && <Moves found={made.data} segmentation={segmentation} onPick={onPick} />}
    </section>
  );
}

function moveFilter(move: 'Up' | 'Down'): Filter {
  return { op: 'is', column: TIER_MOVE_COLUMN, values: [move] };
}

function Moves({ found, segmentation, onPick }: PickProps & { found: TierTransitions }) {
  return (
    <>
      <p>{found.sentence}</p>
      <div className="row">
        <button type="button" className="linkButton" onClick={() => onPick([moveFilter('Up')])}>
          ▲ {formatThings(found.up, 'customer')} moved up
        </button>
        <button type="button" className="linkButton" onClick={() => onPick([moveFilter('Down')])}>
          ▼ {formatThings(found.down, 'customer')} moved down
        </button>
        <span className="muted">{accountWords(found)}</span>
      </div>
      <FromTo found={found} onPick={onPick} />
      <TableScroll label="Movement by segment">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Segment now</th>
              {['Moved up', 'Moved down', 'Unchanged'].map(word => (
                <th key={word} scope="col" className="number">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.segments.map(({ id, name, up, down, same }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {[['Up', up] as const, ['Down', down] as const].map(([move, count]) => (
                  <td key={move} className="number">
                    <button
                      type="button"
                      className="linkButton"
                      disabled={count === 0}
                      onClick={() => onPick([segmentFilter(segmentation, id), moveFilter(move)])}
                    >
                      {formatCount(count)}
                    </button>
                  </td>
                ))}
                <td className="number">{formatCount(same)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

function accountWords({ onlyNow, onlyBefore, repeated }: TierTransitions): string {
  const parts = [
    onlyNow > 0 ? `${formatCount(onlyNow)} only now` : '',
    onlyBefore > 0 ? `${formatCount(onlyBefore)} only before` : '',
    repeated > 0 ? `${formatThings(repeated, 'row')} with a repeated identifier left aside` : '',
  ];
  return parts.filter(Boolean).join('; ');
}

/** Rows are the tiers before, columns those of now. */
function FromTo({ found, onPick }: { found: TierTransitions; onPick: PickProps['onPick'] }) {
  const { tiers, counts, exposure } = found;
  return (
    <TableScroll label="From tier to tier">
      <table className="table fromTo">
        <caption className="muted">
          From the tier before (rows) to the tier of now (columns)
          {exposure && `; below each number the sum of ${exposure.column}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Before</th>
            {tiers.map(tier => (
              <th key={tier} scope="col" className="number">
                <TierMark tier={tier} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tiers.map((from, i) => (
            <tr key={from}>
              <th scope="row">
                <TierMark tier={from} />
              </th>
              {tiers.map((to, j) => (
                <td key={to} className={`number ${i === j ? 'isSame' : ''}`}>
                  <button
                    type="button"
                    className="linkButton"
                    disabled={counts[i][j] === 0}
                    onClick={() => onPick([{ op: 'is', column: EARLIER_TIER_COLUMN, values: [from] }, tierFilter(to)])}
                  >
                    {formatCount(counts[i][j])}
                  </button>
                  {exposure && <div className="muted">{formatNumber(exposure.sums[i][j])}</div>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

import { formatCount } from '#shared/format';
import { TableScroll } from '../../components/TableScroll.tsx';
import type { Matrix } from './consequences.ts';

/** Who is acted on and who had the event: four numbers, each with what it means. */
export function ConfusionTable({ matrix, eventWords, acted }: { matrix: Matrix; eventWords: string; acted: string }) {
  return (
    <TableScroll label="Confusion matrix">
      <table className="table confusion">
        <caption className="visually-hidden">Confusion matrix at the threshold</caption>
        <thead>
          <tr>
            <th scope="col">What happened</th>
            <th scope="col" className="number">
              {acted === 'contacted' ? 'Contacted' : 'Acted on'}
            </th>
            <th scope="col" className="number">
              Left alone
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{eventWords}</th>
            <Cell count={matrix.reached} words="reached (true positives)" isGood />
            <Cell count={matrix.missed} words="missed (false negatives)" />
          </tr>
          <tr>
            <th scope="row">The other outcome</th>
            <Cell count={matrix.inVain} words="in vain (false positives)" />
            <Cell count={matrix.leftAlone} words="rightly left alone (true negatives)" isGood />
          </tr>
        </tbody>
      </table>
    </TableScroll>
  );
}

function Cell({ count, words, isGood = false }: { count: number; words: string; isGood?: boolean }) {
  return (
    <td className={`number ${isGood ? 'isRight' : ''}`}>
      <strong>{formatCount(count)}</strong>
      <div className="muted">{words}</div>
    </td>
  );
}

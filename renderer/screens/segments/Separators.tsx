import { useState } from 'react';
import type { SegmentPair } from '#shared/explanation';
import { formatFixed, formatQuantity } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { effectWords, MOST_EFFECT } from '#shared/text/effectWords';
import { Answered } from '../../components/Answered.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { legible } from '../../text/sentences.ts';

/** What separates each two segments: a matrix of pairs, and the columns behind the pair that is chosen. */
export function Separators({ segmentation }: { segmentation: Segmentation }) {
  const pairs = useQuery('segment.separators', {});
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section className="stack" aria-labelledby="pairs-title">
      <h2 id="pairs-title">What separates two segments</h2>
      <Answered query={pairs} what="Comparing the segments">
        {list => {
          const shown = list.find(pair => keyOf(pair) === chosen) ?? list[0];
          if (!shown) return <p className="muted">There is one segment only.</p>;
          return (
            <div className="pairs">
              <PairMatrix pairs={list} shown={shown} segmentation={segmentation} onChoose={setChosen} />
              <PairDetail pair={shown} segmentation={segmentation} />
            </div>
          );
        }}
      </Answered>
    </section>
  );
}

function keyOf({ a, b }: Pick<SegmentPair, 'a' | 'b'>): string {
  return `${a} ${b}`;
}

interface MatrixProps {
  readonly pairs: readonly SegmentPair[];
  readonly shown: SegmentPair;
  readonly segmentation: Segmentation;
  onChoose(key: string): void;
}

function PairMatrix({ pairs, shown, segmentation, onChoose }: MatrixProps) {
  const { segments } = segmentation;
  const pairOf = (a: number, b: number) => pairs.find(pair => pair.a === Math.min(a, b) && pair.b === Math.max(a, b));
  return (
    <TableScroll label="Pairs of segments">
      <table className="table pairMatrix">
        <caption className="muted">
          Largest standardised difference of each pair; choose one to see its columns.
        </caption>
        <thead>
          <tr>
            <td />
            {segments.slice(1).map(({ id }) => (
              <th key={id} scope="col">
                <SegmentMark id={id} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {segments.slice(0, -1).map(row => (
            <tr key={row.id}>
              <th scope="row">
                <SegmentMark id={row.id} name={row.name} />
              </th>
              {segments.slice(1).map(column => {
                const pair = column.id > row.id ? pairOf(row.id, column.id) : undefined;
                if (!pair) return <td key={column.id} />;
                const isShown = pair === shown;
                return (
                  <td key={column.id}>
                    <button
                      type="button"
                      className={`pairButton ${isShown ? 'isShown' : ''}`}
                      aria-pressed={isShown}
                      aria-label={`${pairWords(pair)}: ${row.name} and ${column.name}`}
                      onClick={() => onChoose(keyOf(pair))}
                    >
                      {pairWords(pair)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** The size of the largest difference. */
function pairWords({ separators }: SegmentPair): string {
  if (separators.length === 0) return '–';
  const size = Math.abs(separators[0].effect);
  return size >= MOST_EFFECT ? `over ${MOST_EFFECT}` : formatFixed(size, 1);
}

function PairDetail({ pair, segmentation }: { pair: SegmentPair; segmentation: Segmentation }) {
  const name = (id: number) => segmentation.segments[id - 1]?.name;
  return (
    <div className="stack">
      <p aria-live="polite" className="pairNames">
        <SegmentMark id={pair.a} name={name(pair.a)} /> <span>and</span> <SegmentMark id={pair.b} name={name(pair.b)} />
      </p>
      <p>{legible(pair.sentence)}</p>
      {pair.separators.length > 0 && (
        <TableScroll label="What separates the pair">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col" className="number">
                  <SegmentMark id={pair.a} />
                </th>
                <th scope="col" className="number">
                  <SegmentMark id={pair.b} />
                </th>
                <th
                  scope="col"
                  className="number"
                  title="Standardised difference with its 95 % interval; Cohen’s h for shares"
                >
                  Difference
                </th>
              </tr>
            </thead>
            <tbody>
              {pair.separators.map(separator => (
                <tr key={separator.column}>
                  <th scope="row">
                    {separator.column}
                    {separator.level !== null && `: ${separator.level}`}{' '}
                    <span className="muted">{separator.measure}</span>
                  </th>
                  <td className="number">{formatQuantity(separator.a, separator.unit)}</td>
                  <td className="number">{formatQuantity(separator.b, separator.unit)}</td>
                  <td className="number">{effectWords(separator)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </div>
  );
}

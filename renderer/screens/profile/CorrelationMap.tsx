import { useCallback, useMemo, useState } from 'react';
import { formatCount, formatFixed, formatThings, listSome } from '#shared/format';
import type { Association, Correlations } from '#shared/profile';
import { Chart } from '../../charts/Chart.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Empty } from '../../components/Empty.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { correlationFigure, correlationTable, measureOf, type NumberMeasure } from './correlationFigure.ts';
import { PairPicture } from './PairPicture.tsx';

const LISTED = 10;
const MEASURES = [
  { value: 'pearson', label: 'Numbers by Pearson' },
  { value: 'spearman', label: 'Numbers by Spearman (ranks)' },
];

/** What goes with what: a heat map of every pair, the strongest pairs by name, and one pair in a picture. */
export function CorrelationMap({ correlations }: { correlations: Correlations }) {
  const [measure, setMeasure] = useState<NumberMeasure>('pearson');
  const [picked, setPicked] = useState<{ a: string; b: string } | null>(null);
  const { drawn, strongest } = correlations;
  const draw = useCallback(
    (tokens: Tokens) => correlationFigure(correlations, measure, tokens),
    [correlations, measure],
  );
  const table = useMemo(() => correlationTable(correlations), [correlations]);
  const pick = useCallback(
    ({ x, y }: PickedPoint) => {
      const [a, b] = [drawn[Number(y)], drawn[Number(x)]];
      if (a && b && a !== b) setPicked({ a: a.name, b: b.name });
    },
    [drawn],
  );
  if (drawn.length < 2)
    return (
      <section className="panel" aria-labelledby="correlations-title">
        <h2 id="correlations-title">What goes with what</h2>
        <Empty title="Fewer than two columns to compare">
          <p className="muted">Numbers, categories of up to 100 levels and flags are compared.</p>
        </Empty>
      </section>
    );
  const isKnown = picked && drawn.some(({ name }) => name === picked.a) && drawn.some(({ name }) => name === picked.b);
  const pair = (isKnown ? picked : null) ?? strongest[0] ?? { a: drawn[0].name, b: drawn[1].name };
  return (
    <div className="correlations">
      <Chart
        title="What goes with what"
        detail={detail(correlations)}
        fileName="correlations"
        height={Math.min(900, 150 + 22 * drawn.length)}
        table={table}
        draw={draw}
        onPick={pick}
        controls={
          <Choice
            label="Measure between numbers"
            value={measure}
            choices={MEASURES}
            onChange={value => setMeasure(value as NumberMeasure)}
          />
        }
      />
      <div className="stack">
        <Strongest pairs={strongest.slice(0, LISTED)} open={pair} onOpen={setPicked} />
        <PairPicture a={pair.a} b={pair.b} />
      </div>
    </div>
  );
}

function Strongest(props: {
  pairs: readonly Association[];
  open: { a: string; b: string };
  onOpen(pair: { a: string; b: string }): void;
}) {
  return (
    <section className="panel" aria-labelledby="strongest-title">
      <h2 id="strongest-title">Strongest pairs</h2>
      <ol className="strongest">
        {props.pairs.map(pair => {
          const { value, name } = measureOf(pair, 'pearson');
          const isOpen = pair.a === props.open.a && pair.b === props.open.b;
          return (
            <li key={`${pair.a} ${pair.b}`}>
              <button type="button" className="columnButton" aria-pressed={isOpen} onClick={() => props.onOpen(pair)}>
                {pair.a} and {pair.b}
              </button>
              <span className="number" title={`${name}, n ${formatCount(pair.n)}`}>
                {value === null ? '–' : formatFixed(value, 2)} <span className="muted">{name}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function detail({ drawn, nCompared, sampled, nRows, left }: Correlations): string {
  const which =
    nCompared > drawn.length
      ? `The ${formatCount(drawn.length)} columns of the strongest pairs of ${formatThings(nCompared, 'column')} compared. `
      : '';
  const rows = sampled
    ? `On ${formatCount(sampled.n)} of ${formatCount(sampled.of)} rows drawn with seed ${sampled.seed}: a correlation near 0 is good to ± ${formatFixed(1.96 / Math.sqrt(sampled.n - 3), 3)} (95 %).`
    : `On all ${formatCount(nRows)} rows, for each pair those that have both values.`;
  const without = left.map(({ columns, reason }) => `${listSome(columns, 3)} (${reason})`);
  const not = without.length > 0 ? ` Not compared: ${listSome(without, 4)}.` : '';
  return `${which}${rows} Between categories and flags: Cramér’s V corrected for bias (Bergsma 2013); between a number and a category: the correlation ratio eta.${not}`;
}

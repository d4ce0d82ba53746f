import { useCallback, useMemo } from 'react';
import type { MonitorPeriod } from '#shared/monitor/result';
import { heldAgainstSame, indexSeries } from '#shared/monitor/series';
import { Chart } from '../../charts/Chart.tsx';
import { legible } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { ColumnTable } from './ColumnTable.tsx';
import { historyFigure, historyTable } from './historyFigure.ts';
import { LightMark } from './LightMark.tsx';
import type { PeriodProps } from './Period.tsx';

/** What is not green, how it went from period to period, and every column. */
export function Changes({ state, period }: PeriodProps) {
  return (
    <>
      <FindingList findings={period.findings} />
      <History state={state} period={period} />
      <ColumnTable period={period} />
    </>
  );
}

function FindingList({ findings }: { findings: MonitorPeriod['findings'] }) {
  if (findings.length === 0) return <p>Nothing has changed that chance does not explain.</p>;
  return (
    <ul className="findings" aria-label="Findings">
      {findings.map(({ light, sentence }) => (
        <li key={sentence}>
          <LightMark light={light} />
          <span>{legible(sentence)}</span>
        </li>
      ))}
    </ul>
  );
}

function History({ state, period }: PeriodProps) {
  const { rule } = state;
  const periods = useMemo(() => heldAgainstSame(state.periods, period), [state.periods, period]);
  const draw = useCallback(
    (tokens: Tokens) => historyFigure(periods, indexSeries(periods), tokens, { limits: rule.psi, shown: period.label }),
    [periods, rule, period.label],
  );
  return (
    <Chart
      title="Stability indices from period to period"
      detail="Population stability index (PSI) against development; broken lines: from where a change is amber and red"
      fileName="drift by period"
      height={220}
      table={historyTable(periods, indexSeries(periods))}
      draw={draw}
    />
  );
}

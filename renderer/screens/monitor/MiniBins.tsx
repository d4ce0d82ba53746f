import { formatCount, formatPercent } from '#shared/format';
import type { BinCounts } from '#shared/monitor/result';

const BAR = 7;
const GAP = 3;
const HEIGHT = 26;

/** Shares of the bins then (hollow) and now (filled), side by side. */
export function MiniBins({ bins, label }: { bins: readonly BinCounts[]; label: string }) {
  const shares = binShares(bins);
  const most = Math.max(...shares.flatMap(({ before, now }) => [before, now]), 1e-9);
  const height = (share: number) => (HEIGHT * share) / most;
  return (
    <svg
      className="miniBins"
      width={shares.length * (2 * BAR + GAP)}
      height={HEIGHT + 1}
      role="img"
      aria-label={`${label}: ${shares.map(one => `${one.label} ${formatPercent(one.before)} then, ${formatPercent(one.now)} now`).join('; ')}`}
    >
      {shares.map(({ label: bin, before, now, n }, i) => (
        <g key={bin} transform={`translate(${i * (2 * BAR + GAP)} 0)`}>
          <title>{`${bin}: ${formatPercent(before)} then, ${formatPercent(now)} now (${formatCount(n)} customers)`}</title>
          <rect
            className="then"
            x={0.5}
            y={HEIGHT - height(before) + 0.5}
            width={BAR - 1}
            height={Math.max(0, height(before))}
          />
          <rect
            className="now"
            x={BAR}
            y={HEIGHT - height(now) + 0.5}
            width={BAR - 1}
            height={Math.max(0, height(now))}
          />
        </g>
      ))}
    </svg>
  );
}

function binShares(bins: readonly BinCounts[]) {
  const n = bins.reduce((sum, { before }) => sum + before, 0) || 1;
  const m = bins.reduce((sum, { now }) => sum + now, 0) || 1;
  return bins.map(({ label, before, now }) => ({ label, before: before / n, now: now / m, n: now }));
}

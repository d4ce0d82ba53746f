import { formatCount } from '#shared/format';
import type { ColumnDetail } from '#shared/profile';

const WIDTH = 120;
const HEIGHT = 22;
const MOST_BARS = 20;

/** The shape of a column in a table cell: bins of a number, levels of anything else by frequency. */
export function Spark({ column }: { column: ColumnDetail }) {
  const counts = column.histogram
    ? column.histogram.counts
    : column.levels.slice(0, MOST_BARS).map(({ count }) => count);
  if (column.role === 'identifier' || counts.length === 0) return <span className="muted">–</span>;
  const largest = Math.max(...counts, 1);
  const step = WIDTH / Math.max(counts.length, 4);
  const what = column.histogram ? `${counts.length} bins` : `the ${counts.length} most frequent values`;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      className="spark"
      aria-label={`Distribution of ${column.name} over ${what}, at most ${formatCount(largest)} rows in one`}
    >
      {counts.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(1, (count / largest) * HEIGHT);
        return <rect key={i} x={i * step} y={HEIGHT - height} width={Math.max(1, step - 1)} height={height} />;
      })}
    </svg>
  );
}

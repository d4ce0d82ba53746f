import { formatCount } from '#shared/format';

const WIDTH = 240;
const HEIGHT = 44;

/** A distribution at a glance: bars over equal widths, the ends of the range below. */
export function MiniHistogram({
  histogram,
  format,
  label,
}: {
  histogram: { edges: number[]; counts: number[] };
  format: (value: number) => string;
  label: string;
}) {
  const { edges, counts } = histogram;
  const largest = Math.max(...counts, 1);
  const step = WIDTH / counts.length;
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} height={HEIGHT} preserveAspectRatio="none" role="img" aria-label={label}>
        {counts.map((count, index) => {
          const height = count === 0 ? 0 : Math.max(1, (count / largest) * HEIGHT);
          return (
            <rect
              key={edges[index]}
              x={index * step + 0.5}
              y={HEIGHT - height}
              width={Math.max(1, step - 1)}
              height={height}
              fill="var(--accent)"
            >
              <title>{`${format(edges[index])} to ${format(edges[index + 1])}: ${formatCount(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className="row muted" style={{ justifyContent: 'space-between', fontSize: 11 }}>
        <span>{format(edges[0])}</span>
        <span>{format(edges[edges.length - 1])}</span>
      </figcaption>
    </figure>
  );
}

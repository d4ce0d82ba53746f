import { formatFixed } from '#shared/format';
import type { Assignment } from '#shared/results';

const SHOWN = 6;

/** What speaks for this segment rather than the second nearest, largest first. */
export function PullBars({ drivers }: { drivers: Assignment['drivers'] }) {
  const shown = drivers.slice(0, SHOWN);
  const largest = Math.max(...shown.map(driver => Math.abs(driver.pull)), 1e-9);
  if (shown.length === 0) return <p className="muted">Nothing stands out.</p>;
  return (
    <ul className="pullBars">
      {shown.map(driver => (
        <li key={`${driver.column} ${driver.level}`}>
          <span>{driver.text}</span>
          <span
            className="pullTrack"
            title={`Pull ${formatFixed(driver.pull, 2)}: difference of squared distances in the prepared space`}
          >
            <span
              className={driver.pull < 0 ? 'isAway' : ''}
              style={{ width: `${(Math.abs(driver.pull) / largest) * 100}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

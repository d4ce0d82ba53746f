import type { InventoryRow } from '#shared/models/inventory';
import { useSharedWorkspace } from '../../app/WorkspaceContext.ts';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import { LightMark } from '../monitor/LightMark.tsx';
import '../monitor/monitor.css';

const HEADS = ['Model', 'Holds', 'Status', 'Owner', 'Materiality', 'Last sign-off', 'Last watched', 'Result'] as const;

export function ModelList({ rows }: { rows: readonly InventoryRow[] }) {
  return (
    <TableScroll label="Models on this computer">
      <table className="table modelList">
        <thead>
          <tr>
            {HEADS.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <ModelRow key={row.token ?? `${row.folder} ${row.name}`} row={row} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function ModelRow({ row }: { row: InventoryRow }) {
  const { problem, holds, status, owner, materiality, resultSha256 } = row;
  return (
    <tr>
      <th scope="row">
        <FileName row={row} />
        <span className="muted">
          {row.kind}
          {row.folder === '' ? '' : ` in ${legible(row.folder)}`}
        </span>
      </th>
      {problem !== null ? (
        <td colSpan={HEADS.length - 1} className="modelProblem">
          {legible(problem)}
        </td>
      ) : (
        <>
          <td>{holds.length === 0 ? <span className="muted">no result</span> : legible(holds.join(', '))}</td>
          <td className={`modelStatus ${status === 'in use' ? 'isInUse' : ''}`}>{status ?? '–'}</td>
          <td>{owner === '' ? <span className="muted">not named</span> : legible(owner)}</td>
          <td>{materiality ?? <span className="muted">not said</span>}</td>
          <td>
            <Signed row={row} />
          </td>
          <td>
            <Watched row={row} />
          </td>
          <td title={resultSha256 ? `SHA-256 ${resultSha256}` : undefined}>{resultSha256?.slice(0, 12) ?? '–'}</td>
        </>
      )}
    </tr>
  );
}

/** A project is opened by its name. */
function FileName({ row: { kind, name, token, sizeBytes, problem } }: { row: InventoryRow }) {
  const workspace = useSharedWorkspace();
  if (kind !== 'project' || token === undefined || problem !== null) return <span>{legible(name)}</span>;
  return (
    <button
      type="button"
      className="linkButton"
      onClick={() => workspace.openRef({ kind: 'project', name, token, sizeBytes })}
    >
      {legible(name)}
    </button>
  );
}

function Signed({ row: { signedBy, signedAt, isStanding } }: { row: InventoryRow }) {
  if (signedBy === null) return <span className="muted">nobody has signed</span>;
  return (
    <>
      {legible(signedBy)}, {signedAt?.slice(0, 10)}
      {!isStanding && <span className="muted"> (another result)</span>}
    </>
  );
}

function Watched({ row: { light, period, watchedAt } }: { row: InventoryRow }) {
  if (light === null) return <span className="muted">–</span>;
  return (
    <>
      <LightMark light={light} /> {legible(period ?? '')}
      {watchedAt && <span className="muted">, {watchedAt.slice(0, 10)}</span>}
    </>
  );
}

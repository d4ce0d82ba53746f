import type { GridColumn } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { CellEditor, type EditStep } from './CellEditor.tsx';
import { HEAD_HEIGHT, NUMBER_WIDTH, ROW_HEIGHT, type CellSpot } from './gridShape.ts';
import type { CellEditing } from './useCellEditing.ts';

const LEAST_FIELD = 160;

/** The field over the cell that is being edited. */
export function GridEditor({
  editing: { editing, error, commit, cancel },
  columns,
  edges,
  shift,
  onDone,
}: {
  editing: CellEditing;
  columns: readonly GridColumn[];
  edges: Float64Array;
  shift: number;
  /** The cell cursor goes on from here. */
  onDone(spot: CellSpot, step: EditStep): void;
}) {
  if (!editing) return null;
  const { spot, text } = editing;
  const place = {
    left: spot.column === 0 ? NUMBER_WIDTH : edges[spot.column],
    top: HEAD_HEIGHT + spot.row * ROW_HEIGHT + shift,
    width: Math.max(LEAST_FIELD, edges[spot.column + 1] - edges[spot.column]),
    isFrozen: spot.column === 0,
  };
  return (
    <CellEditor
      key={`${spot.row} ${spot.column}`}
      label={`${columns[spot.column].name}, row ${formatCount(spot.row + 1)}`}
      text={text}
      place={place}
      error={error}
      onCancel={() => {
        cancel();
        onDone(spot, 'stay');
      }}
      onCommit={async (typed, step) => {
        if ((await commit(typed)) && step !== 'leave') onDone(spot, step);
      }}
    />
  );
}

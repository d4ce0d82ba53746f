import { useCallback, useMemo, useState } from 'react';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { formatCount } from '#shared/format';
import type { ColumnDetail } from '#shared/profile';
import { Chart } from '../../charts/Chart.tsx';
import { Choice } from '../../components/Choice.tsx';
import type { Tokens } from '../../theme/tokens.ts';
import { boxFigure, boxTable, BOX_HEIGHT, BOXES_PER_ROW } from './boxFigure.ts';

const PER_PAGE = 12;

/** Spread and extremes of the numbers, one small box each on its own scale. */
export function BoxPlots({ columns }: { columns: readonly ColumnDetail[] }) {
  const [page, setPage] = useState(0);
  const [isLog, setLog] = useState(false);
  const boxes = useMemo(
    () => columns.filter(({ kind, number, role }) => kind === 'number' && number && role !== 'identifier'),
    [columns],
  );
  const pages = Math.max(1, Math.ceil(boxes.length / PER_PAGE));
  const from = Math.min(page, pages - 1) * PER_PAGE;
  const shown = useMemo(() => boxes.slice(from, from + PER_PAGE), [boxes, from]);
  const draw = useCallback((tokens: Tokens) => boxFigure(shown, isLog, tokens), [shown, isLog]);
  if (boxes.length === 0) return null;
  return (
    <Chart
      title="Spread and extremes of the numbers"
      detail="Quartiles, the values within the 1.5 IQR fences, and up to ten values on either side beyond them; every box has a scale of its own."
      fileName="box plots"
      height={Math.ceil(shown.length / BOXES_PER_ROW) * BOX_HEIGHT}
      table={boxTable(boxes)}
      draw={draw}
      controls={
        <>
          {pages > 1 && (
            <Choice
              label="Numbers shown"
              value={String(from / PER_PAGE)}
              choices={Array.from({ length: pages }, (_none, i) => ({
                value: String(i),
                label: `Numbers ${formatCount(i * PER_PAGE + 1)} to ${formatCount(Math.min(boxes.length, (i + 1) * PER_PAGE))} of ${formatCount(boxes.length)}`,
              }))}
              onChange={value => setPage(Number(value))}
            />
          )}
          <FormControlLabel
            control={<Switch size="small" checked={isLog} onChange={(_event, on) => setLog(on)} />}
            label="Logarithmic scale"
          />
        </>
      }
    />
  );
}

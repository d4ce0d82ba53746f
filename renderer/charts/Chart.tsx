import { useId, useMemo, useState, type ReactNode } from 'react';
import type { SegmentSummary } from '#shared/results';
import { useTokens } from '../hooks/useMode.ts';
import { TOKENS, type Tokens } from '../theme/tokens.ts';
import { legible } from '../text/sentences.ts';
import { ChartToolbar } from './ChartToolbar.tsx';
import { DataTable } from './DataTable.tsx';
import { withHouseStyle, type ChartTable, type Figure, type PickedPoint, type Polygon } from './figure.ts';
import { Plot } from './Plot.tsx';
import './chart.css';

export interface ChartProps {
  /** The takeaway, as a sentence or a title that says what is seen. */
  readonly title: string;
  /** Unit, n, how it was computed. */
  readonly detail?: string;
  readonly fileName: string;
  readonly height: number;
  readonly table: ChartTable;
  /** Draws the figure in given colours; memoised by the caller, since exports draw it again in light ones. */
  readonly draw: (tokens: Tokens) => Figure;
  readonly onPick?: (point: PickedPoint) => void;
  /** A line or box was drawn around marks; the figure's `dragmode` says with what. */
  readonly onArea?: (polygon: Polygon) => void;
  readonly legend?: ReactNode;
  /** Whose colours the marks have, said in exported pictures, which have no legend beside them. */
  readonly segments?: readonly SegmentSummary[];
  readonly controls?: ReactNode;
}

/** A picture with its takeaway, its numbers as a table, and the ways to take it along. */
export function Chart(props: ChartProps) {
  const { title, detail, fileName, height, table, draw, onPick, onArea, legend, segments, controls } = props;
  const id = useId();
  const tokens = useTokens();
  const [isTable, setTable] = useState(false);
  const figure = useMemo(() => styled(draw(tokens), tokens), [draw, tokens]);
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chartHead">
        <div className="grow">
          <h2 id={id}>{legible(title)}</h2>
          {detail && <p className="muted">{detail}</p>}
        </div>
        <ChartToolbar
          title={title}
          fileName={fileName}
          table={table}
          height={height}
          segments={segments}
          isTable={isTable}
          onTable={() => setTable(!isTable)}
          drawLight={() => styled(draw(TOKENS.light), TOKENS.light)}
        />
      </figcaption>
      {(controls || legend) && (
        <div className="chartBelow">
          {controls}
          {legend}
        </div>
      )}
      {isTable ? (
        <DataTable table={table} caption={title} onPick={onPick} />
      ) : (
        <Plot
          figure={figure}
          height={height}
          label={`${title}. The numbers are in the table of this chart.`}
          onPick={onPick}
          onArea={onArea}
        />
      )}
    </figure>
  );
}

function styled(figure: Figure, tokens: Tokens): Figure {
  return { data: figure.data, layout: withHouseStyle(figure.layout, tokens) };
}

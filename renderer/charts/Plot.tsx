import { useEffect, useRef, useState } from 'react';
import type { PlotlyHTMLElement } from 'plotly.js';
import { drawInTurn } from './drawInTurn.ts';
import type { Figure, PickedPoint, Polygon } from './figure.ts';
import { loadPlotly, type PlotlyModule } from './loadPlotly.ts';

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: 'reset', showTips: false } as const;

/** One Plotly drawing that follows its figure and its box. */
export function Plot({
  figure,
  height,
  label,
  onPick,
  onArea,
}: {
  figure: Figure;
  height: number;
  label: string;
  onPick?: (point: PickedPoint) => void;
  onArea?: (polygon: Polygon) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const told = useRef({ onPick, onArea });
  const drawnWidth = useRef(0);
  const [plotly, setPlotly] = useState<PlotlyModule | null>(null);
  const [drawn, setDrawn] = useState<Figure | null>(null);
  const [error, setError] = useState<Error | null>(null);
  if (error) throw error;
  useEffect(() => {
    told.current = { onPick, onArea };
  }, [onPick, onArea]);
  useEffect(() => {
    loadPlotly().then(setPlotly, setError);
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!plotly || !element) return undefined;
    let isGone = false;
    const listener = {
      pick: (point: PickedPoint) => told.current.onPick?.(point),
      area: (polygon: Polygon) => {
        told.current.onArea?.(polygon);
        void plotly.relayout(element, { selections: [] } as object);
      },
    };
    const giveUp = drawInTurn(() => {
      drawnWidth.current = element.clientWidth || 400;
      const layout = { ...figure.layout, width: drawnWidth.current, height };
      // What it throws at once is heard of as well.
      new Promise(resolve => resolve(plotly.react(element, figure.data, layout, CONFIG))).then(
        () => {
          if (isGone) return;
          listen(element as unknown as PlotlyHTMLElement, listener);
          setDrawn(figure);
        },
        (reason: Error) => setError(reason),
      );
    });
    return () => {
      isGone = true;
      giveUp();
    };
  }, [plotly, figure, height]);
  useEffect(() => {
    const element = box.current;
    if (!plotly || !element) return undefined;
    const observer = new ResizeObserver(() => {
      const width = element.clientWidth;
      if (width === 0 || width === drawnWidth.current || !element.querySelector('.main-svg')) return;
      drawnWidth.current = width;
      void plotly.relayout(element, { width });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plotly.purge(element);
    };
  }, [plotly]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      data-chart={drawn === figure ? 'drawn' : 'waiting'}
      className={onPick ? 'plot isPickable' : 'plot'}
      style={{ height }}
    />
  );
}

interface Drawn {
  readonly points: unknown[];
  readonly lassoPoints?: { x: number[]; y: number[] };
  readonly range?: { x: number[]; y: number[] };
}
interface Emitter {
  on(name: string, listener: (event: Drawn | undefined) => boolean | void): void;
  removeAllListeners(name: string): void;
}
interface Listener {
  pick(point: PickedPoint): void;
  area(polygon: Polygon): void;
}

function listen(element: PlotlyHTMLElement, to: Listener): void {
  const emitter = element as unknown as Emitter;
  for (const name of ['plotly_click', 'plotly_treemapclick', 'plotly_selected']) emitter.removeAllListeners(name);
  const pick = (event: Drawn | undefined) => {
    const point = event?.points[0] as PickedPoint | undefined;
    if (point) to.pick(point);
  };
  emitter.on('plotly_click', pick);
  // Returning false keeps the treemap from zooming in: a click means "show me these customers".
  emitter.on('plotly_treemapclick', event => {
    pick(event);
    return false;
  });
  emitter.on('plotly_selected', event => {
    const polygon = polygonOf(event);
    if (polygon) to.area(polygon);
  });
}

function polygonOf(event: Drawn | undefined): Polygon | null {
  if (event?.lassoPoints) return event.lassoPoints.x.map((x, i) => [x, event.lassoPoints!.y[i]]);
  if (!event?.range) return null;
  const [[left, right], [bottom, top]] = [event.range.x, event.range.y];
  return [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
}

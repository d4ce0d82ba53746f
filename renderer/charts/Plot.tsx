import { useEffect, useRef, useState } from 'react';
import type { PlotlyHTMLElement } from 'plotly.js';
import type { Figure, PickedPoint } from './figure.ts';
import { loadPlotly, type PlotlyModule } from './loadPlotly.ts';

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: 'reset', showTips: false } as const;

/** One Plotly drawing that follows its figure and its box. */
export function Plot({
  figure,
  height,
  label,
  onPick,
}: {
  figure: Figure;
  height: number;
  label: string;
  onPick?: (point: PickedPoint) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  const drawnWidth = useRef(0);
  const [plotly, setPlotly] = useState<PlotlyModule | null>(null);
  const [error, setError] = useState<Error | null>(null);
  if (error) throw error;
  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);
  useEffect(() => {
    loadPlotly().then(setPlotly, setError);
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!plotly || !element) return undefined;
    drawnWidth.current = element.clientWidth || 400;
    const layout = { ...figure.layout, width: drawnWidth.current, height };
    let isGone = false;
    plotly.react(element, figure.data, layout, CONFIG).then(
      drawn => {
        if (!isGone) listen(drawn as PlotlyHTMLElement, point => pick.current?.(point));
      },
      (reason: Error) => setError(reason),
    );
    return () => {
      isGone = true;
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
      data-chart={plotly ? 'drawn' : 'loading'}
      className={onPick ? 'plot isPickable' : 'plot'}
      style={{ height }}
    />
  );
}

interface Emitter {
  on(name: string, listener: (event: { points: unknown[] }) => boolean | void): void;
  removeAllListeners(name: string): void;
}

function listen(element: PlotlyHTMLElement, pick: (point: PickedPoint) => void): void {
  const emitter = element as unknown as Emitter;
  emitter.removeAllListeners('plotly_click');
  emitter.removeAllListeners('plotly_treemapclick');
  emitter.on('plotly_click', event => {
    const point = event.points[0] as PickedPoint | undefined;
    if (point) pick(point);
  });
  // Returning false keeps the treemap from zooming in: a click means "show me these customers".
  emitter.on('plotly_treemapclick', event => {
    const point = event.points[0] as PickedPoint | undefined;
    if (point) pick(point);
    return false;
  });
}

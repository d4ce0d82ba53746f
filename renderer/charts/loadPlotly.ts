import type * as Plotly from 'plotly.js';

export type PlotlyModule = typeof Plotly;
let loading: Promise<PlotlyModule> | null = null;

/** Style elements that Plotly would otherwise make itself, without the nonce that the content policy asks for. */
const STYLE_IDS = [
  'plotly.js-style-global',
  // Plotly's map traces look for their own sheet under this name as they load; we draw no maps, so it stays empty.
  '9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53',
];

/** Plotly, fetched when the first chart is drawn. */
export function loadPlotly(): Promise<PlotlyModule> {
  loading ??= fetchPlotly();
  return loading;
}

/** Fetches Plotly while nothing else is going on, so that the first chart does not wait for it. */
export function loadPlotlyWhenIdle(): () => void {
  const handle = requestIdleCallback(() => void loadPlotly(), { timeout: 10_000 });
  return () => cancelIdleCallback(handle);
}

async function fetchPlotly(): Promise<PlotlyModule> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  for (const id of STYLE_IDS) {
    const style = document.createElement('style');
    style.id = id;
    if (nonce) style.nonce = nonce;
    document.head.append(style);
  }
  const loaded = (await import('plotly.js-strict-dist-min')) as unknown as { default?: PlotlyModule } & PlotlyModule;
  return loaded.default ?? loaded;
}

import type { CalibrationBin } from '#shared/scoring/evaluation';

/** Foretold probabilities that were looked at, ascending, and what happened among such customers. */
export interface CalibrationMap {
  readonly foretold: readonly number[];
  readonly happened: readonly number[];
}

/**
 * What happened at development as a function of what was foretold: the tenths of the calibration curve, put together where a higher one had fewer events
 * (pool adjacent violators), straight between them and level beyond the first and the last.
 * Source: Zadrozny & Elkan (2002), doi:10.1145/775047.775151.
 */
export function calibrationMap(bins: readonly CalibrationBin[]): CalibrationMap {
  const blocks: { n: number; foretold: number; happened: number }[] = [];
  for (const { n, meanScore, rate } of [...bins].sort((a, b) => a.meanScore - b.meanScore)) {
    blocks.push({ n, foretold: meanScore, happened: rate.value });
    for (let last = blocks.length - 1; last > 0 && blocks[last - 1].happened >= blocks[last].happened; last--) {
      const [a, b] = blocks.splice(last - 1, 2);
      const n2 = a.n + b.n;
      const mean = (x: number, y: number) => (a.n * x + b.n * y) / n2;
      blocks.push({ n: n2, foretold: mean(a.foretold, b.foretold), happened: mean(a.happened, b.happened) });
    }
  }
  return { foretold: blocks.map(block => block.foretold), happened: blocks.map(block => block.happened) };
}

export function recalibrated({ foretold, happened }: CalibrationMap, p: number): number {
  const last = foretold.length - 1;
  if (last < 0) return p;
  if (p <= foretold[0]) return happened[0];
  if (p >= foretold[last]) return happened[last];
  let i = 1;
  while (foretold[i] < p) i++;
  const share = (p - foretold[i - 1]) / (foretold[i] - foretold[i - 1]);
  return happened[i - 1] + share * (happened[i] - happened[i - 1]);
}

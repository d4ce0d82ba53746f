import type { BrierParts } from '#shared/scoring/evaluation';
import type { BinSums } from './calibrationCurve.ts';

/**
 * Murphy's parts of a Brier score over the bins of the calibration curve: Brier = reliability − resolution + uncertainty + withinBins. The last is what
 * the scores differ within a bin; it is 0 where each bin holds one score.
 * @param brier the score that is taken apart
 * Source: Murphy (1973), doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2; Stephenson et al. (2008), doi:10.1175/2007WAF2006116.1.
 */
export function brierParts(bins: readonly BinSums[], brier: number): BrierParts {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  const share = bins.reduce((sum, bin) => sum + bin.events, 0) / n;
  let [reliability, resolution] = [0, 0];
  for (const bin of bins) {
    reliability += (bin.n / n) * ((bin.expected - bin.events) / bin.n) ** 2;
    resolution += (bin.n / n) * (bin.events / bin.n - share) ** 2;
  }
  const uncertainty = share * (1 - share);
  const withinBins = brier - (reliability - resolution + uncertainty);
  return { reliability, resolution, uncertainty, withinBins, skill: 1 - brier / uncertainty, nBins: bins.length };
}

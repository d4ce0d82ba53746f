import { naturalLog } from '../../kernels/typescript/exponential.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { countStateChunks, type MixtureState } from './MixtureSpace.ts';
import { inverseFactor } from './inverseFactor.ts';

const LOG_TWO_PI = 1.8378770664093453;
/** As scikit-learn: no component is quite without rows. */
const LEAST_COUNT = 10 * 2 ** -52;

/**
 * The next mean, count and covariance of a component from the sums of the chunks, in chunk order. Sums are of deviations from the mean so
 * far, so that hardly any digit cancels.
 */
export function moveComponents(state: MixtureState, c: number, regCovar: number, context: TaskContext): void {
  const { layout, components, covariances } = state;
  const { width, nColumns, sumsLength, isDiagonal, factorStride } = layout;
  const total = addChunks(state, c, context);
  const count = total[0] + LEAST_COUNT;
  const shift = total.subarray(2, 2 + width).map(sum => sum / count);
  const mean = components.means.subarray(c * width, (c + 1) * width);
  for (let j = 0; j < nColumns; j++) mean[j] += shift[j];
  state.counts[c] = count;
  state.hasCollapsed[c] = mean.every(Number.isFinite) ? 0 : 1;
  if (factorStride === 0) return;
  const products = total.subarray(2 + width, sumsLength);
  const covariance = covariances.subarray(c * factorStride, (c + 1) * factorStride);
  if (isDiagonal) {
    for (let j = 0; j < nColumns; j++) covariance[j] = products[j] / count - shift[j] * shift[j] + regCovar;
    if (layout.covarianceType === 'spherical') covariance.fill(meanOf(covariance.subarray(0, nColumns)), 0, nColumns);
  } else {
    for (let i = 0; i < nColumns; i++)
      for (let j = 0; j <= i; j++)
        covariance[i * width + j] = products[i * width + j] / count - shift[i] * shift[j] + (i === j ? regCovar : 0);
  }
  factorise(state, c, context);
}

/** The one covariance of all components: what is left of the scatter of all rows when that of the means is taken off. */
export function moveTied(state: MixtureState, regCovar: number, context: TaskContext): void {
  const { layout, components, counts, scatter, origin, covariances } = state;
  const { width, nColumns, nClusters } = layout;
  const whole = counts.reduce((sum, count) => sum + count, 0);
  for (let i = 0; i < nColumns; i++) {
    if (i % 64 === 0) context.throwIfCancelled();
    for (let j = 0; j <= i; j++) {
      let left = scatter[i * nColumns + j];
      for (let c = 0; c < nClusters; c++)
        left -=
          counts[c] * (components.means[c * width + i] - origin[i]) * (components.means[c * width + j] - origin[j]);
      covariances[i * width + j] = left / whole + (i === j ? regCovar : 0);
    }
  }
  factorise(state, 0, context);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function addChunks({ layout, sums }: MixtureState, c: number, context: TaskContext): Float64Array {
  const { sumsLength, nClusters } = layout;
  const total = new Float64Array(sumsLength);
  for (let chunk = 0; chunk < countStateChunks(layout); chunk++) {
    context.throwIfCancelled();
    const at = (chunk * nClusters + c) * sumsLength;
    for (let i = 0; i < sumsLength; i++) total[i] += sums[at + i];
  }
  return total;
}

/** Factor c from covariance c; says so where there is none. */
function factorise(state: MixtureState, c: number, context: TaskContext): void {
  const { layout, components, covariances, hasCollapsed } = state;
  const { width, nColumns, isDiagonal, factorLength } = layout;
  const covariance = covariances.subarray(c * factorLength, (c + 1) * factorLength);
  const factor = components.factors.subarray(c * factorLength, (c + 1) * factorLength);
  if (!isDiagonal) {
    if (!inverseFactor(covariance, nColumns, width, factor, context)) hasCollapsed[c] = 1;
    return;
  }
  for (let j = 0; j < nColumns; j++) {
    factor[j] = 1 / Math.sqrt(covariance[j]);
    if (!(covariance[j] > 0 && covariance[j] < Infinity)) hasCollapsed[c] = 1;
  }
}

/** Weights from the counts, and the constants of the components' densities. */
export function setConstants(
  { layout, components }: Pick<MixtureState, 'layout' | 'components'>,
  weights: Float64Array,
): void {
  const { nClusters, nColumns, width, isDiagonal, factorStride } = layout;
  const step = isDiagonal ? 1 : width + 1;
  for (let c = 0; c < nClusters; c++) {
    let logDeterminant = 0;
    for (let j = 0; j < nColumns; j++) logDeterminant += naturalLog(components.factors[c * factorStride + j * step]);
    components.constants[c] = naturalLog(weights[c]) + logDeterminant - 0.5 * nColumns * LOG_TWO_PI;
  }
}

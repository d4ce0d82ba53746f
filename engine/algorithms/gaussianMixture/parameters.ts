import type { MixtureParameters } from '../GaussianMixtureModel.ts';
import type { Components, MixtureLayout, MixtureState } from './MixtureSpace.ts';
import { setConstants } from './moveComponents.ts';

/** Puts a mixture where the kernels want it; returns its weights. */
export function putComponents(
  layout: MixtureLayout,
  components: Components,
  { centers, weights, precisionsCholesky: given, covarianceType }: MixtureParameters,
): Float64Array {
  const { nClusters, nColumns, width, isDiagonal } = layout;
  const { means, factors } = components;
  for (let c = 0; c < nClusters; c++) means.set(centers.subarray(c * nColumns, (c + 1) * nColumns), c * width);
  const nFactors = factors.length / layout.factorLength;
  for (let c = 0; c < nFactors; c++) {
    for (let j = 0; j < nColumns; j++) {
      if (isDiagonal) factors[c * width + j] = given[covarianceType === 'diag' ? c * nColumns + j : c];
      else for (let i = 0; i <= j; i++) factors[(c * width + j) * width + i] = given[(c * nColumns + i) * nColumns + j];
    }
  }
  setConstants({ layout, components }, weights);
  return weights;
}

/** The mixture as it stands, in arrays of its own. */
export function takeParameters(
  { layout, components, covariances: found }: MixtureState,
  weights: Float64Array,
): MixtureParameters {
  const { nClusters, nColumns, width, covarianceType } = layout;
  const centers = new Float64Array(nClusters * nColumns);
  for (let c = 0; c < nClusters; c++)
    centers.set(components.means.subarray(c * width, c * width + nColumns), c * nColumns);
  const nFactors = components.factors.length / layout.factorLength;
  const shared = { nClusters, nColumns, covarianceType, centers, weights };
  if (covarianceType === 'spherical') {
    const first = (from: Float64Array) => Float64Array.from({ length: nClusters }, (_, c) => from[c * width]);
    return { ...shared, covariances: first(found), precisionsCholesky: first(components.factors) };
  }
  const size = covarianceType === 'diag' ? nColumns : nColumns * nColumns;
  const covariances = new Float64Array(nFactors * size);
  const precisionsCholesky = new Float64Array(nFactors * size);
  for (let c = 0; c < nFactors; c++) {
    for (let i = 0; i < nColumns; i++) {
      if (covarianceType === 'diag') {
        covariances[c * size + i] = found[c * width + i];
        precisionsCholesky[c * size + i] = components.factors[c * width + i];
        continue;
      }
      for (let j = 0; j <= i; j++) {
        const value = found[(c * width + i) * width + j];
        covariances[c * size + i * nColumns + j] = value;
        covariances[c * size + j * nColumns + i] = value;
        precisionsCholesky[c * size + j * nColumns + i] = components.factors[(c * width + i) * width + j];
      }
    }
  }
  return { ...shared, covariances, precisionsCholesky };
}

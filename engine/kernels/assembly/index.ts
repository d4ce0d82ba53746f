// The WASM module: one file per kernel. Every pointer is a byte offset into the shared memory; shapes are in ../Kernels.ts.
export { addScatter } from './addScatter';
export { assignRows } from './assignRows';
export { forestSplit } from './forestSplit';
export { addToRows, gatherPairs, gradientHistogram, stepGradients, subtractHistogram, sumHistogram } from './gradientBins';
export { gradientSplit } from './gradientSplit';
export { internText } from './textTable';
export { mixtureLogits, mixtureNormalise, mixtureSums } from './mixture';
export { nanDistances } from './nanDistances';
export { nearestMeans } from './nearestMeans';
export { nearestRows } from './nearestRows';
export { readRecords } from './readRecords';
export { scaleRows } from './scaleRows';
export { sumDistances } from './sumDistances';
export { sumAround } from './sumAround';
export { treeShap } from './treeShap';
export { bagRows, binValues, partitionRows } from './treeBins';
export { tryCandidate } from './tryCandidate';
export { walkTrees } from './walkTrees';

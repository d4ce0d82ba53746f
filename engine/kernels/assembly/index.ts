// The WASM module: one file per kernel. Every pointer is a byte offset into the shared memory; shapes are in ../Kernels.ts.
export { addScatter } from './addScatter';
export { alsGram, alsRows, alsTurn } from './als';
export { assignRows } from './assignRows';
export { spreadClusters, sumClusters } from './clusterSums';
export * from './columnCells';
export { countByte } from './countByte';
export { binRows } from './binRows';
export {
  addKnown,
  countPartition,
  countSteps,
  markWhole,
  placeInPartitions,
  sizePartitions,
} from './distinctValues';
export { forestSplit } from './forestSplit';
export { addToRows, copyEntries, gatherRows, gradientHistogram, stepGradients, subtractHistogram, sumHistogram } from './gradientBins';
export { gradientSplit } from './gradientSplit';
export { growForest } from './growForest';
export { internText, internTexts } from './textTable';
export { addProducts, logisticTile } from './logisticTile';
export { mixtureLogits, mixtureNormalise, mixtureSums } from './mixture';
export { nanDistances } from './nanDistances';
export { nearestMeans } from './nearestMeans';
export { leafGaps, nearestRows } from './nearestRows';
export { numberTexts } from './numberTexts';
export { readCells } from './readCells';
export { readRecords } from './readRecords';
export { scaleRows } from './scaleRows';
export { sumDistances } from './sumDistances';
export { sumAround } from './sumAround';
export { treeShap } from './treeShap';
export { bagRows, binGroups, binValues, partitionRows } from './treeBins';
export { tryCandidate } from './tryCandidate';
export { walkFans } from './walkFans';
export { walkTrees } from './walkTrees';

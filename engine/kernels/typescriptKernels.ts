import type { Kernels } from './Kernels.ts';
import { addScatter } from './typescript/addScatter.ts';
import { alsGram, alsRows, alsTurn } from './typescript/als.ts';
import { assignRows } from './typescript/assignRows.ts';
import { spreadClusters, sumClusters } from './typescript/clusterSums.ts';
import { columnKernels } from './typescript/columnCells.ts';
import { countByte } from './typescript/countByte.ts';
import {
  addKnown,
  countPartition,
  countSteps,
  markWhole,
  placeInPartitions,
  sizePartitions,
} from './typescript/distinctValues.ts';
import { forestSplit } from './typescript/forestSplit.ts';
import {
  addToRows,
  copyEntries,
  gatherRows,
  gradientHistogram,
  stepGradients,
  subtractHistogram,
  sumHistogram,
} from './typescript/gradientBins.ts';
import { gradientSplit } from './typescript/gradientSplit.ts';
import { addProducts, logisticTile } from './typescript/logisticTile.ts';
import { growForest } from './typescript/growForest.ts';
import { mixtureLogits, mixtureNormalise, mixtureSums } from './typescript/mixture.ts';
import { nanDistances } from './typescript/nanDistances.ts';
import { nearestMeans } from './typescript/nearestMeans.ts';
import { leafGaps, nearestRows } from './typescript/nearestRows.ts';
import { readCells } from './typescript/readCells.ts';
import { readRecords } from './typescript/readRecords.ts';
import { numberTexts } from './typescript/numberTexts.ts';
import { scaleRows } from './typescript/scaleRows.ts';
import { sumDistances } from './typescript/sumDistances.ts';
import { sumAround } from './typescript/sumAround.ts';
import { internText, internTexts } from './typescript/textTable.ts';
import { treeShap } from './typescript/treeShap.ts';
import { bagRows, binGroups, binRows, binValues, partitionRows } from './typescript/treeBins.ts';
import { tryCandidate } from './typescript/tryCandidate.ts';
import { walkFans } from './typescript/walkFans.ts';
import { walkTrees } from './typescript/walkTrees.ts';

export const typescriptKernels: Kernels = {
  alsGram,
  alsRows,
  alsTurn,
  assignRows,
  sumClusters,
  spreadClusters,
  scaleRows,
  addScatter,
  sumAround,
  tryCandidate,
  sumDistances,
  nanDistances,
  nearestMeans,
  nearestRows,
  leafGaps,
  logisticTile,
  addProducts,
  mixtureLogits,
  mixtureNormalise,
  mixtureSums,
  treeShap,
  readCells,
  readRecords,
  countByte,
  addKnown,
  countPartition,
  countSteps,
  markWhole,
  placeInPartitions,
  sizePartitions,
  numberTexts,
  ...columnKernels,
  internText,
  internTexts,
  binValues,
  binGroups,
  binRows,
  partitionRows,
  bagRows,
  forestSplit,
  growForest,
  stepGradients,
  copyEntries,
  gatherRows,
  gradientHistogram,
  subtractHistogram,
  sumHistogram,
  gradientSplit,
  addToRows,
  walkTrees,
  walkFans,
};

import { boostRounds } from './boostRounds.ts';
import { findBins } from './featureBins.ts';
import { fillColumns } from './fillBins.ts';
import { growForest } from './growForest.ts';
import { walkFanRows } from './walkFanRows.ts';
import { walkRows } from './walkRows.ts';

export const TREE_TASKS = {
  'trees.findBins': findBins,
  'trees.fillBins': fillColumns,
  'trees.walk': walkRows,
  'trees.walkFans': walkFanRows,
  'forest.grow': growForest,
  'boosting.rounds': boostRounds,
};

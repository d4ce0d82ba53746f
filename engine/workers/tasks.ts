import { MIXTURE_TASKS } from '../algorithms/gaussianMixture/tasks.ts';
import { AROUND_CENTERS_TASKS } from '../algorithms/aroundCenters.ts';
import { BISECTING_TASKS } from '../algorithms/bisectingKMeans/tasks.ts';
import { GATHER_TASKS } from '../algorithms/gatherRows.ts';
import { KMEANS_TASKS } from '../algorithms/kmeans/tasks.ts';
import { FOREST_TASKS } from '../algorithms/knn/forestTasks.ts';
import { KNN_TASKS } from '../algorithms/knn/tasks.ts';
import { LINEAR_TASKS } from '../algorithms/linear/tasks.ts';
import { MINI_BATCH_TASKS } from '../algorithms/miniBatchKMeans/tasks.ts';
import { HDBSCAN_TASKS } from '../algorithms/hdbscan/tasks.ts';
import { K_MEDOIDS_TASKS } from '../algorithms/kMedoids/tasks.ts';
import { K_PROTOTYPES_TASKS } from '../algorithms/kPrototypes/tasks.ts';
import { NAIVE_BAYES_TASKS } from '../algorithms/naiveBayes.ts';
import { PCA_TASKS } from '../algorithms/pca/tasks.ts';
import { TREE_TASKS } from '../algorithms/trees/tasks.ts';
import { SCORECARD_TASKS } from '../algorithms/scorecard/tasks.ts';
import { WARD_TASKS } from '../algorithms/ward/tasks.ts';
import { CSV_TASKS } from '../formats/csvPieces/tasks.ts';
import { HASH_TASKS } from '../formats/fileSha256.ts';
import { UNPACK_TASKS } from '../formats/xlsx/unpackTask.ts';
import { IMPORT_TASKS } from '../import/importTasks.ts';
import { MODEL_TASKS } from '../models/readTask.ts';
import { CONTRAST_TASKS } from '../explain/contrasts.ts';
import { CLUSTER_SUM_TASKS } from '../metrics/clusterSumTasks.ts';
import { SILHOUETTE_TASKS } from '../metrics/silhouette/distanceSums.ts';
import { ASSOCIATION_TASKS } from '../profile/associations/tasks.ts';
import { MONITOR_TASKS } from '../monitor/countTask.ts';
import { COLUMN_TASKS } from '../profile/columnTask.ts';
import { SORT_TASKS } from '../profile/sortedColumns.ts';
import { RECOMMEND_TASKS } from '../recommend/recommendTasks.ts';
import { ADDITIVE_SHAP_TASKS } from '../scoring/explain/additiveTask.ts';
import { TREE_SHAP_TASKS } from '../scoring/explain/treeShapTasks.ts';
import { RESAMPLE_TASKS } from '../scoring/resample/tasks.ts';
import { CENTRE_TASKS } from '../prepare/centresOf.ts';
import { MATRIX_TASKS } from '../prepare/matrixOf.ts';
import { PEER_TASKS } from '../scoring/challenge/peerTasks.ts';
import { CLASSIFIER_TASKS } from '../segments/classifierTasks.ts';
import { CENTRE_DISTANCE_TASKS } from '../segments/centreDistances.ts';
import { DISTRIBUTION_TASKS } from '../segments/views/distributions.ts';
import { REFIT_TASKS } from '../segments/evidence/refitTasks.ts';
import type { Task } from './Task.ts';

/** Everything a worker can be asked to do, by name. */
export const TASKS = {
  ...KMEANS_TASKS,
  ...MIXTURE_TASKS,
  ...MINI_BATCH_TASKS,
  ...BISECTING_TASKS,
  ...WARD_TASKS,
  ...AROUND_CENTERS_TASKS,
  ...GATHER_TASKS,
  ...K_PROTOTYPES_TASKS,
  ...K_MEDOIDS_TASKS,
  ...HDBSCAN_TASKS,
  ...PCA_TASKS,
  ...TREE_TASKS,
  ...KNN_TASKS,
  ...FOREST_TASKS,
  ...LINEAR_TASKS,
  ...NAIVE_BAYES_TASKS,
  ...SCORECARD_TASKS,
  ...CLUSTER_SUM_TASKS,
  ...CONTRAST_TASKS,
  ...SILHOUETTE_TASKS,
  ...COLUMN_TASKS,
  ...SORT_TASKS,
  ...ASSOCIATION_TASKS,
  ...CSV_TASKS,
  ...HASH_TASKS,
  ...UNPACK_TASKS,
  ...IMPORT_TASKS,
  ...REFIT_TASKS,
  ...CLASSIFIER_TASKS,
  ...CENTRE_DISTANCE_TASKS,
  ...DISTRIBUTION_TASKS,
  ...ADDITIVE_SHAP_TASKS,
  ...TREE_SHAP_TASKS,
  ...RESAMPLE_TASKS,
  ...PEER_TASKS,
  ...CENTRE_TASKS,
  ...MATRIX_TASKS,
  ...MONITOR_TASKS,
  ...RECOMMEND_TASKS,
  ...MODEL_TASKS,
} as unknown as Readonly<Record<string, Task<unknown, unknown>>>;

"""Scores of IsolationForest on its own trees: which rows are drawn and where they are parted is chance, what follows from it is not.

Run: python test/golden/make/isolationForest.py
"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.ensemble import IsolationForest

SHAPES = [(51, 200, 4, 3, 2.0, 12, 64), (52, 60, 2, 2, 3.0, 8, 60), (53, 300, 6, 4, 1.5, 10, 128)]


def tree_of(estimator, features):
    """Nodes renumbered so that the right child stands next to the left one; x <= t becomes x < the next number after t."""
    tree = estimator.tree_
    found = {"feature": [], "threshold": [], "left": [], "size": []}
    queue = [0]
    for node in queue:
        is_leaf = tree.children_left[node] < 0
        found["feature"].append(-1 if is_leaf else int(features[tree.feature[node]]))
        found["threshold"].append(0.0 if is_leaf else float(np.nextafter(tree.threshold[node], np.inf)))
        found["left"].append(0 if is_leaf else len(queue))
        found["size"].append(int(tree.n_node_samples[node]))
        if not is_leaf:
            queue += [tree.children_left[node], tree.children_right[node]]
    return found


def main():
    cases = []
    for seed, n, p, groups, spread, trees, sample in SHAPES:
        # Sixty-fourths are exact in single precision, which scikit-learn's trees work in.
        x = np.round(lcg_blobs(seed, n, p, groups, spread, 0.0) * 64) / 64
        forest = IsolationForest(n_estimators=trees, max_samples=sample, random_state=seed).fit(x)
        grown = [tree_of(e, f) for e, f in zip(forest.estimators_, forest.estimators_features_)]
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "forest": {"sampleSize": int(forest.max_samples_), "trees": grown},
                "scores": (-forest.score_samples(x)).tolist(),
            }
        )
    write("isolationForest", cases)


if __name__ == "__main__":
    main()

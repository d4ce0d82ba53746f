"""BisectingKMeans from fixed starts. Run: python test/golden/make/bisectingKMeans.py

Each split starts from the first row of the cluster and the one in its middle, so that no random number decides.
"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.cluster import BisectingKMeans

SHAPES = [
    # seed, rows, columns, groups, spread, clusters, strategy
    (21, 60, 2, 3, 1.0, 3, "biggest_inertia"),
    (22, 200, 5, 4, 4.0, 6, "biggest_inertia"),
    (23, 501, 7, 5, 6.0, 9, "largest_cluster"),
    (24, 90, 1, 3, 3.0, 4, "largest_cluster"),
    (25, 400, 33, 6, 8.0, 8, "biggest_inertia"),
    (26, 37, 3, 2, 9.0, 12, "largest_cluster"),
    (27, 2000, 8, 5, 7.0, 12, "biggest_inertia"),
]


def starts(x, n_clusters, random_state):
    return x[[0, len(x) // 2]]


def main():
    cases = []
    for seed, n, p, groups, spread, k, strategy in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread)
        m = BisectingKMeans(k, init=starts, n_init=1, tol=0, max_iter=300, bisecting_strategy=strategy).fit(x)
        new = lcg_blobs(seed + 100, 50, p, groups, spread + 2)
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "nClusters": k,
                "strategy": "biggestInertia" if strategy == "biggest_inertia" else "largestCluster",
                "labels": m.labels_.tolist(),
                "inertia": float(m.inertia_),
                "centers": np.round(m.cluster_centers_, 12).ravel().tolist(),
                "newLabels": m.predict(new).tolist(),
            }
        )
    write("bisectingKMeans", cases)


if __name__ == "__main__":
    main()

"""HDBSCAN by scikit-learn's own functions, with the edges of the tree sorted stably.

Edges of equal length are many, as every edge of a row that its core distance bounds has that length, and which of them comes first decides in
which of two groups a row between them falls. HDBSCAN.fit sorts with an unstable sort whose order differs between machines; everything else
here is what it does. Where the order of the rows does not matter, the labels are checked to be those of HDBSCAN.fit as well.

Run: python test/golden/make/hdbscan.py
"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.cluster import HDBSCAN
from sklearn.cluster._hdbscan._linkage import make_single_linkage, mst_from_data_matrix
from sklearn.cluster._hdbscan._tree import tree_to_labels
from sklearn.metrics import DistanceMetric
from sklearn.neighbors import NearestNeighbors

CASES = [
    # seed, rows, columns, groups, spread, min cluster size, min samples, method, epsilon
    (41, 60, 2, 3, 2.0, 5, 5, "eom", 0.0),
    (42, 300, 2, 4, 3.0, 8, 4, "eom", 0.0),
    (42, 300, 2, 4, 3.0, 8, 4, "leaf", 0.0),
    (43, 500, 3, 6, 4.0, 6, 3, "eom", 0.0),
    (43, 500, 3, 6, 4.0, 6, 3, "leaf", 0.0),
    (43, 500, 3, 6, 4.0, 6, 3, "leaf", 0.6),
    (43, 500, 3, 6, 4.0, 6, 3, "eom", 0.9),
    (44, 400, 5, 3, 6.0, 10, 10, "eom", 0.0),
    (45, 800, 12, 5, 7.0, 15, 5, "eom", 0.0),
    (46, 40, 1, 2, 2.0, 4, 1, "eom", 0.0),
    (47, 700, 30, 4, 6.0, 20, 8, "leaf", 0.0),
    (48, 200, 2, 1, 9.0, 5, 5, "eom", 0.0),
]


def fit(x, size, samples, method, epsilon):
    return HDBSCAN(
        min_cluster_size=size,
        min_samples=samples,
        cluster_selection_method=method,
        cluster_selection_epsilon=epsilon,
        copy=True,
    ).fit(x)


def fit_stable(x, size, samples, method, epsilon):
    near = NearestNeighbors(n_neighbors=samples, algorithm="kd_tree").fit(x)
    core = np.ascontiguousarray(near.kneighbors(x, samples)[0][:, -1])
    tree = mst_from_data_matrix(np.ascontiguousarray(x), core, DistanceMetric.get_metric("euclidean"), 1.0)
    tree = tree[np.argsort(tree["distance"], kind="stable")]
    return tree_to_labels(make_single_linkage(tree), size, method, False, epsilon, None)


def same_groups(a, b):
    pairs = set(zip(a.tolist(), b.tolist()))
    return len(pairs) == len(set(a.tolist())) == len(set(b.tolist())) and all((i == -1) == (j == -1) for i, j in pairs)


def is_settled(x, m, args):
    rng = np.random.default_rng(1)
    for _ in range(20):
        order = rng.permutation(len(x))
        if not same_groups(m.labels_[order], fit(x[order], *args).labels_):
            return False
    return True


def main():
    cases = []
    for seed, n, p, groups, spread, *args in CASES:
        x = lcg_blobs(seed, n, p, groups, spread)
        m = fit(x, *args)
        settled = is_settled(x, m, args)
        labels, probabilities = fit_stable(x, *args)
        differing = int((labels != m.labels_).sum())
        print(seed, args, "clusters", labels.max() + 1, "left out", (labels == -1).sum(), settled, differing)
        assert not settled or differing == 0
        size, samples, method, epsilon = args
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "minClusterSize": size,
                "minSamples": samples,
                "clusterSelectionMethod": method,
                "clusterSelectionEpsilon": epsilon,
                "isSettled": settled,
                "labels": labels.tolist(),
                "probabilities": np.round(probabilities, 12).tolist(),
            }
        )
    write("hdbscan", cases)


if __name__ == "__main__":
    main()

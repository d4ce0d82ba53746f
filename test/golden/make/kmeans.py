"""KMeans from fixed centres. Run: python test/golden/make/kmeans.py"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.cluster import KMeans

SHAPES = [
    # seed, rows, columns, groups, spread, clusters, tol
    (11, 60, 2, 3, 1.0, 3, 1e-4),
    (12, 200, 5, 4, 4.0, 6, 1e-4),
    (13, 501, 7, 5, 6.0, 9, 0.0),
    (14, 90, 1, 3, 3.0, 4, 1e-4),
    (15, 400, 33, 6, 8.0, 8, 1e-4),
    (16, 37, 3, 2, 9.0, 12, 1e-4),
    (17, 2000, 8, 5, 7.0, 5, 1e-4),
]


def main():
    cases = []
    for seed, n, p, groups, spread, k, tol in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread)
        rows = [i * n // k for i in range(k)]
        m = KMeans(k, init=x[rows], n_init=1, tol=tol, max_iter=300, algorithm="lloyd").fit(x)
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "startRows": rows,
                "tol": tol,
                "labels": m.labels_.tolist(),
                "inertia": float(m.inertia_),
                "iterations": int(m.n_iter_),
                "centers": np.round(m.cluster_centers_, 12).ravel().tolist(),
            }
        )
    write("kmeans", cases)


if __name__ == "__main__":
    main()

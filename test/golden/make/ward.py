"""Ward linkage and its cuts. Run: python test/golden/make/ward.py

Weighted cases give each row a weight; scipy gets the row as often as it weighs, and the joins of height 0 are left out.
"""

import numpy as np
import scipy
from header import write
from lcgBlobs import lcg_blobs
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import AgglomerativeClustering

SHAPES = [
    # seed, rows, columns, groups, spread, clusters
    (41, 12, 2, 3, 1.0, 3),
    (42, 200, 5, 4, 4.0, 6),
    (43, 301, 7, 5, 6.0, 9),
    (44, 90, 1, 3, 3.0, 4),
    (45, 150, 33, 6, 8.0, 2),
    (46, 1200, 4, 5, 3.0, 7),
]
WEIGHTED = [(51, 40, 3, 3, 2.0), (52, 120, 6, 4, 5.0)]


def shape(seed, n, p, groups, spread):
    return {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0}


def main():
    cases = []
    for seed, n, p, groups, spread, k in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread)
        z = linkage(x, method="ward")
        labels = AgglomerativeClustering(n_clusters=k, linkage="ward").fit(x).labels_
        cases.append(
            {
                "shape": shape(seed, n, p, groups, spread),
                "scipy": scipy.__version__,
                "nClusters": k,
                "left": z[:, 0].astype(int).tolist(),
                "right": z[:, 1].astype(int).tolist(),
                "heights": z[:, 2].tolist(),
                "sizes": z[:, 3].astype(int).tolist(),
                "labels": labels.tolist(),
            }
        )
    for seed, n, p, groups, spread in WEIGHTED:
        x = lcg_blobs(seed, n, p, groups, spread)
        weights = np.array([1 + (i * 7) % 12 for i in range(n)])
        z = linkage(np.repeat(x, weights, axis=0), method="ward")
        cases.append(
            {
                "shape": shape(seed, n, p, groups, spread),
                "scipy": scipy.__version__,
                "weights": weights.tolist(),
                "heights": z[-(n - 1) :, 2].tolist(),
                "sizes": z[-(n - 1) :, 3].astype(int).tolist(),
            }
        )
    write("ward", cases)


if __name__ == "__main__":
    main()

"""Silhouette, Davies-Bouldin and Calinski-Harabasz. Run: python test/golden/make/clusterMetrics.py"""

from header import write
from lcgBlobs import lcg_blobs, uniforms
from sklearn.cluster import KMeans
from sklearn.metrics import (
    calinski_harabasz_score,
    davies_bouldin_score,
    silhouette_samples,
    silhouette_score,
)

SHAPES = [(31, 40, 2, 3, 2.0, 3), (32, 300, 6, 4, 6.0, 5), (33, 151, 11, 5, 8.0, 7), (34, 25, 1, 2, 3.0, 2)]


def measured(x, labels):
    return {
        "labels": [int(label) for label in labels],
        "silhouette": float(silhouette_score(x, labels)),
        "firstSilhouettes": silhouette_samples(x, labels)[:5].tolist(),
        "daviesBouldin": float(davies_bouldin_score(x, labels)),
        "calinskiHarabasz": float(calinski_harabasz_score(x, labels)),
    }


def main():
    cases = []
    for seed, n, p, groups, spread, k in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread)
        u = uniforms(seed + 1000)
        fitted = KMeans(k, init=x[:k], n_init=1).fit(x).labels_
        arbitrary = [int(next(u) * k) for _ in range(n)]
        one_alone = [0 if i == 3 else 1 + i % 2 for i in range(n)]
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "nClusters": max(k, 3),
                "labelings": [measured(x, labels) for labels in (fitted, arbitrary, one_alone)],
            }
        )
    write("clusterMetrics", cases)


if __name__ == "__main__":
    main()

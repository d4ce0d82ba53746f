"""PCA by the full decomposition. Run: python test/golden/make/pca.py"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.decomposition import PCA

# The last two go the other ways: few rows with many columns, and many of both.
SHAPES = [(21, 50, 3, 2, 3.0, 3), (22, 300, 12, 4, 5.0, 4), (23, 30, 520, 3, 4.0, 3), (24, 510, 505, 5, 3.0, 3)]


def main():
    cases = []
    for seed, n, p, groups, spread, k in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread)
        m = PCA(k, svd_solver="full").fit(x)
        rows = m.components_.copy()
        for row in rows:
            row *= np.sign(row[np.argmax(np.abs(row))])
        scores = (x - m.mean_) @ rows.T
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "nComponents": k,
                "explainedVariance": m.explained_variance_.tolist(),
                "explainedVarianceRatio": m.explained_variance_ratio_.tolist(),
                "firstComponent": np.round(rows[0], 12).tolist(),
                "firstScores": np.round(scores[:5], 10).tolist(),
            }
        )
    write("pca", cases)


if __name__ == "__main__":
    main()

"""GaussianNB with and without weights on z-scored blobs with a flag for gaps, which stand at the median.

Run: python test/golden/make/naiveBayes.py
"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.naive_bayes import GaussianNB

SHAPES = [(81, 200, 4, 3, 4.0, 0.05), (82, 350, 6, 2, 6.0, 0.0)]


def main():
    cases = []
    for seed, n, p, groups, spread, gaps in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread, gaps)
        rng = np.random.default_rng(seed)
        filled = np.where(np.isnan(x), np.nanmedian(x, axis=0), x)
        columns = [(filled[:, j] - filled[:, j].mean()) / filled[:, j].std() for j in range(p)]
        columns += [np.isnan(x[:, j]).astype(float) for j in range(p) if np.isnan(x[:, j]).any()]
        columns = np.column_stack(columns)
        y = (columns[:, 0] + rng.normal(0, 1, n) > 0.8).astype(int)
        weights = rng.integers(1, 5, n) / 2
        fits = []
        for weighted, smoothing in [(False, 1e-9), (True, 1e-9), (False, 0.01)]:
            model = GaussianNB(var_smoothing=smoothing).fit(columns, y, sample_weight=weights if weighted else None)
            fits.append(
                {
                    "weighted": weighted,
                    "varSmoothing": smoothing,
                    "theta": model.theta_.tolist(),
                    "variance": model.var_.tolist(),
                    "prior": model.class_prior_.tolist(),
                    "probabilities": model.predict_proba(columns)[:, 1].tolist(),
                }
            )
        shape = {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": gaps}
        cases.append({"shape": shape, "y": y.tolist(), "weights": weights.tolist(), "fits": fits})
    write("naiveBayes", cases)


if __name__ == "__main__":
    main()

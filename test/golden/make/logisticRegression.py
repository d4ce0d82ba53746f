"""LogisticRegression on the columns that a design makes of numbers with gaps and a category, and statsmodels' standard errors without a penalty.

Run: python test/golden/make/logisticRegression.py (statsmodels beside scikit-learn)
"""

import numpy as np
import statsmodels
import statsmodels.api as sm
from header import write
from lcgBlobs import lcg_blobs
from sklearn.linear_model import LogisticRegression

SHAPES = [(71, 300, 5, 3, 4.0, 0.05), (72, 900, 8, 4, 6.0, 0.1), (73, 500, 4, 2, 5.0, 0.0)]
N_LEVELS = 7
RARE_SHARE = 0.06


def design(x, codes):
    """Numbers z-scored with gaps filled by the median; then a flag per column with gaps; then levels but the most frequent."""
    n = len(codes)
    filled = np.where(np.isnan(x), np.nanmedian(x, axis=0), x)
    columns = [(filled[:, j] - filled[:, j].mean()) / filled[:, j].std() for j in range(x.shape[1])]
    columns += [np.isnan(x[:, j]).astype(float) for j in range(x.shape[1]) if np.isnan(x[:, j]).any()]
    counts = np.array([(codes == level).sum() for level in range(N_LEVELS)] + [(codes < 0).sum()])
    rare = [level for level in range(N_LEVELS) if 0 < counts[level] < RARE_SHARE * n]
    frequent = [place for place in range(N_LEVELS + 1) if counts[place] > 0 and place not in rare]
    frequent.remove(max(frequent, key=lambda place: counts[place]))
    columns += [(codes == (place if place < N_LEVELS else -1)).astype(float) for place in frequent]
    if rare:
        columns.append(np.isin(codes, rare).astype(float))
    return np.column_stack(columns)


def main():
    cases = []
    for seed, n, p, groups, spread, gaps in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread, gaps)
        rng = np.random.default_rng(seed)
        codes = np.minimum(rng.poisson(1.6, n), N_LEVELS - 2)
        codes[rng.random(n) < gaps] = -1
        logit = np.nansum((x - np.nanmean(x, axis=0)) * np.linspace(-0.2, 0.3, p), axis=1) + 0.4 * (codes == 2) - 1
        y = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
        weights = rng.integers(1, 5, n) / 2
        columns = design(x, codes)
        fits = []
        for c, sample_weight in [(1.0, None), (0.05, None), (1.0, weights), (1e10, None)]:
            model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-13, max_iter=1000)
            model.fit(columns, y, sample_weight=sample_weight)
            fits.append(
                {
                    "c": c,
                    "weighted": sample_weight is not None,
                    "intercept": model.intercept_[0],
                    "coefficients": model.coef_[0].tolist(),
                    "probabilities": model.predict_proba(columns)[:20, 1].tolist(),
                }
            )
        logit = sm.Logit(y, sm.add_constant(columns)).fit(disp=0, method="newton", tol=1e-14)
        interval = logit.conf_int()
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": gaps},
                "codes": codes.tolist(),
                "nLevels": N_LEVELS,
                "rareShare": RARE_SHARE,
                "y": y.tolist(),
                "weights": weights.tolist(),
                "fits": fits,
                "logit": {
                    "standardErrors": logit.bse.tolist(),
                    "z": logit.tvalues.tolist(),
                    "p": logit.pvalues.tolist(),
                    "low": interval[:, 0].tolist(),
                    "high": interval[:, 1].tolist(),
                    "logLikelihood": logit.llf,
                },
            }
        )
    write("logisticRegression", cases, {"statsmodels": statsmodels.__version__})


if __name__ == "__main__":
    main()

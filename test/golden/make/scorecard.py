"""A scorecard by plain arithmetic: fine classes by order statistics, pooled by scikit-learn's isotonic regression in the direction that leaves more
information, weights of evidence and information values by numpy, weighed by scikit-learn's logistic regression, and the points.

Run: python test/golden/make/scorecard.py
"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

SHAPES = [(111, 1500, 4, 3, 5.0, 0.05), (112, 3000, 6, 2, 6.0, 0.0)]
N_FINE = 12
N_LEVELS = 6
PDO, BASE_SCORE, BASE_ODDS = 20, 600, 50


def evidence(groups, n_groups, y):
    """Counts, weights of evidence and information value of groups of rows."""
    n = np.bincount(groups, minlength=n_groups)
    events = np.bincount(groups, weights=y, minlength=n_groups)
    event, other = events / events.sum(), (n - events) / (n - events).sum()
    woe = np.log(other / event)
    return n, events, woe, ((other - event) * woe).sum()


def number_groups(values, y):
    known = ~np.isnan(values)
    ordered = np.sort(values[known])
    cuts = np.unique(ordered[[i * len(ordered) // N_FINE for i in range(1, N_FINE)]])
    cuts = cuts[cuts > ordered[0]]
    fine = np.searchsorted(cuts, values[known], side="right")
    rates = np.array([y[known][fine == k].mean() for k in range(len(cuts) + 1)])
    counts = np.bincount(fine, minlength=len(cuts) + 1)
    best = None
    for increasing in (True, False):
        level = IsotonicRegression(increasing=increasing).fit_transform(np.arange(len(rates)), rates, sample_weight=counts)
        block = np.concatenate([[0], np.cumsum(np.abs(np.diff(level)) > 1e-12)])
        groups = np.zeros(len(values), dtype=int)
        groups[known] = block[fine]
        n_groups = block[-1] + 1
        if (~known).any():
            groups[~known] = n_groups
            n_groups += 1
        found = evidence(groups, n_groups, y)
        if best is None or found[3] > best[1][3]:
            best = (groups, found, cuts[np.flatnonzero(np.diff(block))])
    return best


def main():
    cases = []
    for seed, n, p, groups, spread, gaps in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread, gaps)
        rng = np.random.default_rng(seed)
        codes = rng.integers(0, N_LEVELS, n)
        scaled = np.nan_to_num((x - np.nanmean(x, axis=0)) / np.nanstd(x, axis=0))
        logit = -1.2 + scaled @ np.linspace(0.7, -0.5, p) + np.linspace(-0.6, 0.6, N_LEVELS)[codes]
        y = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
        features = []
        weights = []
        for j in range(p):
            of, (counts, events, woe, iv), cuts = number_groups(x[:, j], y)
            features.append({"cuts": cuts.tolist(), "n": counts.tolist(), "events": events.tolist(), "woe": woe.tolist(), "iv": iv})
            weights.append(woe[of])
        counts, events, woe, iv = evidence(codes, N_LEVELS, y)
        order = np.argsort(events / counts, kind="stable")
        features.append(
            {
                "levels": order.tolist(),
                "n": counts[order].tolist(),
                "events": events[order].tolist(),
                "woe": woe[order].tolist(),
                "iv": iv,
            }
        )
        weights.append(woe[codes])
        used = [j for j in range(p + 1) if features[j]["iv"] >= 0.02]
        model = LogisticRegression(C=1e6, solver="newton-cholesky", tol=1e-13, max_iter=1000)
        model.fit(np.column_stack([weights[j] for j in used]), y)
        # What turns against its evidence beside the others is left out, the worst first.
        while model.coef_[0].max() >= 0:
            used.pop(int(model.coef_[0].argmax()))
            model.fit(np.column_stack([weights[j] for j in used]), y)
        factor = PDO / np.log(2)
        offset = BASE_SCORE - factor * np.log(BASE_ODDS)
        share = (offset - factor * model.intercept_[0]) / len(used)
        score = np.zeros(n)
        for place, j in enumerate(used):
            features[j]["points"] = (share - factor * model.coef_[0][place] * np.array(features[j]["woe"])).tolist()
            score += share - factor * model.coef_[0][place] * weights[j]
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": gaps},
                "fineClasses": N_FINE,
                "codes": codes.tolist(),
                "nLevels": N_LEVELS,
                "y": y.tolist(),
                "features": features,
                "used": used,
                "coefficients": model.coef_[0].tolist(),
                "intercept": model.intercept_[0],
                "scores": score[:50].tolist(),
                "probabilities": (1 / (1 + np.exp((score[:50] - offset) / factor))).tolist(),
            }
        )
    write("scorecard", cases)


if __name__ == "__main__":
    main()

"""Measures of drift by numpy, scipy, pandas, scikit-learn and statsmodels, each straight from its definition.

Run: python test/golden/make/drift.py
"""

import numpy as np
import pandas as pd
import scipy
import statsmodels
from header import write
from scipy.stats import betabinom, chi2, chi2_contingency, ks_2samp, kstwobign
from scipy.stats.contingency import association
from sklearn.metrics import accuracy_score, brier_score_loss, precision_score, recall_score, roc_auc_score
from statsmodels.stats.multitest import multipletests


def psi(before, now):
    """Empty bins count half a customer; bins that are empty on both sides are none."""
    table = pd.DataFrame({"before": before, "now": now}, dtype=float)
    table = table[table.sum(axis=1) > 0]
    n, m = table["before"].sum(), table["now"].sum()
    was, now_ = table["before"].replace(0, 0.5) / n, table["now"].replace(0, 0.5) / m
    value = float(((now_ - was) * np.log(now_ / was)).sum())
    degrees = len(table) - 1
    scale = 1 / n + 1 / m
    return {"value": value, "expected": degrees * scale, "pValue": float(chi2.sf(value / scale, degrees)), "nBins": len(table)}


def pooled_test(before, now):
    """Entries with less than 5 expected on either side become one, and the smallest other joins while that is thin."""
    before, now = np.asarray(before), np.asarray(now)
    n, m = before.sum(), now.sum()
    order = np.argsort(-(before + now), kind="stable")
    held = [(before[i], now[i]) for i in order if before[i] + now[i] > 0]
    thin = np.zeros(2, dtype=int)
    pooled = 0

    def is_thin(pair):
        return sum(pair) * min(n, m) / (n + m) < 5

    while held and (is_thin(held[-1]) or (pooled > 0 and is_thin(thin))):
        thin = thin + np.array(held.pop())
        pooled += 1
    table = np.array(held + [tuple(thin)] if pooled else held).T
    found = chi2_contingency(table, correction=False)
    return {
        "statistic": found.statistic,
        "degrees": found.dof,
        "pValue": found.pvalue,
        "cramersV": association(table, method="cramer"),
        "nPooled": pooled if pooled > 1 else 0,
    }


def count_cases():
    for seed, n, m, bins, pull in [(1, 8000, 2000, 10, 0.0), (2, 500, 60, 10, 0.0), (3, 5000, 3000, 6, 0.5), (4, 300, 40, 25, 1.0), (5, 9000, 100, 12, 2.0)]:
        draw = np.random.default_rng(seed)
        weight = draw.dirichlet(np.ones(bins))
        other = weight * np.exp(pull * draw.normal(size=bins))
        before = draw.multinomial(n, weight)
        now = draw.multinomial(m, other / other.sum())
        yield {"kind": "counts", "before": before.tolist(), "now": now.tolist(), "psi": psi(before, now), "test": pooled_test(before, now)}


def ks_cases():
    """Every value of the first sample is a point, so that the distance is exact."""
    for seed, n, m, shift, decimals in [(1, 150, 90, 0.0, 1), (2, 180, 40, 0.4, 2), (3, 120, 400, 0.2, 0), (4, 60, 35, 0.0, 6)]:
        draw = np.random.default_rng(seed)
        before = np.round(draw.normal(size=n), decimals)
        now = np.round(draw.normal(loc=shift, size=m), decimals)
        distance = ks_2samp(before, now).statistic
        root = np.sqrt(n * m / (n + m))
        yield {
            "kind": "ks",
            "before": before.tolist(),
            "now": now.tolist(),
            "distance": distance,
            "pValue": float(kstwobign.sf((root + 0.12 + 0.11 / root) * distance)),
            "exactP": float(ks_2samp(before, now, method="exact").pvalue),
        }


def holm_case():
    p = [0.04, 0.001, 0.5, 0.012, 0.001, 0.9, 0.03]
    return {"kind": "holm", "p": p, "corrected": multipletests(p, method="holm")[1].tolist()}


def chance_cases():
    """Missing values then and now, with Yates's correction; and how probable so many rare values are."""
    for before, n, now, m, hits, expected in [(40, 1000, 9, 50, 2, 0.002), (3, 400, 5, 390, 1, 0.0005), (250, 900, 400, 800, 12, 0.004)]:
        table = [[before, n - before], [now, m - now]]
        yield {
            "kind": "chance",
            "before": [before, n],
            "now": [now, m],
            "hits": hits,
            "expected": expected,
            "missing": float(chi2_contingency(table, correction=True).pvalue),
            "newLevels": float(betabinom.sf(hits - 1, m, round(expected * (n - before)) + 1, n - before - round(expected * (n - before)))),
            "outOfRange": float(betabinom.sf(hits - 1, m, 2, n - before - 1)),
        }


def expected_cases():
    """Each customer twice: as an event with its probability for a weight, and as another with the rest."""
    for seed, n, decimals, threshold in [(1, 300, 2, 0.4), (2, 120, 6, 0.25), (3, 800, 1, 0.5)]:
        draw = np.random.default_rng(seed)
        score = np.round(1 / (1 + np.exp(-draw.normal(-0.8, 1.3, size=n))), decimals)
        y = np.r_[np.ones(n), np.zeros(n)]
        weight = np.r_[score, 1 - score]
        twice = np.r_[score, score]
        is_above = (twice >= threshold).astype(int)
        yield {
            "kind": "expected",
            "score": score.tolist(),
            "threshold": threshold,
            "prevalence": float(score.mean()),
            "rocAuc": float(roc_auc_score(y, twice, sample_weight=weight)),
            "accuracy": float(accuracy_score(y, is_above, sample_weight=weight)),
            "precision": float(precision_score(y, is_above, sample_weight=weight)),
            "recall": float(recall_score(y, is_above, sample_weight=weight)),
            "brier": float(brier_score_loss(y, twice, sample_weight=weight)),
        }


def main():
    cases = [*count_cases(), *ks_cases(), holm_case(), *chance_cases(), *expected_cases()]
    write("drift", cases, {"scipy": scipy.__version__, "pandas": pd.__version__, "statsmodels": statsmodels.__version__})


if __name__ == "__main__":
    main()

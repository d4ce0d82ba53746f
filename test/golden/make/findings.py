"""Intervals of ratios and differences of shares (statsmodels), of AUC (DeLong written out by pairs), and a naive Bayes over bins (scikit-learn).

Run: python test/golden/make/findings.py
"""

import numpy as np
import statsmodels
from header import write
from scipy.stats import norm, spearmanr
from sklearn.metrics import cohen_kappa_score, roc_auc_score
from sklearn.naive_bayes import CategoricalNB
from statsmodels.stats.proportion import confint_proportions_2indep


def shares():
    cases = []
    for a, n, b, m in [(30, 100, 20, 200), (0, 40, 9, 300), (5, 50, 0, 70), (3, 3, 10, 20), (372, 1204, 801, 8796), (12, 50_000, 30, 40_000), (20, 20, 15, 15)]:
        ratio = confint_proportions_2indep(a, n, b, m, method="score", compare="ratio", correction=False) if a and b and a < n else (None, None)
        difference = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
        cases.append({"kind": "shares", "counts": [a, n, b, m], "ratio": [float(x) if x is not None else None for x in ratio], "difference": [float(x) for x in difference]})
    return cases


def delong(scores, y):
    yes, no = scores[y == 1], scores[y == 0]
    wins = (yes[:, None] > no[None, :]) + 0.5 * (yes[:, None] == no[None, :])
    v10, v01 = wins.mean(axis=1), wins.mean(axis=0)
    variance = v10.var(ddof=1) / len(yes) + v01.var(ddof=1) / len(no)
    return float(wins.mean()), float(variance)


def aucs():
    cases = []
    for seed, n, rate, ties in [(1, 60, 0.5, 5), (2, 400, 0.1, 1000), (3, 900, 0.3, 10)]:
        draw = np.random.default_rng(seed)
        y = (draw.random(n) < rate).astype(int)
        scores = np.round((y * 0.8 + draw.normal(size=n)) * ties / 4) / ties
        auc, variance = delong(scores, y)
        assert abs(auc - roc_auc_score(y, scores)) < 1e-12
        cases.append({"kind": "auc", "scores": scores.tolist(), "y": y.tolist(), "auc": auc, "variance": variance})
    return cases


def bayes():
    draw = np.random.default_rng(4)
    n, classes = 240, 3
    y = draw.integers(0, classes, n)
    x = np.column_stack([(y + draw.integers(0, 4, n)) % 5, draw.integers(0, 3, n), np.where(draw.random(n) < 0.5, y, draw.integers(0, 3, n))])
    model = CategoricalNB(alpha=1.0, min_categories=[5, 3, 3]).fit(x[:160], y[:160])
    return [{"kind": "bayes", "x": x.tolist(), "y": y.tolist(), "nBins": [5, 3, 3], "nFitted": 160, "probabilities": model.predict_proba(x[160:]).tolist()}]


def comparisons():
    draw = np.random.default_rng(6)
    n = 300
    y = (draw.random(n) < 0.3).astype(int)
    a = np.round(y + draw.normal(size=n), 2)
    b = np.round(0.5 * y + 0.5 * a + draw.normal(size=n), 2) + np.arange(n) * 1e-9
    a = a + np.arange(n) * 1e-9
    parts = []
    for scores in (a, b):
        yes, no = scores[y == 1], scores[y == 0]
        wins = (yes[:, None] > no[None, :]) + 0.5 * (yes[:, None] == no[None, :])
        parts.append((wins.mean(), wins.mean(axis=1), wins.mean(axis=0)))
    apart10, apart01 = parts[0][1] - parts[1][1], parts[0][2] - parts[1][2]
    variance = apart10.var(ddof=1) / len(apart10) + apart01.var(ddof=1) / len(apart01)
    count = 90
    taken = [(np.argsort(np.argsort(-scores)) < count).astype(int) for scores in (a, b)]
    return [
        {
            "kind": "comparison",
            "a": a.tolist(),
            "b": b.tolist(),
            "y": y.tolist(),
            "count": count,
            "difference": float(parts[0][0] - parts[1][0]),
            "variance": float(variance),
            "pValue": float(2 * norm.sf(abs(parts[0][0] - parts[1][0]) / np.sqrt(variance))),
            "spearman": float(spearmanr(a, b).statistic),
            "kappa": float(cohen_kappa_score(*taken)),
            "same": float((taken[0] == taken[1]).mean()),
        }
    ]


def main():
    write("findings", shares() + aucs() + bayes() + comparisons(), {"statsmodels": statsmodels.__version__})


if __name__ == "__main__":
    main()

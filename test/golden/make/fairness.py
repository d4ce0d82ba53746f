"""What a score does to three groups of customers, by pandas, scipy and statsmodels.

Run: python test/golden/make/fairness.py
"""

import numpy as np
import pandas as pd
import scipy
import statsmodels
from header import write
from scipy.stats import norm, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

THRESHOLD = 0.4


def interval(a, n, b, m, compare, method):
    low, high = confint_proportions_2indep(a, n, b, m, compare=compare, method=method, correction=False)
    return [float(low), float(high)]


def main():
    draw = np.random.default_rng(11)
    n = 900
    group = draw.choice(["a", "b", "c"], n, p=[0.6, 0.3, 0.1])
    shift = pd.Series(group).map({"a": 0.0, "b": 0.6, "c": -0.4}).to_numpy()
    logit = shift - 0.6 + draw.normal(size=n)
    p = np.round(1 / (1 + np.exp(-logit)), 6)
    y = (draw.random(n) < np.where(group == "b", p * 0.8, p)).astype(int)
    table = pd.DataFrame({"group": group, "p": p, "y": y, "above": (p >= THRESHOLD).astype(int)})
    reference = table[table.group == "a"]
    figures = {}
    for name, own in table.groupby("group"):
        events, others = own[own.y == 1], own[own.y == 0]
        off = own.p - own.y
        half = t.ppf(0.975, len(own) - 1) * off.std(ddof=1) / np.sqrt(len(own))
        figures[name] = {
            "n": len(own),
            "nEvents": int(own.y.sum()),
            "rate": float(own.above.mean()),
            "rateInterval": [float(x) for x in proportion_confint(own.above.sum(), len(own), method="wilson")],
            "truePositiveRate": float(events.above.mean()),
            "falsePositiveRate": float(others.above.mean()),
            "meanScore": float(own.p.mean()),
            "calibration": [float(off.mean()), float(off.mean() - half), float(off.mean() + half)],
        }
        if name == "a":
            continue
        events_a, others_a = reference[reference.y == 1], reference[reference.y == 0]
        pooled = np.sqrt(((len(own) - 1) * own.p.var() + (len(reference) - 1) * reference.p.var()) / (len(own) + len(reference) - 2))
        d = (own.p.mean() - reference.p.mean()) / pooled
        spread = norm.ppf(0.975) * np.sqrt((len(own) + len(reference)) / (len(own) * len(reference)) + d * d / (2 * (len(own) + len(reference))))
        figures[name] |= {
            "impact": [float(own.above.mean() / reference.above.mean()), *interval(own.above.sum(), len(own), reference.above.sum(), len(reference), "ratio", "score")],
            "truePositiveGap": [float(events.above.mean() - events_a.above.mean()), *interval(events.above.sum(), len(events), events_a.above.sum(), len(events_a), "diff", "newcomb")],
            "falsePositiveGap": [float(others.above.mean() - others_a.above.mean()), *interval(others.above.sum(), len(others), others_a.above.sum(), len(others_a), "diff", "newcomb")],
            "difference": [float(d), float(d - spread), float(d + spread)],
        }
    case = {"threshold": THRESHOLD, "group": group.tolist(), "p": p.tolist(), "y": y.tolist(), "figures": figures}
    write("fairness", [case], {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__, "pandas": pd.__version__})


if __name__ == "__main__":
    main()

"""Golden numbers for engine/profile: numpy, pandas and scipy on a table with ties and gaps."""

import json
import pathlib
import platform

import numpy as np
import pandas as pd
import scipy
from scipy import stats
from sklearn.metrics import roc_auc_score
import sklearn

rng = np.random.default_rng(11)
N = 400
base = rng.normal(0, 1, N)
table = pd.DataFrame({
    "amount": np.exp(9 + 1.2 * base + 0.5 * rng.normal(0, 1, N)).round(2),
    "balance": (1e6 + 3000 * base + 2000 * rng.normal(0, 1, N)).round(0),
    "rating": np.clip((3 + base + rng.normal(0, 1, N)).round(0), 1, 5),  # many ties
    "noise": rng.uniform(0, 1, N).round(3),
})
table = table.mask(rng.random(table.shape) < [0.0, 0.1, 0.05, 0.2])
region = pd.Series(np.array(["North", "South", "East", "West"])[np.clip((base * 1.2 + 2 + rng.normal(0, 0.7, N)).astype(int), 0, 3)])
product = pd.Series(rng.choice(["Loan", "Card", "Deposit"], N, p=[0.5, 0.3, 0.2]))
flag = pd.Series((base + rng.normal(0, 1, N) > 0.8).astype(float))
region = region.mask(rng.random(N) < 0.06)
flag = flag.mask(rng.random(N) < 0.04)


def listed(values):
    return [None if pd.isna(v) else v for v in values]


def bergsma(a, b):
    """Bias-corrected Cramér's V, from scipy's chi-squared of the pairwise complete cross table."""
    counts = pd.crosstab(a, b).to_numpy()
    n = counts.sum()
    r, k = counts.shape
    phi2 = stats.chi2_contingency(counts, correction=False).statistic / n
    phi2 = max(0.0, phi2 - (k - 1) * (r - 1) / (n - 1))
    k, r = k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)
    return {"value": float(np.sqrt(phi2 / min(k - 1, r - 1))), "n": int(n)}


def eta(group, values):
    pair = pd.DataFrame({"g": group, "v": values}).dropna()
    between = sum(len(v) * (v.mean() - pair["v"].mean()) ** 2 for _, v in pair.groupby("g")["v"])
    # F of scipy's one-way analysis of variance gives the same ratio: eta² = F dfb / (F dfb + dfw).
    groups = [v.to_numpy() for _, v in pair.groupby("g")["v"]]
    f, dfb, dfw = stats.f_oneway(*groups).statistic, len(groups) - 1, len(pair) - len(groups)
    ratio = f * dfb / (f * dfb + dfw)
    assert abs(ratio - between / ((pair["v"] - pair["v"].mean()) ** 2).sum()) < 1e-12
    return {"value": float(np.sqrt(ratio)), "n": len(pair)}


def auc(values, labels):
    pair = pd.DataFrame({"v": values, "y": labels}).dropna()
    value = roc_auc_score(pair["y"], pair["v"])
    return {"value": float(max(value, 1 - value)), "n": len(pair)}


def detail(values):
    v = values.dropna().to_numpy()
    q1, q3 = np.quantile(v, [0.25, 0.75])
    low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
    z = np.abs(v - v.mean()) / v.std(ddof=1)
    return {
        "quantiles": list(np.quantile(v, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])),
        "skewness": float(stats.skew(v)), "low": float(low), "high": float(high),
        "nBelow": int((v < low).sum()), "nAbove": int((v > high).sum()), "nFar": int((z > 3).sum()),
    }


pearson = table.corr()
spearman = table.corr(method="spearman")
names = list(table)
case = {
    "columns": {name: listed(table[name]) for name in names},
    "region": listed(region), "product": listed(product), "flag": listed(flag),
    "details": {name: detail(table[name]) for name in names},
    "pairs": [
        {"a": a, "b": b, "pearson": float(pearson.loc[a, b]), "spearman": float(spearman.loc[a, b]), "n": int((table[a].notna() & table[b].notna()).sum())}
        for i, a in enumerate(names) for b in names[i + 1:]
    ],
    "cramersV": {"region product": bergsma(region, product), "region flag": bergsma(region, flag), "product flag": bergsma(product, flag)},
    "eta": {f"region {name}": eta(region, table[name]) for name in names},
    "auc": {name: auc(table[name], flag) for name in names},
}
header = {
    "madeBy": "test/golden/make/profile.py", "scipy": scipy.__version__, "pandas": pd.__version__, "numpy": np.__version__,
    "scikit-learn": sklearn.__version__, "python": platform.python_version(),
}
text = '{\n"header": ' + json.dumps(header) + ',\n"cases": [\n  ' + json.dumps(case) + "\n]\n}\n"
pathlib.Path(__file__).parent.parent.joinpath("profile.json").write_text(text, encoding="utf-8", newline="\n")

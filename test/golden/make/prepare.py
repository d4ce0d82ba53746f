"""Golden numbers for engine/profile and engine/prepare: numpy, pandas and scikit-learn on a small table with gaps."""

import numpy as np
import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.preprocessing import StandardScaler

from header import write

rng = np.random.default_rng(7)
N = 60
income = np.exp(rng.normal(10, 1.4, N)).round(2)
balance = (rng.normal(0, 1, N) ** 3 * 5000).round(2)
score = rng.integers(1, 100, N).astype(float)
tenure = rng.uniform(0, 20, N).round(3)
city = rng.choice(["Lahore", "Karachi", "Quetta", "Multan"], N, p=[0.5, 0.3, 0.18, 0.02])
pep = rng.integers(0, 2, N).astype(float)
table = pd.DataFrame({"income": income, "balance": balance, "score": score, "tenure": tenure})
gaps = rng.random(table.shape) < 0.08
table = table.mask(gaps)
city = pd.Series(city).mask(pd.Series(rng.random(N) < 0.1))


def listed(values):
    return [None if pd.isna(v) else v for v in values]


def summary(values):
    v = values.dropna()
    q = np.quantile(v, [0.25, 0.5, 0.75])
    return {
        "n": int(v.size), "missing": int(values.isna().sum()), "mean": v.mean(), "sd": v.std(ddof=1), "min": v.min(),
        "q1": q[0], "median": q[1], "q3": q[2], "max": v.max(),
    }


def signed_log(values):
    return np.sign(values) * np.log1p(np.abs(values))


logged = table.assign(income=signed_log(table["income"]))  # the only column with a skewness of 2 or more
centred = (logged - logged.mean()) / logged.std(ddof=0)
knn = pd.DataFrame(KNNImputer(n_neighbors=5).fit_transform(centred), columns=table.columns)
knn = knn * logged.std(ddof=0) + logged.mean()
zscored = StandardScaler().fit_transform(knn)
dummies = pd.get_dummies(city.fillna(city.mode()[0]))
dummies = dummies[dummies.sum().sort_values(ascending=False, kind="stable").index]
block = dummies - dummies.mean()
block = block / np.sqrt(dummies.astype(float).var(ddof=0).sum())

write("prepare", [{
    "columns": {name: listed(table[name]) for name in table},
    "city": listed(city),
    "pep": [int(v) for v in pep],
    "summaries": {name: summary(table[name]) for name in table},
    "skewness": {name: float(((v := table[name].dropna()) - v.mean()).pow(3).mean() / v.std(ddof=0) ** 3) for name in table},
    "logged": {name: listed(signed_log(table[name])) for name in ["income", "balance"]},
    "knn": {name: list(knn[name]) for name in knn},
    "medianFilled": {name: list(table[name].fillna(table[name].median())) for name in table},
    "zscored": [list(row) for row in zscored],
    "cityMode": city.mode()[0],
    "cityLevels": list(dummies.columns),
    "cityBlock": [list(row) for row in block.to_numpy()],
    "pepScaled": list((pep - pep.mean()) / 0.5),
}])

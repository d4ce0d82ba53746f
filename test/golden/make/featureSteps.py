"""Golden numbers for the feature steps of engine/prepare, by scikit-learn, scipy and pandas. Run: python test/golden/make/featureSteps.py"""

import math
import warnings

import numpy as np
import pandas as pd
from header import write
from sklearn.decomposition import PCA
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, SimpleImputer
from sklearn.isotonic import IsotonicRegression
from sklearn.preprocessing import (
    KBinsDiscretizer, MinMaxScaler, OrdinalEncoder, PolynomialFeatures, PowerTransformer, RobustScaler, StandardScaler,
    TargetEncoder,
)
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
rng = np.random.default_rng(11)
N = 240
base = rng.normal(0, 1, N)
table = pd.DataFrame({
    "income": np.exp(10 + 0.8 * base + rng.normal(0, 0.6, N)).round(2),
    "balance": (2000 * base + rng.normal(0, 1500, N)).round(2),
    "score": np.clip(600 + 60 * base + rng.normal(0, 40, N), 300, 850).round(0),
    "tenure": rng.exponential(5, N).round(3),
})
complete = table.copy()
gappy = table.mask(rng.random(table.shape) < [0.04, 0.1, 0.02, 0.16])
city = pd.Series(rng.choice(["Lahore", "Karachi", "Quetta", "Multan", "Gwadar"], N, p=[0.4, 0.3, 0.2, 0.08, 0.02]))
city = city.mask(pd.Series(rng.random(N) < 0.06))
risk = 1 / (1 + np.exp(1.2 + 0.9 * base - 0.6 * (city == "Quetta")))
exited = (rng.random(N) < risk).astype(int).to_numpy()
loss = (np.exp(rng.normal(5, 1, N)) * (1 + exited)).round(2)
folds = np.arange(N) % 5


def listed(values):
    return [None if pd.isna(v) else v for v in np.asarray(values, dtype=object).tolist()]


def target_encoded(y, kind, smooth):
    x = city.fillna("(gap)").to_frame()
    # Fitted on one column at a time, without scikit-learn's own folds, which are drawn by another generator.
    full = TargetEncoder(smooth=smooth, target_type=kind).fit(x, y)
    out = np.zeros(N)
    for fold in range(5):
        mine = folds == fold
        out[mine] = TargetEncoder(smooth=smooth, target_type=kind).fit(x[~mine], y[~mine]).transform(x[mine])[:, 0]
    return {
        "encodings": dict(zip(full.categories_[0].tolist(), full.encodings_[0].tolist())),
        "prior": float(np.mean(y)), "outOfFold": out.tolist(),
    }


def power():
    fitted = PowerTransformer(method="yeo-johnson", standardize=False).fit(gappy)
    return {
        "lambdas": dict(zip(gappy.columns, fitted.lambdas_.tolist())),
        "transformed": {n: listed(fitted.transform(gappy)[:, j]) for j, n in enumerate(gappy.columns)},
    }


def iterative(initial, clipped, rows=None, tol=1e-3):
    """Round-robin Bayesian ridge on z-scores; values back on their own scale. `rows`: learned from these only, the rest is replayed."""
    scaler = StandardScaler().fit(gappy if rows is None else gappy[:rows])
    z = scaler.transform(gappy)
    known = z if rows is None else z[:rows]
    limits = {"min_value": np.nanmin(known, 0), "max_value": np.nanmax(known, 0)} if clipped else {}
    imputer = IterativeImputer(max_iter=10, tol=tol, initial_strategy=initial, imputation_order="ascending", **limits)
    filled = imputer.fit_transform(known) if rows is None else imputer.fit(known).transform(z)
    back = scaler.inverse_transform(filled)
    return {"rounds": imputer.n_iter_, "filled": {n: back[:, j].tolist() for j, n in enumerate(gappy.columns)}}


def bins(strategy):
    found = KBinsDiscretizer(
        n_bins=5, encode="ordinal", strategy=strategy, subsample=None,
        **({"quantile_method": "linear"} if strategy == "quantile" else {}),
    ).fit(complete)
    codes = found.transform(complete).astype(int)
    return {n: {"edges": found.bin_edges_[j].tolist(), "codes": codes[:, j].tolist()} for j, n in enumerate(complete.columns)}


def woe(codes, y, s=0.5):
    """ln of the share of all non-events over the share of all events in each bin, `s` added to every count; gaps are a bin."""
    frame = pd.DataFrame({"bin": codes, "y": y})
    bad = frame.groupby("bin")["y"].sum()
    good = frame.groupby("bin")["y"].count() - bad
    k = len(bad)
    good_share = (good + s) / (good.sum() + s * k)
    bad_share = (bad + s) / (bad.sum() + s * k)
    value = np.log(good_share / bad_share)
    iv = ((good_share - bad_share) * value).sum()
    return {"events": bad.tolist(), "others": good.tolist(), "woe": value.tolist(), "iv": float(iv)}


def tree(name):
    x = gappy[name]
    has = x.notna()
    fitted = DecisionTreeClassifier(criterion="entropy", max_leaf_nodes=5, min_samples_leaf=math.ceil(0.05 * has.sum()))
    fitted.fit(x[has].to_frame().to_numpy(dtype=np.float64), exited[has])
    cuts = sorted(fitted.tree_.threshold[fitted.tree_.feature >= 0].tolist())
    codes = np.where(has, np.searchsorted(cuts, x.fillna(0), side="right"), len(cuts) + 1)
    # Monotone: rates by bin pooled until they only rise or only fall, the direction of the better fit.
    n = np.bincount(codes[has], minlength=len(cuts) + 1)
    rate = np.bincount(codes[has], exited[has], minlength=len(cuts) + 1) / n
    pooled = [IsotonicRegression(increasing=up).fit(np.arange(len(n)), rate, n) for up in (True, False)]
    errors = [float((n * (p.predict(np.arange(len(n))) - rate) ** 2).sum()) for p in pooled]
    steps = pooled[int(np.argmin(errors))].predict(np.arange(len(n)))
    monotone = [cut for i, cut in enumerate(cuts) if abs(steps[i] - steps[i + 1]) > 1e-12]
    return {"cuts": cuts, **woe(codes, exited), "monotoneCuts": monotone}


def pca_by_variance(share):
    z = StandardScaler().fit_transform(complete)
    found = PCA(n_components=share, svd_solver="full").fit(z)
    rows = found.components_.copy()
    for row in rows:
        row *= np.sign(row[np.argmax(np.abs(row))])
    return {"share": share, "n": int(found.n_components_), "explained": float(found.explained_variance_ratio_.sum()),
            "scores": ((z - found.mean_) @ rows.T).tolist()}


def polynomial(degree, interaction_only):
    made = PolynomialFeatures(degree, interaction_only=interaction_only, include_bias=False).fit(complete)
    return {"powers": made.powers_.tolist(), "first": made.transform(complete)[:12].tolist()}


ordinal = OrdinalEncoder(encoded_missing_value=np.nan).fit(city.to_frame())
write("featureSteps", [{
    "gappy": {n: listed(gappy[n]) for n in gappy},
    "complete": {n: complete[n].tolist() for n in complete},
    "city": listed(city), "exited": exited.tolist(), "loss": loss.tolist(), "folds": folds.tolist(),
    "simple": {s: {n: SimpleImputer(strategy=s).fit_transform(gappy[[n]])[:, 0].tolist() for n in gappy}
               for s in ["mean", "most_frequent"]},
    "iterative": {"mean": iterative("mean", False), "median": iterative("median", False), "clipped": iterative("mean", True),
                  "replayed": iterative("mean", False, 160), "tenRounds": iterative("mean", False, tol=0.0)},
    "ordinal": {"levels": ordinal.categories_[0].tolist()[:-1], "codes": listed(ordinal.transform(city.to_frame())[:, 0])},
    "frequency": listed(city.map(city.value_counts(normalize=True))),
    "target": {"auto": target_encoded(exited, "binary", "auto"), "smooth20": target_encoded(exited, "binary", 20.0),
               "continuous": target_encoded(loss, "continuous", "auto")},
    "robust": {n: listed(RobustScaler().fit_transform(gappy[[n]])[:, 0]) for n in gappy},
    "minMax": {n: listed(MinMaxScaler().fit_transform(gappy[[n]])[:, 0]) for n in gappy},
    "power": power(),
    "polynomial": {"degree2": polynomial(2, False), "degree3": polynomial(3, False), "interactions3": polynomial(3, True)},
    "bins": {"quantile": bins("quantile"), "uniform": bins("uniform")},
    "tree": {n: tree(n) for n in gappy},
    "cityWoe": woe(city.fillna("(gap)"), exited),
    "pca": [pca_by_variance(0.6), pca_by_variance(0.9)],
}])

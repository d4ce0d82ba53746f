"""The main job with the steps that Tessera takes by default, each by the library's own function as an analyst would write it over whole columns.

argv: the workbook, the report to write, and the sizes that our run used: donors, neighbours, rows of the silhouettes, of the gap statistic and
its references, of the stability and its samples, starts of a refit, and pairs times rows of the correlations. A line on standard input asks
for the run; the answer is one line of JSON.

The steps: rows accounted for and repeated ones taken out; long tails to logarithms; gaps of numbers from the nearest customers (KNNImputer);
rare levels together; flags; one scale with one vote per column; k-means for 2 to 8 segments with ten starts on a sample of 20,000
and the three best different ones to the end on all rows; silhouette, Davies-Bouldin, Calinski-Harabasz, gap statistic and bootstrap
stability for each; tiers; profile, gaps and correlations; contrasts with intervals; what separates each two segments; rules from a tree;
naive Bayes and nearest centroid, cross-validated; a second clustering of a sample; sizes over time; PCA map; pictures and tables in one
HTML file. Left out: kinds and roles of columns found by looking at them, findings and segments in words, the playbook, run records.
"""

import json
import sys
import time
from itertools import combinations

import numpy as np
import pandas as pd
import scipy
import sklearn
from mainJob import bars
from peak_memory import peak_memory
from pandas.api.types import is_datetime64_any_dtype
from same_steps_rows import account, is_number, prepare, tiers, years
from same_steps_sizes import (
    BEST_STARTS,
    LEFT_OUT,
    LOOKED_AT,
    N_BOOTSTRAPS,
    N_GAP,
    N_REFERENCES,
    N_SILHOUETTE,
    N_STABILITY,
    NUMBERS_TRIED,
    PAIR_WORK,
    QUANTILES,
    REFIT_STARTS,
    SET,
    START_ROWS,
    STARTS,
    Z,
)
from scipy.stats import chi2_contingency, t as student
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import (
    adjusted_rand_score,
    calinski_harabasz_score,
    confusion_matrix,
    davies_bouldin_score,
    precision_recall_fscore_support,
    silhouette_samples,
)
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import NearestCentroid
from sklearn.tree import DecisionTreeClassifier, export_text


def k_means(x, sample, k):
    """Ten starts on the sample; the best three that cut it differently run to the end on all rows."""
    starts = sorted((KMeans(k, n_init=1, random_state=i).fit(sample) for i in range(STARTS)), key=lambda m: m.inertia_)
    kept = []
    for model in starts:
        if len(kept) < BEST_STARTS and all(adjusted_rand_score(model.labels_, o.labels_) < 1 for o in kept):
            kept.append(model)
    return min((KMeans(k, init=m.cluster_centers_, n_init=1).fit(x) for m in kept), key=lambda m: m.inertia_)


def spread(rows, k):
    if k == 1:
        return ((rows - rows.mean(axis=0)) ** 2).sum()
    return KMeans(k, n_init=REFIT_STARTS, random_state=0).fit(rows).inertia_


def gap_statistic(x, random):
    turned = PCA().fit_transform(x[random.choice(len(x), min(N_GAP, len(x)), replace=False)])
    low, high = turned.min(axis=0), turned.max(axis=0)
    boxes = [random.uniform(low, high, turned.shape) for _ in range(N_REFERENCES)]
    found = {}
    for k in (1, *NUMBERS_TRIED):
        logs = np.log([spread(box, k) for box in boxes])
        found[k] = (logs.mean() - np.log(spread(turned, k)), logs.std() * np.sqrt(1 + 1 / N_REFERENCES))
    return found


def stability(x, labels, k, compared, samples):
    rands, jaccards = [], []
    for rows in samples:
        other = KMeans(k, n_init=REFIT_STARTS, random_state=0).fit(x[rows]).predict(x[compared])
        both = np.bincount(labels[compared] * k + other, minlength=k * k).reshape(k, k)
        rands.append(adjusted_rand_score(labels[compared], other))
        jaccards.append((both / (both.sum(1, keepdims=True) + both.sum(0) - both)).max(axis=1))
    return np.mean(rands), np.quantile(rands, [0.025, 0.975]), np.mean(jaccards, axis=0)


def choose(x, random):
    sample = x[random.choice(len(x), min(START_ROWS, len(x)), replace=False)]
    silhouette_rows = random.choice(len(x), min(N_SILHOUETTE, len(x)), replace=False)
    compared = random.choice(len(x), min(N_STABILITY, len(x)), replace=False)
    samples = [random.choice(len(x), len(compared)) for _ in range(N_BOOTSTRAPS)]
    models, measures = {}, []
    for k in NUMBERS_TRIED:
        models[k] = model = k_means(x, sample, k)
        own = silhouette_samples(x[silhouette_rows], model.labels_[silhouette_rows])
        half = Z * own.std(ddof=1) / np.sqrt(len(own))
        rand, interval, jaccard = stability(x, model.labels_, k, compared, samples)
        measures.append(
            {
                "k": k,
                "inertia": model.inertia_,
                "silhouette": own.mean(),
                "low": own.mean() - half,
                "high": own.mean() + half,
                "daviesBouldin": davies_bouldin_score(x, model.labels_),
                "calinskiHarabasz": calinski_harabasz_score(x, model.labels_),
                "smallest": np.bincount(model.labels_).min(),
                "stability": rand,
                "stabilityInterval": interval.tolist(),
                "jaccard": jaccard.round(3).tolist(),
            }
        )
    gaps = gap_statistic(x, random)
    best = max(measures, key=lambda found: found["silhouette"])["k"]
    return models[best], pd.DataFrame(measures), gaps


def profile(table):
    numbers, levels = {}, []
    for name in table.columns:
        column = table[name]
        if is_number(column):
            values = (column - pd.Timestamp(0)).dt.days if is_datetime64_any_dtype(column) else column
            known = values.dropna()
            q1, q3 = known.quantile([0.25, 0.75])
            low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
            numbers[name] = {
                **known.describe(percentiles=QUANTILES).to_dict(),
                "missing": len(values) - len(known),
                "distinct": known.nunique(),
                "skewness": known.skew(),
                "below": int((known < low).sum()),
                "above": int((known > high).sum()),
                "far": int(((known - known.mean()).abs() > 3 * known.std()).sum()),
                "mode": known.mode().iloc[0],
                "zero": int((known == 0).sum()),
                "negative": int((known < 0).sum()),
                "histogram": np.histogram(known, bins=np.linspace(known.min(), known.max(), 41))[0].tolist(),
            }
        elif name != "CustomerID":
            levels.append(column.value_counts().head(20).to_frame().to_html())
    blocks = table.isna().groupby(np.arange(len(table)) // -(-len(table) // 60)).mean()
    return [pd.DataFrame(numbers).to_html(), *levels, blocks.to_html()]


def correlations(table, random):
    """Every pair of columns: Pearson and Spearman, Cramér's V with Bergsma's correction, the correlation ratio."""
    names = [n for n in table.columns if n not in ("CustomerID", SET) and not is_datetime64_any_dtype(table[n])]
    some = table[names]
    n_rows = PAIR_WORK // (len(names) * (len(names) - 1) // 2) // 1000 * 1000
    if n_rows < len(table):
        some = some.iloc[np.sort(random.choice(len(table), n_rows, replace=False))]
    numbers = [n for n in names if is_number(some[n])]
    codes = {n: pd.factorize(some[n])[0] for n in names if n not in numbers}
    tables = [some[numbers].corr().to_html(), some[numbers].corr(method="spearman").to_html()]
    v = {(a, b): cramers_v(codes[a], codes[b]) for a, b in combinations(codes, 2)}
    eta = {(a, b): correlation_ratio(codes[a], some[b].to_numpy(dtype=float)) for a in codes for b in numbers}
    return [*tables, pd.Series(v).to_frame().to_html(), pd.Series(eta).to_frame().to_html()]


def cramers_v(a, b):
    known = (a >= 0) & (b >= 0)
    r, c = a.max() + 1, b.max() + 1
    counts = np.bincount(a[known] * c + b[known], minlength=r * c).reshape(r, c)
    counts = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    n, (r, c) = counts.sum(), counts.shape
    phi2 = max(0, chi2_contingency(counts, correction=False)[0] / n - (r - 1) * (c - 1) / (n - 1))
    return np.sqrt(phi2 / (min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1))


def correlation_ratio(codes, values):
    known = (codes >= 0) & ~np.isnan(values)
    codes, values = codes[known], values[known]
    n, sums = np.bincount(codes), np.bincount(codes, values)
    between = (n * (sums / n - values.mean()) ** 2).sum()
    return np.sqrt(between / ((values - values.mean()) ** 2).sum())


def contrasts(table, labels):
    """How each segment differs from the book: effects with intervals, and the parts that two segments are compared by."""
    numbers, shares = {}, {}
    for name in table.columns:
        column = table[name]
        if name == "CustomerID":
            continue
        if is_number(column):
            values = years(column) if is_datetime64_any_dtype(column) else column
            numbers[name] = number_contrast(values, labels)
        else:
            sizes = column.notna().groupby(labels).sum().to_numpy()[:, None]
            counts = level_counts(name, column, labels).to_numpy()
            values, book = counts / sizes, counts.sum(axis=0) / sizes.sum()
            h = 2 * np.arcsin(np.sqrt(values)) - 2 * np.arcsin(np.sqrt(book))
            half = Z * np.sqrt(1 / sizes - 1 / sizes.sum())
            centre = (values + Z**2 / (2 * sizes)) / (1 + Z**2 / sizes)
            wilson = Z * np.sqrt(values * (1 - values) / sizes + Z**2 / (4 * sizes**2)) / (1 + Z**2 / sizes)
            shares[name] = (values, h, h - half, h + half, centre - wilson, centre + wilson)
    return numbers, shares


def number_contrast(values, labels):
    """Means, or medians with the effect on ranks where the tail is heavy."""
    groups = values.groupby(labels)
    found = groups.agg(["count", "mean", "std"])
    if values.skew() > 2:
        reach = Z * np.sqrt(found["count"]) / 2
        ordered = {k: np.sort(own.dropna().to_numpy()) for k, own in groups}
        middle = pd.Series({k: len(v) / 2 for k, v in ordered.items()})
        found["median"] = {k: np.median(v) for k, v in ordered.items()}
        found["low"] = {k: v[max(0, int(middle[k] - reach[k]))] for k, v in ordered.items()}
        found["high"] = {k: v[min(len(v) - 1, int(np.ceil(middle[k] + reach[k])))] for k, v in ordered.items()}
        values = values.rank()
        found[["count", "mean", "std"]] = values.groupby(labels).agg(["count", "mean", "std"])
    else:
        half = student.ppf(0.975, found["count"] - 1) * found["std"] / np.sqrt(found["count"])
        found["low"], found["high"] = found["mean"] - half, found["mean"] + half
    n, mean, sd = values.count(), values.mean(), values.std()
    found["effect"] = (found["mean"] - mean) / sd
    rest = n - found["count"]
    rest_mean = (n * mean - found["count"] * found["mean"]) / rest
    squares = (n - 1) * sd**2 - (found["count"] - 1) * found["std"] ** 2
    squares -= found["count"] * (found["mean"] - mean) ** 2 + rest * (rest_mean - mean) ** 2
    error = (rest / n) ** 2 * (found["std"] ** 2 / found["count"] + squares / (rest - 1) / rest) / sd**2
    half = Z * np.sqrt(error + found["effect"] ** 2 / (2 * n))
    found["effectLow"], found["effectHigh"] = found["effect"] - half, found["effect"] + half
    return found


def separators(numbers, shares, k):
    rows = []
    for a, b in combinations(range(k), 2):
        for name, f in numbers.items():
            n, sd = f["count"], f["std"]
            pooled = np.sqrt(((n[a] - 1) * sd[a] ** 2 + (n[b] - 1) * sd[b] ** 2) / (n[a] + n[b] - 2))
            rows.append((a, b, name, (f["mean"][a] - f["mean"][b]) / pooled))
        for name, (values, *_rest) in shares.items():
            h = 2 * np.arcsin(np.sqrt(values[a])) - 2 * np.arcsin(np.sqrt(values[b]))
            rows.append((a, b, name, h[np.abs(h).argmax()]))
    found = pd.DataFrame(rows, columns=["a", "b", "column", "effect"])
    order = found["effect"].abs().sort_values(ascending=False).index
    return found.loc[order].groupby(["a", "b"]).head(5)


def rules(table, labels, random):
    rows = np.sort(random.choice(len(table), min(LOOKED_AT, len(table)), replace=False))
    some, own = table.iloc[rows], labels[rows]
    names, columns = [], []
    for name in some.columns:
        column = some[name]
        if name in LEFT_OUT:
            continue
        if is_number(column):
            columns.append((years(column) if is_datetime64_any_dtype(column) else column).to_numpy(dtype=float)[:, None])
            names.append(name)
        else:
            dummies = column.astype(str).str.get_dummies(sep="; ") if name == SET else pd.get_dummies(column).rename(columns=str)
            top = dummies.sum().nlargest(30).index
            columns.append(dummies[top].to_numpy(dtype=float))
            names.extend(f"{name} {level}" for level in top)
    leaf = max(2, min(-(-len(rows) // 100), np.bincount(own).min() // 2))
    tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=leaf, random_state=0)
    found = cross_val_predict(tree, np.column_stack(columns), own, cv=StratifiedKFold(5, shuffle=True, random_state=0))
    text = export_text(tree.fit(np.column_stack(columns), own), feature_names=names)
    return [f"<p>{(found == own).mean():.4f}</p>", f"<pre>{text}</pre>"]


def classifiers(x, labels, random):
    rows = np.sort(random.choice(len(x), min(LOOKED_AT, len(x)), replace=False))
    pieces = []
    for model in (GaussianNB(), NearestCentroid()):
        folds = StratifiedKFold(10, shuffle=True, random_state=0)
        found = cross_val_predict(model, x[rows], labels[rows], cv=folds)
        figures = precision_recall_fscore_support(labels[rows], found)
        pieces += [pd.DataFrame(figures).to_html(), pd.DataFrame(confusion_matrix(labels[rows], found)).to_html()]
    some = rows[random.choice(len(rows), min(2_000, len(rows)), replace=False)]
    other = KMeans(labels.max() + 1, n_init=10, random_state=0).fit_predict(x[some])
    return [*pieces, f"<p>{adjusted_rand_score(labels[some], other):.4f}</p>"]


def level_counts(name, column, labels):
    """Customers by segment and level; of a set by segment and member."""
    if name != SET:
        return pd.crosstab(labels, column).rename(columns=str)
    members = column.cat.categories.to_series().str.get_dummies(sep="; ")
    levels = pd.crosstab(labels, column.cat.codes).reindex(columns=range(len(members)), fill_value=0)
    return pd.DataFrame(levels.to_numpy() @ members.to_numpy(), columns=members.columns)


def pictures(table, labels):
    pieces = []
    for name in table.columns:
        column = table[name]
        if name == "CustomerID":
            continue
        if is_number(column):
            values = (column - pd.Timestamp(0)).dt.days if is_datetime64_any_dtype(column) else column
            pieces += distribution(values.to_numpy(dtype=float), labels)
        else:
            counts = level_counts(name, column, labels)
            top = counts.sum().nlargest(30)
            pieces += [counts[top.index].to_html(), bars(top)]
    return pieces


def distribution(values, labels):
    known = ~np.isnan(values)
    values, own = values[known], labels[known]
    low, high = values.min(), values.max()
    if low >= 0 and values.mean() >= 2 * np.median(values) > 0:
        edges = np.r_[low, np.geomspace(np.quantile(values[values > 0], 0.01), high, 20)]
    else:
        edges = np.linspace(low, high, 21)
    pieces = []
    for k in range(labels.max() + 1):
        part = pd.Series(values[own == k])
        q1, q3 = part.quantile([0.25, 0.75])
        inside = part.between(q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))
        half = student.ppf(0.975, len(part) - 1) * part.std() / np.sqrt(len(part))
        box = [part[inside].min(), part[inside].max(), int((~inside).sum()), part.mean() - half, part.mean() + half]
        pieces += [part.describe().to_frame().to_html(), str(box), bars(pd.Series(np.histogram(part, bins=edges)[0]))]
    return pieces


def map_of(x, model, random):
    """The first two principal components; how far customers lie from their own centre, and the five nearest of each segment."""
    pca = PCA(2).fit(x)
    rows = random.choice(len(x), min(20_000, len(x)), replace=False)
    dots = "".join(f'<circle cx="{a:.2f}" cy="{b:.2f}" r="0.05"/>' for a, b in pca.transform(x[rows]))
    own = np.sqrt(((x - model.cluster_centers_[model.labels_]) ** 2).sum(axis=1))
    groups = pd.Series(own).groupby(model.labels_)
    nearest = groups.nsmallest(5)
    return [f"<svg>{dots}</svg>", groups.quantile(0.99).to_frame().to_html(), nearest.to_frame().to_html()]


def over_time(table, labels):
    counts = pd.crosstab(table["CustomerSince"].dt.year, labels)
    return [counts.to_html(), str(chi2_contingency(counts)[:3])]


def report(table, x, model, evidence, path, random):
    labels = model.labels_
    numbers, shares = contrasts(table, labels)
    tier = tiers(table)
    pieces = [pd.crosstab(labels, tier).to_html(), table.groupby(tier, observed=True)["ActualVolume"].sum().to_frame().to_html()]
    pieces += [evidence.to_html(), *(found.to_html() for found in numbers.values())]
    pieces += [pd.DataFrame(part).to_html() for parts in shares.values() for part in parts]
    pieces.append(separators(numbers, shares, labels.max() + 1).to_html())
    pieces += rules(table, labels, random) + classifiers(x, labels, random) + pictures(table, labels)
    pieces += map_of(x, model, random) + over_time(table, labels) + profile(table) + correlations(table, random)
    with open(path, "w", encoding="utf-8") as file:
        file.write("<html><body>" + "".join(pieces) + "</body></html>")


def run(path, out):
    random = np.random.default_rng(0)
    stages, start = {}, time.perf_counter()

    def lap(name):
        nonlocal start
        now = time.perf_counter()
        stages[name] = now - start
        start = now

    table, facts = account(path)
    lap("read")
    x = prepare(table, random)
    lap("prepare")
    model, evidence, gaps = choose(x, random)
    lap("segment")
    report(table, x, model, evidence, out, random)
    lap("report")
    found = {"nClusters": int(model.n_clusters), "rows": facts["kept"], "columns": x.shape[1], "gap": gaps[model.n_clusters][0]}
    return {**found, "stages": stages, "seconds": sum(stages.values())}


def main():
    versions = f"pandas {pd.__version__}, scikit-learn {sklearn.__version__}, scipy {scipy.__version__}"
    print(json.dumps({"version": versions}), flush=True)
    for _line in sys.stdin:
        found = run(sys.argv[1], sys.argv[2])
        found["peakBytes"] = peak_memory()
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()

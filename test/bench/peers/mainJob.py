"""The main job as an analyst scripts it with pandas and scikit-learn: workbook to segments, tiers, pictures and one HTML file.

argv: the workbook and the report to write. A line on standard input asks for the run; the answer is one line of JSON.
It does less than Tessera (no account of rows, medians instead of nearest neighbours for gaps, no gap statistic, no bootstrap, no
intervals, pictures as inline SVG of its own) and takes scikit-learn's own defaults where a person would.
"""

import json
import sys
import time

import numpy as np
import pandas as pd
import sklearn
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype, is_string_dtype
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score
from sklearn.preprocessing import StandardScaler
from peak_memory import peak_memory

SAMPLE = 20_000


def read(path):
    table = pd.read_excel(path, engine="openpyxl", na_values=["NULL", ""])
    table = table.drop_duplicates()
    for name in table.columns:
        if is_string_dtype(table[name]):
            table[name] = table[name].str.strip().str.title()
    return table


def prepare(table):
    numbers, parts = [], []
    for name in table.columns:
        column = table[name]
        if name == "CustomerID" or name in ("DateofBirth", "Gender"):
            continue
        if is_datetime64_any_dtype(column):
            days = (column.max() - column).dt.days
            numbers.append(days.fillna(days.median()).rename(name))
        elif is_numeric_dtype(column):
            filled = column.fillna(column.median())
            numbers.append((np.log1p(filled) if filled.min() >= 0 and filled.skew() > 2 else filled).rename(name))
        elif name == "SubscribedChannels":
            parts.append(column.fillna("").str.get_dummies(sep="; "))
        else:
            levels = column.fillna("Missing").astype("category")
            parts.append(pd.get_dummies(levels, prefix=name, dtype=float))
    frame = pd.concat(numbers + parts, axis=1)
    return StandardScaler().fit_transform(frame.to_numpy(dtype=np.float64))


def choose(x):
    best = None
    for k in range(2, 9):
        model = KMeans(k, random_state=42).fit(x)
        score = silhouette_score(x, model.labels_, sample_size=min(SAMPLE, len(x)), random_state=42)
        davies_bouldin_score(x, model.labels_)
        calinski_harabasz_score(x, model.labels_)
        if best is None or score > best[0]:
            best = (score, k, model)
    return best


def tiers(table):
    pep = table["Is PEP"].astype(str).str.lower().eq("yes")
    points = 30 * pep + 15 * (table["NumAlerts"].fillna(0) / 3).clip(upper=1) + 10 * table["ActualVolume"].rank(pct=True)
    return pd.cut(points, [-1, 22, 37, 1e9], labels=["Low", "Medium", "High"], right=False)


def bars(counts):
    top = counts.max()
    marks = "".join(f'<rect y="{i * 14}" width="{300 * n / top:.1f}" height="12"/>' for i, n in enumerate(counts))
    return f'<svg width="320" height="{14 * len(counts)}">{marks}</svg>'


def report(table, x, path):
    points = PCA(2).fit_transform(x)[:: max(1, len(x) // 20_000)]
    dots = "".join(f'<circle cx="{a:.2f}" cy="{b:.2f}" r="0.05"/>' for a, b in points)
    pieces = [table.groupby("segment", observed=True).mean(numeric_only=True).to_html(), f"<svg>{dots}</svg>"]
    pieces.append(pd.crosstab(table["segment"], table["tier"]).to_html())
    for name in table.columns:
        if is_string_dtype(table[name]) and table[name].nunique() < 200:
            pieces.append(pd.crosstab(table["segment"], table[name]).to_html())
            pieces.append(bars(table[name].value_counts()))
    for name in table.select_dtypes("number").columns:
        pieces.append(table.groupby("segment")[name].describe().to_html())
        pieces.append(bars(pd.Series(np.histogram(table[name].dropna(), bins=20)[0])))
    with open(path, "w", encoding="utf-8") as file:
        file.write("<html><body>" + "".join(pieces) + "</body></html>")


def run(path, out):
    stages, start = {}, time.perf_counter()

    def lap(name):
        nonlocal start
        now = time.perf_counter()
        stages[name] = now - start
        start = now

    table = read(path)
    lap("read")
    x = prepare(table)
    lap("prepare")
    _score, k, model = choose(x)
    table["segment"] = model.labels_
    lap("segment")
    table["tier"] = tiers(table)
    lap("tiers")
    report(table, x, out)
    lap("report")
    return {"nClusters": k, "stages": stages, "seconds": sum(stages.values())}


def main():
    print(json.dumps({"version": f"pandas {pd.__version__}, scikit-learn {sklearn.__version__}"}), flush=True)
    for _line in sys.stdin:
        found = run(sys.argv[1], sys.argv[2])
        found["peakBytes"] = peak_memory()
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()

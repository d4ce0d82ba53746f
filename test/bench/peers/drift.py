"""pandas' and scipy's side of the bench of drift: reads both sides once, then measures as often as asked.

argv: folder of columns, how many numbers, how many categories. Each line on standard input is "drift"; each answer is one line of JSON.
"""

import json
import pathlib
import sys
import time

import numpy as np
import pandas as pd
import scipy
from scipy.stats import chi2_contingency, ks_2samp


def read(folder, side, numbers, categories):
    columns = {f"n{c}": np.fromfile(folder / f"{side}.n{c}") for c in range(numbers)}
    for c in range(categories):
        codes = np.fromfile(folder / f"{side}.c{c}", dtype="int32")
        columns[f"c{c}"] = pd.Categorical.from_codes(codes, [f"level {i}" for i in range([3, 12, 40][c])])
    return pd.DataFrame(columns)


def shares(table):
    return table.replace(0, 0.5) / table.sum()


def psi(before, now):
    was, is_ = shares(before), shares(now)
    return float(((is_ - was) * np.log(is_ / was)).sum())


def bins(values, edges):
    return pd.cut(values, [-np.inf, *edges, np.inf], right=False).value_counts(sort=False)


def number(before, counted, now, edges):
    return {
        "psi": psi(counted, bins(now, edges)),
        "ks": float(ks_2samp(before, now.dropna(), method="asymp").statistic),
        "chiSquare": None,
        "missing": float(now.isna().mean()),
    }


def top(counts, names):
    listed = counts[names[:19]]
    rest = counts.sum() - listed.sum()
    return pd.concat([listed, pd.Series({"all others": rest})]) if rest > 0 else listed


def category(counted, now):
    counts = now.value_counts()
    names = list(counted.index)
    table = np.array([counted.to_numpy(), counts[names].to_numpy()])
    return {
        "psi": psi(top(counted, names), top(counts, names)),
        "ks": None,
        "chiSquare": float(chi2_contingency(table, correction=False).statistic),
        "missing": float(now.isna().mean()),
    }


def main():
    folder, numbers, categories = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    edges = json.loads((folder / "edges.json").read_text())
    before, now = read(folder, "before", numbers, categories), read(folder, "now", numbers, categories)
    # What is known of the reference before a file comes in: its bins, its levels, its sorted values.
    known = {name: np.sort(before[name].dropna().to_numpy()) for name in edges}
    counted = {name: bins(before[name], edges[name]) if name in edges else before[name].value_counts() for name in before}
    print(json.dumps({"version": f"pandas {pd.__version__}, scipy {scipy.__version__}"}), flush=True)
    for _line in sys.stdin:
        start = time.perf_counter()
        found = {}
        for name in now:
            if name in edges:
                found[name] = number(known[name], counted[name], now[name], edges[name])
            else:
                found[name] = category(counted[name], now[name])
        ms = (time.perf_counter() - start) * 1000
        print(json.dumps({"ms": ms, "columns": found}), flush=True)


if __name__ == "__main__":
    main()

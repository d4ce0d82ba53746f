"""Adjusted Rand index, gap statistic and bootstrap stability. Run: python test/golden/make/clusterEvidence.py

The gap statistic and the stability are written out with numpy around scikit-learn's KMeans; the reference sets and the rows of the
bootstrap samples are given in the file, so that both sides look at the same.
"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs, uniforms
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

# Enough starts for the best optimum of tables this small.
STARTS = 150


def rand_cases():
    u = uniforms(77)
    cases = []
    for n, k, other in [(50, 3, 4), (200, 6, 2), (30, 30, 5), (12, 1, 3), (12, 1, 1), (8, 8, 8), (1000, 5, 5)]:
        a = [int(next(u) * k) for _ in range(n)] if k < n else list(range(n))
        b = [int(next(u) * other) for _ in range(n)] if other < n else list(range(n))
        if n == 1000:
            b = [label if next(u) < 0.8 else int(next(u) * other) for label in a]
        cases.append({"a": a, "b": b, "adjustedRand": float(adjusted_rand_score(a, b))})
    return cases


def spread(x, k):
    if k == 1:
        return float(((x - x.mean(axis=0)) ** 2).sum())
    return float(KMeans(k, n_init=STARTS, random_state=0, tol=0).fit(x).inertia_)


def gap_case(shape, numbers, n_references):
    x = lcg_blobs(**shape)
    centred = x - x.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    u = uniforms(shape["seed"] + 500)
    references = []
    for _ in range(n_references):
        box = np.array([[next(u) for _ in low] for _ in range(len(x))]) * (high - low) + low
        references.append(np.round(box @ axes + x.mean(axis=0), 6))
    gaps, errors = [], []
    for k in numbers:
        logs = np.array([np.log(spread(reference, k)) for reference in references])
        gaps.append(float(logs.mean() - np.log(spread(x, k))))
        errors.append(float(logs.std() * np.sqrt(1 + 1 / n_references)))
    steps = range(len(numbers) - 1)
    prefers = next((numbers[i] for i in steps if gaps[i] >= gaps[i + 1] - errors[i + 1]), numbers[-1])
    return {
        "shape": camel(shape),
        "numbers": numbers,
        "references": [reference.ravel().tolist() for reference in references],
        "gaps": gaps,
        "errors": errors,
        "prefers": prefers,
    }


def stability_case(shape, k, n_bootstraps):
    x = lcg_blobs(**shape)
    labels = KMeans(k, n_init=STARTS, random_state=0, tol=0).fit(x).labels_
    u = uniforms(shape["seed"] + 900)
    bootstraps, rands, jaccards = [], [], []
    for _ in range(n_bootstraps):
        rows = [int(next(u) * len(x)) for _ in range(len(x))]
        again = KMeans(k, n_init=STARTS, random_state=0, tol=0).fit(x[rows]).predict(x)
        bootstraps.append(rows)
        rands.append(adjusted_rand_score(labels, again))
        jaccards.append(
            [
                max(np.sum((labels == c) & (again == d)) / np.sum((labels == c) | (again == d)) for d in range(k))
                for c in range(k)
            ]
        )
    low, high = np.quantile(rands, [0.025, 0.975])
    return {
        "shape": camel(shape),
        "nClusters": k,
        "labels": [int(label) for label in labels],
        "bootstraps": bootstraps,
        "value": float(np.mean(rands)),
        "low": float(low),
        "high": float(high),
        "jaccard": np.mean(jaccards, axis=0).tolist(),
    }


def camel(shape):
    names = {"seed": "seed", "n_rows": "nRows", "n_columns": "nColumns", "n_groups": "nGroups", "spread": "spread"}
    return {**{names[key]: value for key, value in shape.items()}, "gapShare": 0}


def shape(seed, n_rows, n_columns, n_groups, spread):
    return {"seed": seed, "n_rows": n_rows, "n_columns": n_columns, "n_groups": n_groups, "spread": spread}


def main():
    write(
        "clusterEvidence",
        [
            {"what": "adjustedRand", "cases": rand_cases()},
            {
                "what": "gap",
                "cases": [
                    gap_case(shape(41, 60, 2, 3, 1.5), [1, 2, 3, 4, 5], 5),
                    gap_case(shape(42, 40, 2, 1, 4.0), [1, 2, 3], 5),
                ],
            },
            {
                "what": "stability",
                "cases": [
                    stability_case(shape(43, 60, 2, 3, 3.0), 3, 8),
                    stability_case(shape(44, 40, 2, 1, 4.0), 3, 8),
                ],
            },
        ],
    )


if __name__ == "__main__":
    main()

"""HistGradientBoostingClassifier on rows of scoredRows: gaps, categories, weights, constraints and quantile bins.

Rows have uneven weights nearly everywhere: without, different cuts of few rows often gain exactly the same, and which of them is taken hangs on
the last bit of sums that are added in another order.

Run: python test/golden/make/histGradientBoosting.py
"""

import numpy as np
from header import write
from scoredRows import scored_rows
from sklearn.ensemble import HistGradientBoostingClassifier

SHAPE = {"nRows": 800, "nNumbers": 5, "nCategories": 0, "nLevels": 0, "gapShare": 0.0, "steps": 4}
CASES = [
    ("numbers", {"seed": 101}, {"maxIter": 30}, {}, "weights"),
    ("gaps", {"seed": 102, "gapShare": 0.15}, {"maxIter": 30}, {}, "weights"),
    (
        "categories",
        {"seed": 103, "nCategories": 2, "nLevels": 9, "gapShare": 0.1, "nNumbers": 3},
        {"maxIter": 30},
        {},
        "weights",
    ),
    ("rising and falling", {"seed": 104, "gapShare": 0.05}, {"maxIter": 30, "maxLeafNodes": 8}, {"c0": 1, "c1": -1}, "weights"),
    ("whole weights", {"seed": 105, "gapShare": 0.1, "nCategories": 1, "nLevels": 5}, {"maxIter": 10, "maxLeafNodes": 6}, {}, "counts"),
    ("no weights", {"seed": 108, "gapShare": 0.1, "nRows": 3000}, {"maxIter": 10, "maxLeafNodes": 6}, {}, "none"),
    (
        "options",
        {"seed": 106},
        {"maxIter": 20, "learningRate": 0.3, "maxLeafNodes": 9, "maxDepth": 3, "minSamplesLeaf": 7, "l2Regularization": 1.5},
        {},
        "weights",
    ),
    (
        "quantiles",
        {"seed": 107, "nRows": 1500, "nNumbers": 3, "steps": 0, "gapShare": 0.05},
        {"maxIter": 15, "maxBins": 40},
        {},
        "weights",
    ),
    (
        "quantiles without weights",
        {"seed": 109, "nRows": 1500, "nNumbers": 3, "steps": 0, "gapShare": 0.05},
        {"maxIter": 15, "maxBins": 40, "maxLeafNodes": 6},
        {},
        "none",
    ),
]
NAMES = {
    "maxIter": "max_iter",
    "learningRate": "learning_rate",
    "maxLeafNodes": "max_leaf_nodes",
    "maxDepth": "max_depth",
    "minSamplesLeaf": "min_samples_leaf",
    "l2Regularization": "l2_regularization",
    "maxBins": "max_bins",
}


def main():
    cases = []
    for name, changes, options, monotone, weighting in CASES:
        shape = {**SHAPE, **changes}
        x, codes, y, counts, weights = scored_rows(
            shape["seed"],
            shape["nRows"],
            shape["nNumbers"],
            shape["nCategories"],
            shape["nLevels"],
            shape["gapShare"],
            shape["steps"],
        )
        table = np.column_stack([x, np.where(codes < 0, np.nan, codes)])
        n_numbers = shape["nNumbers"]
        model = HistGradientBoostingClassifier(
            **{NAMES[key]: value for key, value in options.items()},
            early_stopping=False,
            categorical_features=list(range(n_numbers, table.shape[1])) or None,
            monotonic_cst=[monotone.get(f"c{j}", 0) for j in range(table.shape[1])] if monotone else None,
        )
        model.fit(table, y, sample_weight={"weights": weights, "counts": counts, "none": None}[weighting])
        trees = [stage[0].nodes for stage in model._predictors]
        cases.append(
            {
                "name": name,
                "shape": shape,
                "options": options,
                "monotone": monotone,
                "weighting": weighting,
                "events": int(y.sum()),
                "baseline": float(model._baseline_prediction.ravel()[0]),
                "nodes": [len(nodes) for nodes in trees],
                # Categories come first inside the model.
                "firstRoot": {"feature": int(trees[0][0]["feature_idx"] - shape["nCategories"]) % table.shape[1], "gain": float(trees[0][0]["gain"])},
                "raw": [round(float(value), 9) for value in model.decision_function(table[:200])],
            }
        )
    write("histGradientBoosting", cases)


if __name__ == "__main__":
    main()

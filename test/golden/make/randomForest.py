"""RandomForestClassifier on rows of scoredRows: the area under the curve on rows it has not seen, over several seeds.

Run: python test/golden/make/randomForest.py
"""

import numpy as np
from header import write
from scoredRows import scored_rows
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

SHAPE = {"nRows": 3000, "nNumbers": 6, "nCategories": 0, "nLevels": 0, "gapShare": 0.0, "steps": 0}
CASES = [
    ("numbers", {"seed": 201}, {}),
    ("gaps", {"seed": 202, "gapShare": 0.15}, {}),
    ("depth 4", {"seed": 203}, {"maxDepth": 4}),
    ("large leaves, all columns", {"seed": 204, "steps": 2}, {"minSamplesLeaf": 20, "maxFeatures": "all"}),
]
NAMES = {"maxDepth": "max_depth", "minSamplesLeaf": "min_samples_leaf"}
TREES = 200
SEEDS = 10


def main():
    cases = []
    for name, changes, options in CASES:
        shape = {**SHAPE, **changes}
        x, _codes, y, _counts, _weights = scored_rows(
            shape["seed"], shape["nRows"], shape["nNumbers"], 0, 0, shape["gapShare"], shape["steps"]
        )
        half = shape["nRows"] // 2
        given = {NAMES[key]: value for key, value in options.items() if key in NAMES}
        if options.get("maxFeatures") == "all":
            given["max_features"] = None
        areas, means = [], []
        for seed in range(SEEDS):
            model = RandomForestClassifier(n_estimators=TREES, random_state=seed, n_jobs=2, **given).fit(x[:half], y[:half])
            shares = model.predict_proba(x[half:])[:, 1]
            areas.append(roc_auc_score(y[half:], shares))
            means.append(shares)
        cases.append(
            {
                "name": name,
                "shape": shape,
                "options": {"nEstimators": TREES, **options},
                "auc": float(np.mean(areas)),
                "sd": float(np.std(areas)),
                # The mean over all seeds: what a forest of very many trees would say.
                "shares": [round(float(share), 5) for share in np.mean(means, axis=0)[:200]],
            }
        )
    write("randomForest", cases)


if __name__ == "__main__":
    main()

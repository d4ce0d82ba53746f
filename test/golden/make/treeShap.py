"""Path-dependent TreeSHAP of the shap package for a small forest and gradient boosting of scikit-learn, with the trees themselves.

Run: python test/golden/make/treeShap.py
"""

import numpy as np
import shap
from header import write
from lcgBlobs import lcg_blobs
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier

FORESTS = [(71, 300, 4, 6, 5), (72, 400, 9, 4, 12), (73, 60, 2, 3, 8)]
BOOSTINGS = [(74, 400, 5, 8, 0.0), (75, 500, 6, 6, 0.15)]


def append(grown, nodes, scale):
    """Adds one tree to the flat arrays of all: nodes are (feature, threshold, missing left, left, right, value, cover)."""
    first = len(grown["feature"])
    for feature, threshold, missing_left, left, right, value, cover in nodes:
        is_leaf = left < 0
        grown["feature"].append(-1 if is_leaf else int(feature))
        grown["threshold"].append(0.0 if is_leaf else float(threshold))
        grown["missingLeft"].append(int(missing_left))
        grown["left"].append(-1 if is_leaf else first + int(left))
        grown["right"].append(-1 if is_leaf else first + int(right))
        grown["value"].append(float(value) * scale)
        grown["cover"].append(float(cover))
    grown["roots"].append(len(grown["feature"]))


def empty(n_features, baseline):
    names = ["feature", "threshold", "missingLeft", "left", "right", "value", "cover"]
    return {"nFeatures": n_features, "baseline": baseline, "roots": [0], **{name: [] for name in names}}


def forest_trees(forest):
    grown = empty(forest.n_features_in_, 0.0)
    for estimator in forest.estimators_:
        t = estimator.tree_
        share = t.value[:, 0, 1] / t.value[:, 0, :].sum(axis=1)
        nodes = zip(
            t.feature,
            t.threshold,
            t.missing_go_to_left,
            t.children_left,
            t.children_right,
            share,
            t.weighted_n_node_samples,
        )
        append(grown, nodes, 1 / len(forest.estimators_))
    return grown


def boosting_trees(model):
    grown = empty(model.n_features_in_, float(model._baseline_prediction.ravel()[0]))
    for (predictor,) in model._predictors:
        nodes = []
        for n in predictor.nodes:
            below = (-1, -1) if n["is_leaf"] else (n["left"], n["right"])
            nodes.append((n["feature_idx"], n["num_threshold"], n["missing_go_to_left"], *below, n["value"], n["count"]))
        append(grown, nodes, 1.0)
    return grown


def rounded(x):
    # Sixty-fourths are exact in single precision, which scikit-learn's forests work in.
    return np.round(x * 64) / 64


def target(x, seed):
    noise = np.random.RandomState(seed).rand(len(x))
    pull = np.nan_to_num(x[:, 0]) + 0.5 * np.nan_to_num(x[:, 1]) * (np.nan_to_num(x[:, -1]) > 5)
    return (pull + 4 * noise > np.median(pull) + 2).astype(int)


def case(kind, shape, trees, values, baseline, raw):
    return {
        "kind": kind,
        "shape": shape,
        "trees": trees,
        "baseline": float(baseline),
        "values": np.asarray(values).tolist(),
        "raw": np.asarray(raw).tolist(),
    }


def main():
    cases = []
    for seed, n, p, n_trees, depth in FORESTS:
        shape = {"seed": seed, "nRows": n, "nColumns": p, "nGroups": 3, "spread": 4.0, "gapShare": 0}
        x = rounded(lcg_blobs(seed, n, p, 3, 4.0, 0.0))
        forest = RandomForestClassifier(n_trees, max_depth=depth, random_state=seed).fit(x, target(x, seed))
        explainer = shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent")
        values = explainer.shap_values(x[:40], check_additivity=False)[:, :, 1]
        raw = forest.predict_proba(x[:40])[:, 1]
        cases.append(case("forest", shape, forest_trees(forest), values, explainer.expected_value[1], raw))
    for seed, n, p, n_trees, gap_share in BOOSTINGS:
        shape = {"seed": seed, "nRows": n, "nColumns": p, "nGroups": 3, "spread": 4.0, "gapShare": gap_share}
        x = rounded(lcg_blobs(seed, n, p, 3, 4.0, gap_share))
        model = HistGradientBoostingClassifier(max_iter=n_trees, max_leaf_nodes=15, min_samples_leaf=8, random_state=0)
        model.fit(x, target(x, seed))
        explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
        values = explainer.shap_values(x[:40], check_additivity=False)
        raw = model.decision_function(x[:40])
        cases.append(case("boosting", shape, boosting_trees(model), values, np.ravel(explainer.expected_value)[0], raw))
    write("treeShap", cases, {"shap": shap.__version__})


if __name__ == "__main__":
    main()

"""The shap package's side of the TreeSHAP bench: grows a forest of scikit-learn, writes its trees down, then explains rows as often as asked.

argv: rows file, columns, folder for the trees and the values, trees, depth, rows to explain. Each line on standard input asks for one measurement; each
answer is one line of JSON.
"""

import json
import pathlib
import sys
import time

import numpy as np
import shap
import sklearn
from sklearn.ensemble import RandomForestClassifier
from peak_memory import peak_memory


def write_trees(forest, folder):
    parts = {name: [] for name in ["feature", "threshold", "left", "right", "value", "cover"]}
    roots = [0]
    for estimator in forest.estimators_:
        tree = estimator.tree_
        first = roots[-1]
        is_leaf = tree.children_left < 0
        parts["feature"].append(np.where(is_leaf, -1, tree.feature).astype(np.int32))
        parts["threshold"].append(tree.threshold.astype(np.float64))
        parts["left"].append(np.where(is_leaf, -1, tree.children_left + first).astype(np.int32))
        parts["right"].append(np.where(is_leaf, -1, tree.children_right + first).astype(np.int32))
        share = tree.value[:, 0, 1] / tree.value[:, 0, :].sum(axis=1)
        parts["value"].append(share / len(forest.estimators_))
        parts["cover"].append(tree.weighted_n_node_samples.astype(np.float64))
        roots.append(first + tree.node_count)
    for name, arrays in parts.items():
        np.concatenate(arrays).tofile(folder / name)
    np.array(roots, dtype=np.int32).tofile(folder / "roots")
    return roots[-1]


def main():
    rows, n_columns, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    n_trees, depth, n_explained = (int(value) for value in sys.argv[4:7])
    x = np.fromfile(rows).reshape(-1, n_columns)
    pull = x[:, 0] + 0.7 * x[:, 1] * (x[:, 2] > 0) - 0.5 * np.abs(x[:, 3]) + 0.3 * x[:, 4:].sum(axis=1)
    y = (pull + np.random.RandomState(1).randn(len(x)) * 1.5 > np.quantile(pull, 0.8)).astype(int)
    forest = RandomForestClassifier(n_trees, max_depth=depth, random_state=1, n_jobs=2).fit(x, y)
    n_nodes = write_trees(forest, folder)
    versions = {"shap": shap.__version__, "scikit-learn": sklearn.__version__}
    print(json.dumps({**versions, "nodes": int(n_nodes)}), flush=True)
    explainer = shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent")
    for _line in sys.stdin:
        begin = time.perf_counter()
        values = explainer.shap_values(x[:n_explained], check_additivity=False)
        ms = (time.perf_counter() - begin) * 1000
        np.ascontiguousarray(values[:, :, 1]).tofile(folder / "values")
        peak = peak_memory() / 2**20
        print(json.dumps({"ms": ms, "peakMiB": peak}), flush=True)


if __name__ == "__main__":
    main()

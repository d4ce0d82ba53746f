"""Trees of DecisionTreeClassifier (Gini) on columns with few distinct values, with and without gaps.

Run: python test/golden/make/surrogateTree.py
"""

import numpy as np
from header import write
from sklearn.tree import DecisionTreeClassifier

# rows, columns, classes, distinct values per column, share of gaps, depth, least leaf
SHAPES = [
    (240, 3, 3, 40, 0.0, 4, 12),
    (400, 5, 4, 60, 0.0, 4, 15),
    (300, 4, 3, 30, 0.15, 3, 12),
    (90, 2, 2, 12, 0.25, 4, 5),
    (250, 3, 5, 25, 0.05, 4, 10),
]


def nodes(tree, node=0):
    """Depth first, left before right."""
    entry = {"counts": np.round(tree.value[node][0] * tree.n_node_samples[node]).astype(int).tolist()}
    if tree.children_left[node] >= 0:
        threshold = float(tree.threshold[node])
        entry["column"] = int(tree.feature[node])
        entry["threshold"] = threshold if np.isfinite(threshold) else None
        entry["missingLeft"] = bool(tree.missing_go_to_left[node])
        entry["left"] = nodes(tree, tree.children_left[node])
        entry["right"] = nodes(tree, tree.children_right[node])
    return entry


def draw_case(seed, n, p, k, distinct, gaps):
    draw = np.random.default_rng(seed)
    labels = draw.integers(0, k, n)
    centers = draw.uniform(0, distinct, (k, p))
    # Halves are exact in single precision, which scikit-learn's trees work in.
    x = np.round(np.clip(centers[labels] + draw.normal(0, distinct / 4, (n, p)), 0, distinct) * 2) / 2
    x[draw.uniform(size=x.shape) < gaps] = np.nan
    return x, labels


def main():
    cases = []
    for n, p, k, distinct, gaps, depth, leaf in SHAPES:
        for seed in range(1000):
            x, labels = draw_case(seed, n, p, k, distinct, gaps)
            grown = [
                DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=state).fit(x, labels)
                for state in range(20)
            ]
            trees = [nodes(one.tree_) for one in grown]
            # Where two splits are equally good scikit-learn draws lots: such data prove nothing here.
            if all(tree == trees[0] for tree in trees):
                break
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nClasses": k, "maxDepth": depth, "minLeaf": leaf},
                "x": [[None if np.isnan(v) else v for v in row] for row in x.tolist()],
                "labels": labels.tolist(),
                "tree": trees[0],
                "predicted": grown[0].predict(x).tolist(),
            }
        )
    write("surrogateTree", cases)


if __name__ == "__main__":
    main()

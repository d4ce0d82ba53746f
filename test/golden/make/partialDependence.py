"""scikit-learn's brute partial dependence and single customers (ICE) of a forest, with the trees themselves.

Run: python test/golden/make/partialDependence.py
"""

from header import write
from lcgBlobs import lcg_blobs
from sklearn.ensemble import RandomForestClassifier
from sklearn.inspection import partial_dependence
from treeShap import forest_trees, rounded, target

SHAPES = [(81, 60, 3, 1), (82, 120, 4, 0)]


def main():
    cases = []
    for seed, n, p, column in SHAPES:
        x = rounded(lcg_blobs(seed, n, p, 3, 4.0, 0.0))
        forest = RandomForestClassifier(8, max_depth=6, random_state=seed).fit(x, target(x, seed))
        grid = [0.5, 2.25, 3.75, 6.0, 9.5]
        found = partial_dependence(
            forest, x, [column], custom_values={column: grid}, method="brute", response_method="predict_proba", kind="both"
        )
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": 3, "spread": 4.0, "gapShare": 0},
                "column": column,
                "trees": forest_trees(forest),
                "grid": grid,
                "average": found["average"][0].tolist(),
                "individual": found["individual"][0].tolist(),
            }
        )
    write("partialDependence", cases)


if __name__ == "__main__":
    main()

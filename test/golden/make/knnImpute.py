"""KNNImputer with uniform weights. Run: python test/golden/make/knnImpute.py"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.impute import KNNImputer

SHAPES = [(41, 30, 3, 2, 2.0, 0.2, 5), (42, 120, 7, 3, 5.0, 0.1, 5), (43, 25, 2, 2, 3.0, 0.45, 3), (44, 12, 4, 2, 3.0, 0.3, 1), (45, 2400, 5, 3, 2.5, 0.06, 4)]


def main():
    cases = []
    for seed, n, p, groups, spread, gaps, k in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread, gaps)
        new = lcg_blobs(seed + 1000, 9, p, groups, spread, 0.4)
        imputer = KNNImputer(n_neighbors=k).fit(x)
        filled = imputer.transform(x)
        filled_new = imputer.transform(new)
        shape = {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": gaps}
        cases.append(
            {
                "shape": shape,
                "newShape": {**shape, "seed": seed + 1000, "nRows": 9, "gapShare": 0.4},
                "nNeighbors": k,
                "values": filled[np.isnan(x)].tolist(),
                "newValues": filled_new[np.isnan(new)].tolist(),
            }
        )
    write("knnImpute", cases)


if __name__ == "__main__":
    main()

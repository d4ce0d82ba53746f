"""scikit-learn's side of the bench of principal components: reads the rows once, then fits as often as asked.

argv: rows file, columns, components. Each line on standard input is a solver; each answer is one line of JSON.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.decomposition import PCA


def main():
    rows, n_columns, n_components = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    x = np.fromfile(rows).reshape(-1, n_columns)
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for line in sys.stdin:
        model = PCA(n_components=n_components, svd_solver=line.strip())
        begin = time.perf_counter()
        model.fit(x)
        ms = (time.perf_counter() - begin) * 1000
        print(json.dumps({"ms": ms, "variances": model.explained_variance_.tolist()}), flush=True)


if __name__ == "__main__":
    main()

"""scikit-learn's side of the Gaussian mixture bench: reads rows and first means once, then fits as often as asked.

argv: rows file, means file, columns, clusters, tolerance. Each line on standard input asks for one fit; each answer is one line of JSON.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture


def main():
    rows, means, n_columns, n_clusters, tol = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
    x = np.fromfile(rows).reshape(-1, n_columns)
    start = {
        "weights_init": np.full(n_clusters, 1 / n_clusters),
        "means_init": np.fromfile(means).reshape(n_clusters, n_columns),
        "precisions_init": np.stack([np.eye(n_columns)] * n_clusters),
    }
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for _ in sys.stdin:
        model = GaussianMixture(n_clusters, covariance_type="full", tol=tol, max_iter=100, **start)
        begin = time.perf_counter()
        model.fit(x)
        ms = (time.perf_counter() - begin) * 1000
        answer = {"ms": ms, "likelihood": float(model.lower_bound_), "iterations": int(model.n_iter_)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

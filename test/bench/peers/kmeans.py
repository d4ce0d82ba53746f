"""scikit-learn's side of the k-means bench: reads rows and centres once, then fits as often as asked.

argv: rows file, centres file, columns, clusters. Each line on standard input is "ALGORITHM DTYPE"; each answer is one line of JSON.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.cluster import KMeans


def main():
    rows, centers, n_columns, n_clusters = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    x = np.fromfile(rows).reshape(-1, n_columns)
    c = np.fromfile(centers).reshape(n_clusters, n_columns)
    data = {"float64": x, "float32": x.astype("float32")}
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for line in sys.stdin:
        algorithm, dtype = line.split()
        model = KMeans(n_clusters, init=c.astype(dtype), n_init=1, max_iter=300, tol=1e-4, algorithm=algorithm)
        start = time.perf_counter()
        model.fit(data[dtype])
        ms = (time.perf_counter() - start) * 1000
        print(json.dumps({"ms": ms, "inertia": float(model.inertia_), "iterations": int(model.n_iter_)}), flush=True)


if __name__ == "__main__":
    main()

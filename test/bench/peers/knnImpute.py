"""scikit-learn's side of the KNN imputation bench: reads rows with gaps once, then fills them as often as asked.

argv: rows file, columns, neighbours. Each line on standard input names the file that the filled rows go to; each answer is one line of JSON.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.impute import KNNImputer


def main():
    rows, n_columns, n_neighbors = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    x = np.fromfile(rows).reshape(-1, n_columns)
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        filled = KNNImputer(n_neighbors=n_neighbors).fit_transform(x)
        ms = (time.perf_counter() - start) * 1000
        filled.tofile(line.rstrip("\n"))
        print(json.dumps({"ms": ms}), flush=True)


if __name__ == "__main__":
    main()

"""scikit-learn's side of the bench of cluster metrics: reads rows and labels once, then measures as often as asked.

argv: rows file, labels file, columns. Each line on standard input is "davies_bouldin" or "calinski_harabasz"; each answer is one line of JSON.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

SCORES = {"davies_bouldin": davies_bouldin_score, "calinski_harabasz": calinski_harabasz_score}


def main():
    rows, labels, n_columns = sys.argv[1], sys.argv[2], int(sys.argv[3])
    x = np.fromfile(rows).reshape(-1, n_columns)
    y = np.fromfile(labels, dtype="int32")
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        value = SCORES[line.strip()](x, y)
        ms = (time.perf_counter() - start) * 1000
        print(json.dumps({"ms": ms, "value": float(value)}), flush=True)


if __name__ == "__main__":
    main()

"""scikit-learn's side of the silhouette bench: reads rows and labels once, then measures as often as asked.

argv: rows file, labels file, columns. Each line on standard input is a number of jobs, or "one" for the default; each answer is one line of JSON.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.metrics import silhouette_score


def main():
    rows, labels, n_columns = sys.argv[1], sys.argv[2], int(sys.argv[3])
    x = np.fromfile(rows).reshape(-1, n_columns)
    assigned = np.fromfile(labels, dtype=np.int32)
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for line in sys.stdin:
        jobs = None if line.strip() == "one" else int(line)
        begin = time.perf_counter()
        value = silhouette_score(x, assigned, n_jobs=jobs)
        ms = (time.perf_counter() - begin) * 1000
        print(json.dumps({"ms": ms, "value": float(value)}), flush=True)


if __name__ == "__main__":
    main()

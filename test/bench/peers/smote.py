"""imbalanced-learn's side of the bench of SMOTE: reads the rows and outcomes once, then resamples as often as asked.

argv: rows file, outcomes file, columns. Each line on standard input asks for a round; each answer is one line of JSON.
"""

import json
import sys
import time

import imblearn
import numpy as np
from imblearn.over_sampling import SMOTE
from peak_memory import peak_memory


def main():
    rows, outcomes, n_columns = sys.argv[1], sys.argv[2], int(sys.argv[3])
    x = np.fromfile(rows).reshape(-1, n_columns)
    y = np.fromfile(outcomes, dtype=np.uint8)
    print(json.dumps({"version": imblearn.__version__}), flush=True)
    for _line in sys.stdin:
        sampler = SMOTE(k_neighbors=5, random_state=0)
        begin = time.perf_counter()
        _rows, made = sampler.fit_resample(x, y)
        ms = (time.perf_counter() - begin) * 1000
        print(json.dumps({"ms": ms, "counts": np.bincount(made).tolist(), "peak": peak_memory() / 2**20}), flush=True)


if __name__ == "__main__":
    main()

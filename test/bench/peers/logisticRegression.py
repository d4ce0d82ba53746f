"""scikit-learn's side of the bench of logistic regression: reads the rows and outcomes once, then fits as often as asked.

argv: rows file, outcomes file, columns. Each line on standard input asks for a fit; each answer is one line of JSON, with the peak of memory in MB.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from peak_memory import peak_memory


def main():
    rows, outcomes, n_columns = sys.argv[1], sys.argv[2], int(sys.argv[3])
    x = np.fromfile(rows).reshape(-1, n_columns)
    y = np.fromfile(outcomes, dtype=np.uint8)
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for _line in sys.stdin:
        model = LogisticRegression(solver="lbfgs", C=1.0, tol=1e-4, max_iter=1000)
        begin = time.perf_counter()
        model.fit(x, y)
        ms = (time.perf_counter() - begin) * 1000
        peak = peak_memory() / 2**20
        logits = x @ model.coef_[0] + model.intercept_[0]
        loss = np.logaddexp(0, logits).sum() - logits[y == 1].sum() + (model.coef_[0] ** 2).sum() / 2
        steps = int(model.n_iter_[0])
        print(json.dumps({"ms": ms, "peak": peak, "loss": loss, "steps": steps, "weights": model.coef_[0].tolist()}), flush=True)


if __name__ == "__main__":
    main()

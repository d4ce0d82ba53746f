"""The package implicit's side of the bench of recommendations: reads who has what once, then trains as often as asked.

argv: pairs file (int32 customer, product), customers, products, factors, iterations, ridge, confidence. Each line on standard input asks for one fit; each
answer is one line of JSON with the time and the loss of the first customers and products, so that both sides can be compared.
"""

import json
import sys
import time

import implicit
import numpy as np
import scipy.sparse as sp
from implicit.als import AlternatingLeastSquares


def main():
    file, customers, products, factors, iterations = sys.argv[1], *map(int, sys.argv[2:6])
    ridge, alpha, threads = float(sys.argv[6]), float(sys.argv[7]), int(sys.argv[8])
    pairs = np.fromfile(file, dtype=np.int32).reshape(-1, 2)
    ones = np.full(len(pairs), 1 + alpha, dtype=np.float32)
    confidence = sp.csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(customers, products))
    print(json.dumps({"version": implicit.__version__}), flush=True)
    for line in sys.stdin:
        model = AlternatingLeastSquares(
            factors=factors, iterations=iterations, regularization=ridge, alpha=1.0, num_threads=threads, random_state=1
        )
        begin = time.perf_counter()
        model.fit(confidence, show_progress=False)
        ms = (time.perf_counter() - begin) * 1000
        u, y = np.asarray(model.user_factors, dtype=float), np.asarray(model.item_factors, dtype=float)
        answers = u @ y.T
        had = np.zeros_like(answers, dtype=bool)
        had[pairs[:, 0], pairs[:, 1]] = True
        weights = np.where(had, 1 + alpha, 1.0)
        loss = float((weights * (had - answers) ** 2).sum() + ridge * ((u * u).sum() + (y * y).sum()))
        print(json.dumps({"ms": ms, "loss": loss}), flush=True)


if __name__ == "__main__":
    main()

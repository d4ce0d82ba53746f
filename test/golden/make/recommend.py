"""Recommenders and their measures on a small book. Run: python test/golden/make/recommend.py

Customer c has product p by a rule of whole numbers, so that no table is needed. Item and user neighbours, item regression and exact alternating least
squares are plain numpy; three steps of conjugate gradients are those of the package implicit (float32); rules are mlxtend's; NDCG is scikit-learn's.
"""

from importlib.metadata import version

import implicit
import numpy as np
import pandas as pd
import scipy.sparse as sp
from header import write
from implicit.als import AlternatingLeastSquares
from mlxtend.frequent_patterns import apriori, association_rules
from sklearn.metrics import ndcg_score

N, P = 60, 12
FACTORS, RIDGE, ALPHA = 4, 0.5, 1.5


def owned():
    c, p = np.meshgrid(np.arange(N), np.arange(P), indexing="ij")
    has = ((c * 7 + p * 11 + c * p * 3) % 17 < 5) | ((c % 3 == p % 3) & (c % 5 != 0))
    return np.where(has, (c + p) % 4 + 1, 0).astype(float)


def held(c, p):
    return (c * 5 + p * 3) % 7 == 0


def start(rows):
    r, f = np.meshgrid(np.arange(rows), np.arange(FACTORS), indexing="ij")
    return ((r * 5 + f * 3) % 11 - 5) / 50


def items(x, k, shrinkage):
    gram = x.T @ x
    length = np.sqrt(np.diag(gram))
    near = gram / (np.outer(length, length) + shrinkage)
    np.fill_diagonal(near, -1)
    out = np.zeros((P, P))
    for to in range(P):
        best = np.argsort(-near[:, to], kind="stable")[:k]
        best = [b for b in best if gram[b, to] > 0 and b != to]
        out[best, to] = near[best, to]
    return x @ out


def users(x, k, shrinkage):
    length = np.sqrt((x * x).sum(1))
    both = x @ x.T
    near = both / (np.outer(length, length) + shrinkage)
    scores = np.zeros((N, P))
    for u in range(N):
        order = [v for v in np.argsort(-near[u], kind="stable") if v != u and both[u, v] > 0][:k]
        scores[u] = sum(near[u, v] * x[v] for v in order)
    return scores


def regression(x, ridge):
    inverse = np.linalg.inv(x.T @ x + ridge * np.eye(P))
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return x @ weights


def als(x, iterations):
    y, u = start(P), np.zeros((N, FACTORS))
    for _ in range(iterations):
        for source, target, w in ((y, u, x), (u, y, x.T)):
            for row in range(len(target)):
                confidence = 1 + ALPHA * w[row]
                a = source.T @ (source * confidence[:, None]) + RIDGE * np.eye(FACTORS)
                target[row] = np.linalg.solve(a, source.T @ (confidence * (w[row] > 0)))
    return u, y


def als_by_implicit(x, iterations):
    model = AlternatingLeastSquares(
        factors=FACTORS, regularization=RIDGE, alpha=1.0, iterations=iterations, num_threads=1, use_cg=True
    )
    model.user_factors = np.zeros((N, FACTORS), dtype=np.float32)
    model.item_factors = start(P).astype(np.float32)
    confidence = sp.csr_matrix(np.where(x > 0, 1 + ALPHA * x, 0).astype(np.float32))
    model.fit(confidence, show_progress=False)
    return np.asarray(model.user_factors), np.asarray(model.item_factors)


def measures(k):
    x = owned()
    c, p = np.meshgrid(np.arange(N), np.arange(P), indexing="ij")
    train = np.where(held(c, p), 0, x)
    test = np.where(held(c, p), x, 0) > 0
    popularity = (train > 0).sum(0).astype(float)
    scores = np.where(train > 0, -1e9, popularity[None] - np.arange(P) * 1e-6)
    rows = np.flatnonzero(((train > 0).sum(1) > 0) & (test.sum(1) > 0))
    top = np.argsort(-scores[rows], axis=1, kind="stable")[:, :k]
    hits = np.take_along_axis(test[rows], top, axis=1)
    wanted = test[rows].sum(1)
    share = popularity / ((train > 0).sum(1) > 0).sum()
    found = hits.cumsum(1) / np.arange(1, k + 1)
    return {
        "k": k,
        "customers": len(rows),
        "precision": float(hits.mean()),
        "recall": float((hits.sum(1) / wanted).mean()),
        "ndcg": float(ndcg_score(test[rows].astype(float), scores[rows], k=k)),
        "map": float(((found * hits).sum(1) / np.minimum(k, wanted)).mean()),
        "hitRate": float((hits.sum(1) > 0).mean()),
        "coverage": len(np.unique(top)) / P,
        "novelty": float(-np.log2(np.maximum(share[top], 1e-12)).mean()),
    }


def rules():
    table = pd.DataFrame(owned() > 0, columns=[str(p) for p in range(P)])
    found = association_rules(apriori(table, min_support=1e-9, use_colnames=True, max_len=2), metric="support", min_threshold=0)
    return [
        [int(next(iter(r.antecedents))), int(next(iter(r.consequents))), r.support, r.confidence, r.lift]
        for r in found.itertuples()
    ]


def main():
    x = owned()
    ones = (x > 0).astype(float)
    exact_customers, exact_products = als(x, 3)
    customers, products = als_by_implicit(x, 3)
    rounded = lambda a: np.round(np.asarray(a, dtype=float), 12).ravel().tolist()
    write(
        "recommend",
        [
            {
                "pairs": int(ones.sum()),
                "items": rounded(items(ones, 5, 2)),
                "itemsByWeight": rounded(items(x, 5, 2)),
                "users": rounded(users(ones, 7, 1)),
                "regression": rounded(regression(ones, 3)),
                "alsCustomers": rounded(exact_customers),
                "alsProducts": rounded(exact_products),
                "implicitCustomers": rounded(customers),
                "implicitProducts": rounded(products),
                "rules": rules(),
                "measures": [measures(3), measures(5)],
            }
        ],
        {name: version(name) for name in ("implicit", "mlxtend", "scipy")},
    )


if __name__ == "__main__":
    main()

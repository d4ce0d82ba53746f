"""GaussianMixture from given components and from given responsibilities. Run: python test/golden/make/gaussianMixture.py"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.mixture import GaussianMixture

SHAPES = [
    # seed, rows, columns, groups, spread, clusters, tol, most iterations
    (31, 60, 2, 3, 1.0, 3, 1e-3, 100),
    (32, 300, 5, 4, 4.0, 4, 1e-3, 100),
    (33, 701, 7, 5, 6.0, 3, 0.0, 12),
    (34, 150, 1, 3, 3.0, 3, 1e-6, 400),
    (35, 900, 26, 4, 5.0, 3, 1e-4, 100),
]
TYPES = ["full", "tied", "diag", "spherical"]


class FromResponsibilities(GaussianMixture):
    """Begins where responsibilities are given, as after scikit-learn's own k-means."""

    def _initialize_parameters(self, X, random_state, xp=None):
        self._initialize(X, self.given, xp=xp)


def precisions(kind, k, p):
    """Inverse variances that differ by column and component."""
    by_column = 0.25 + np.arange(p) / (4 * p)
    if kind == "spherical":
        return 0.25 + np.arange(k) / 16
    if kind == "diag":
        return np.stack([by_column + c / 16 for c in range(k)])
    if kind == "tied":
        return np.diag(by_column)
    return np.stack([np.diag(by_column + c / 16) for c in range(k)])


def softened(x, rows):
    """Responsibilities by distance to some rows: nothing but + - × / so that they are the same everywhere."""
    d = ((x[:, None, :] - x[rows][None]) ** 2).sum(axis=2)
    share = 1 / (1 + d)
    return share / share.sum(axis=1, keepdims=True)


def case(shape, kind, begins):
    seed, n, p, groups, spread, k, tol, max_iter = shape
    x = lcg_blobs(seed, n, p, groups, spread)
    rows = [i * n // k for i in range(k)]
    options = {"n_components": k, "covariance_type": kind, "tol": tol, "max_iter": max_iter}
    weights = np.arange(1, k + 1) / (k * (k + 1) / 2)
    if begins == "components":
        start = {"weights_init": weights, "means_init": x[rows], "precisions_init": precisions(kind, k, p)}
        m = GaussianMixture(**options, **start).fit(x)
    else:
        m = FromResponsibilities(**options)
        m.given = softened(x, rows)
        m.fit(x)
    some = list(range(0, n, max(1, n // 7)))
    return {
        "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
        "covarianceType": kind,
        "begins": begins,
        "startRows": rows,
        "tol": tol,
        "maxIter": max_iter,
        "iterations": int(m.n_iter_),
        "hasConverged": bool(m.converged_),
        "lowerBound": float(m.lower_bound_),
        "score": float(m.score(x)),
        "bic": float(m.bic(x)),
        "aic": float(m.aic(x)),
        "labels": m.predict(x).tolist(),
        "weights": m.weights_.tolist(),
        "centers": m.means_.ravel().tolist(),
        "covariances": np.asarray(m.covariances_).ravel()[:200].tolist(),
        "precisionsCholesky": np.asarray(m.precisions_cholesky_).ravel()[:200].tolist(),
        "someRows": some,
        "someProbabilities": m.predict_proba(x)[some].ravel().tolist(),
    }


def main():
    write("gaussianMixture", [case(s, kind, b) for s in SHAPES for kind in TYPES for b in ("components", "responsibilities")])


if __name__ == "__main__":
    main()

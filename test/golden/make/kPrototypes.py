"""KPrototypes of the kmodes package from given prototypes. Run: python test/golden/make/kPrototypes.py"""

from importlib.metadata import version

import numpy as np
from header import write
from kmodes.kprototypes import KPrototypes
from mixedRows import mixed_rows

SHAPES = [
    # seed, rows, numbers, levels of each category, groups, spread, clusters, gamma
    (21, 60, 2, [2, 3], 3, 1.0, 3, None),
    (22, 150, 3, [4, 3, 5], 4, 2.5, 4, None),
    (23, 240, 1, [3, 3, 2, 6], 5, 2.0, 6, 1.7),
    (24, 120, 6, [2], 3, 4.0, 5, 0.2),
    (25, 300, 4, [7, 2, 2, 3], 5, 3.0, 8, 5.0),
]


def main():
    cases = []
    for seed, n, p, n_levels, groups, spread, k, gamma in SHAPES:
        numbers, levels = mixed_rows(seed, n, p, n_levels, groups, spread)
        rows = [i * n // k for i in range(k)]
        x = np.hstack([numbers, levels.astype(float)])
        categorical = list(range(p, p + len(n_levels)))
        m = KPrototypes(k, max_iter=100, init=[numbers[rows], levels[rows]], gamma=gamma, n_init=1, random_state=1)
        m.fit(x, categorical=categorical)
        cases.append(
            {
                "numbers": numbers.tolist(),
                "levels": levels.tolist(),
                "nLevels": n_levels,
                "startRows": rows,
                "givenGamma": gamma,
                "gamma": float(m.gamma),
                "labels": m.labels_.tolist(),
                "cost": float(m.cost_),
                "iterations": int(m.n_iter_),
                "means": m.cluster_centroids_[:, :p].astype(float).ravel().tolist(),
                "modes": m.cluster_centroids_[:, p:].astype(float).astype(int).ravel().tolist(),
            }
        )
    write("kPrototypes", cases, {"kmodes": version("kmodes")})


if __name__ == "__main__":
    main()

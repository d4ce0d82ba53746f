"""Gower distances by plain arithmetic, and FasterPAM of the kmedoids package. Run: python test/golden/make/kMedoids.py"""

from importlib.metadata import version

import kmedoids
import numpy as np
from header import write
from mixedRows import mixed_rows

SHAPES = [
    # seed, rows, numbers, levels of each category, groups, spread, clusters
    (31, 12, 2, [2, 3], 2, 1.0, 2),
    (32, 90, 3, [4, 3], 4, 2.0, 4),
    (33, 200, 2, [3, 5, 2], 5, 1.5, 7),
    (34, 150, 5, [], 4, 2.0, 5),
    (35, 60, 1, [6], 3, 2.0, 1),
]


def gower(numbers, levels):
    n, p = numbers.shape
    ranges = [max(column) - min(column) for column in numbers.T.tolist()]
    distances = np.zeros((n, n))
    for a in range(n):
        for b in range(n):
            parts = [abs(numbers[a, j] - numbers[b, j]) / ranges[j] for j in range(p)]
            parts += [0.0 if levels[a, c] == levels[b, c] else 1.0 for c in range(levels.shape[1])]
            distances[a, b] = sum(parts) / len(parts)
    return distances


def main():
    cases = []
    for seed, n, p, n_levels, groups, spread, k in SHAPES:
        numbers, levels = mixed_rows(seed, n, p, n_levels, groups, spread)
        distances = gower(numbers, levels)
        rows = [i * n // k for i in range(k)]
        m = kmedoids.fasterpam(distances, np.array(rows, dtype=np.uint64), max_iter=100, n_cpu=1)
        cases.append(
            {
                "numbers": numbers.tolist(),
                "levels": levels.tolist(),
                "nLevels": n_levels,
                "startRows": rows,
                "distancesOfFirst": distances[0].tolist(),
                "distancesOfLast": distances[-1].tolist(),
                "loss": float(m.loss),
                "medoids": [int(i) for i in m.medoids],
                "labels": [int(i) for i in m.labels],
            }
        )
    write("kMedoids", cases, {"kmedoids": version("kmedoids")})


if __name__ == "__main__":
    main()

"""Rows of numbers and categories in overlapping groups, rounded so that the JSON holds their exact values."""

import numpy as np


def mixed_rows(seed, n, n_numeric, n_levels, groups, spread):
    rng = np.random.default_rng(seed)
    group = rng.integers(groups, size=n)
    centers = rng.uniform(0, 10, size=(groups, n_numeric))
    numbers = np.round(centers[group] + spread * rng.standard_normal((n, n_numeric)), 6)
    levels = np.empty((n, len(n_levels)), dtype=int)
    for c, k in enumerate(n_levels):
        favourite = rng.integers(k, size=groups)
        levels[:, c] = np.where(rng.uniform(size=n) < 0.6, favourite[group], rng.integers(k, size=n))
        assert len(np.unique(levels[:, c])) == k
    return numbers, levels

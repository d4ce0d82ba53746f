"""Rows that Python and TypeScript make with the same bits: test/golden/lcgBlobs.ts is the twin of this file."""

import numpy as np


def uniforms(seed):
    state = seed
    while True:
        state = (state * 48271) % 2147483647
        yield state / 2147483647


def lcg_blobs(seed, n_rows, n_columns, n_groups, spread, gap_share=0.0):
    u = uniforms(seed)
    centers = [[next(u) * 10 for _ in range(n_columns)] for _ in range(n_groups)]
    x = np.empty((n_rows, n_columns))
    for i in range(n_rows):
        group = int(next(u) * n_groups)
        for j in range(n_columns):
            noise = next(u) + next(u) + next(u) - 1.5
            x[i, j] = centers[group][j] + noise * spread
            if gap_share > 0 and next(u) < gap_share:
                x[i, j] = np.nan
    return x

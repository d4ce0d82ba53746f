"""Rows with an event, gaps and categories that Python and TypeScript make with the same bits: test/golden/scoredRows.ts is the twin of this file."""

import numpy as np
from lcgBlobs import lcg_blobs, uniforms


def scored_rows(seed, n_rows, n_numbers, n_categories, n_levels, gap_share, steps):
    """Numbers in whole parts of `steps` (0 leaves them as they are), then codes with -1 for a gap, and the event."""
    x = lcg_blobs(seed, n_rows, n_numbers, 4, 3.0, gap_share)
    if steps > 0:
        x = np.floor(x * steps) / steps
    u = uniforms(seed + 1)
    codes = np.empty((n_rows, n_categories), dtype=int)
    y = np.empty(n_rows, dtype=int)
    for i in range(n_rows):
        score = -1.5
        for j in range(n_numbers):
            value = 0.0 if np.isnan(x[i, j]) else x[i, j]
            score += (0.8 if value > 5 else 0.0) if j % 2 == 0 else -0.05 * value
        for j in range(n_categories):
            code = int(next(u) * n_levels)
            codes[i, j] = -1 if next(u) < gap_share else code
            score += 1.0 if code % 3 == 0 else 0.0
        # A logistic-like share without a power: s / (1 + |s|) from -1 to 1.
        share = 0.5 + 0.45 * (score / (1 + abs(score)))
        y[i] = 1 if next(u) < share else 0
    counts = np.array([1 + int(next(u) * 3) for _ in range(n_rows)])
    weights = np.array([0.5 + next(u) for _ in range(n_rows)])
    return x, codes, y, counts, weights

"""The five nearest neighbours of the rarer outcome by scikit-learn, on z-scored numbers and on numbers with categories as SMOTE-NC compares them, and the
counts that imbalanced-learn arrives at.

Run: python test/golden/make/smote.py (imbalanced-learn beside scikit-learn)
"""

import imblearn
import numpy as np
from header import write
from imblearn.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from lcgBlobs import lcg_blobs
from sklearn.neighbors import NearestNeighbors
from sklearn.utils.class_weight import compute_class_weight

SHAPES = [(101, 400, 4, 3, 4.0, 0.0), (102, 700, 12, 4, 6.0, 0.05), (103, 260, 3, 2, 5.0, 0.0)]
N_LEVELS = 5
N_NEIGHBORS = 5


def main():
    cases = []
    for seed, n, p, groups, spread, gaps in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread, gaps)
        rng = np.random.default_rng(seed)
        y = (rng.random(n) < 0.2).astype(int)
        codes = rng.integers(0, N_LEVELS, n)
        filled = np.where(np.isnan(x), np.nanmedian(x, axis=0), x)
        scaled = (filled - filled.mean(axis=0)) / filled.std(axis=0)
        rare = scaled[y == 1]
        numbers = NearestNeighbors(n_neighbors=N_NEIGHBORS + 1, algorithm="brute").fit(rare)
        penalty = np.median(rare.std(axis=0))
        flags = np.eye(N_LEVELS)[codes[y == 1]] * penalty / np.sqrt(2)
        mixed_rows = np.column_stack([rare, flags])
        mixed = NearestNeighbors(n_neighbors=N_NEIGHBORS + 1, algorithm="brute").fit(mixed_rows)
        mixed_x = np.column_stack([scaled, codes])
        counts = {
            "smote": SMOTE(random_state=0).fit_resample(scaled, y)[1],
            "smoteNc": SMOTENC([p], random_state=0).fit_resample(mixed_x, y)[1],
            "under": RandomUnderSampler(random_state=0).fit_resample(scaled, y)[1],
            "over": RandomOverSampler(random_state=0).fit_resample(scaled, y)[1],
        }
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": gaps},
                "y": y.tolist(),
                "codes": codes.tolist(),
                "nLevels": N_LEVELS,
                "neighbours": numbers.kneighbors(rare, return_distance=False)[:, 1:].tolist(),
                "mixedNeighbours": mixed.kneighbors(mixed_rows, return_distance=False)[:, 1:].tolist(),
                "penalty": penalty**2,
                "counts": {kind: np.bincount(found).tolist() for kind, found in counts.items()},
                "classWeight": compute_class_weight("balanced", classes=np.array([0, 1]), y=y).tolist(),
            }
        )
    write("smote", cases, {"imbalanced-learn": imblearn.__version__})


if __name__ == "__main__":
    main()

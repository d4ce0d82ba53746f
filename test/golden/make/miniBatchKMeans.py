"""MiniBatchKMeans with draws that TypeScript makes too. Run: python test/golden/make/miniBatchKMeans.py

scikit-learn draws from a RandomState; this one is fed by the generator of lcgBlobs: whole numbers below n, and samples without
replacement in ascending order, as `engine/random.ts` draws them. First centres are rows at even steps. Where more clusters than half a
batch could start anew, scikit-learn takes the smallest by a sort that leaves ties to chance; here they go to the lower index.
"""

import math

import numpy as np
from header import write
from lcgBlobs import lcg_blobs, uniforms
from sklearn.cluster import MiniBatchKMeans

SHAPES = [
    # seed, rows, columns, groups, spread, clusters, batch, ratio, tol, patience
    (31, 600, 2, 3, 1.0, 3, 50, 0.01, 0.0, 10),
    (32, 900, 5, 4, 4.0, 6, 64, 0.01, 0.0, 10),
    (33, 501, 7, 5, 6.0, 9, 32, 0.3, 0.0, 5),
    (34, 90, 1, 3, 3.0, 4, 200, 0.0, 1e-3, 50),
    (35, 400, 20, 6, 8.0, 30, 40, 0.5, 0.0, 10),
    (36, 2000, 3, 4, 5.0, 5, 100, 0.01, 1e-5, 100),
]


argsort = np.argsort
np.argsort = lambda values: argsort(values, kind="stable")


class Draws(np.random.RandomState):
    def __init__(self, seed):
        super().__init__(0)
        self.u = uniforms(seed)

    def randint(self, low, high=None, size=None, dtype=int):
        return np.zeros(size, dtype=int)  # rows that only judge starts, of which there is one

    def choice(self, a, size=None, replace=True, p=None):
        if replace:
            return np.array([math.floor(next(self.u) * a) for _ in range(size)])
        chosen = []
        for i in range(a):
            if len(chosen) == size:
                break
            if next(self.u) * (a - i) < size - len(chosen):
                chosen.append(i)
        return np.array(chosen)


def main():
    cases = []
    for seed, n, p, groups, spread, k, batch, ratio, tol, patience in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread)
        start = x[[i * n // k for i in range(k)]]
        options = dict(init=start, n_init=1, batch_size=batch, reassignment_ratio=ratio, random_state=Draws(seed))
        m = MiniBatchKMeans(k, tol=tol, max_no_improvement=patience, **options).fit(x)
        options["random_state"] = Draws(seed)
        follow = MiniBatchKMeans(k, **options)
        for at in range(0, n, batch):
            follow.partial_fit(x[at : at + batch])
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "nClusters": k,
                "batchSize": batch,
                "reassignmentRatio": ratio,
                "tol": tol,
                "maxNoImprovement": patience,
                "steps": int(m.n_steps_),
                "centers": m.cluster_centers_.ravel().tolist(),
                "counts": m._counts.tolist(),
                "labels": m.labels_.tolist(),
                "inertia": float(m.inertia_),
                "streamed": {
                    "steps": int(follow.n_steps_),
                    "centers": follow.cluster_centers_.ravel().tolist(),
                    "counts": follow._counts.tolist(),
                },
            }
        )
    write("miniBatchKMeans", cases)


if __name__ == "__main__":
    main()

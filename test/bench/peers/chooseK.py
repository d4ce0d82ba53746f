"""The number of clusters chosen as a user of scikit-learn would: every measure in a loop, KMeans with ten starts on all rows.

Arguments: rows file, columns, smallest k, largest k, silhouette sample, gap sample, gap references, stability sample, bootstraps, starts of a refit.
One line of JSON with the versions, then one for each line of the input.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.metrics import (
    adjusted_rand_score,
    calinski_harabasz_score,
    davies_bouldin_score,
    silhouette_score,
)

path = sys.argv[1]
columns, low, high, n_silhouette, n_gap, n_references, n_stability, n_bootstraps, starts = map(int, sys.argv[2:])
x = np.fromfile(path).reshape(-1, columns)


def spread(rows, k):
    return KMeans(k, n_init=starts, random_state=0).fit(rows).inertia_ if k > 1 else ((rows - rows.mean(axis=0)) ** 2).sum()


def gaps(random):
    rows = x[random.choice(len(x), n_gap, replace=False)]
    centred = rows - rows.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    boxes = [random.uniform(turned.min(axis=0), turned.max(axis=0), turned.shape) for _ in range(n_references)]
    found = {}
    for k in range(1, high + 1):
        logs = np.log([spread(box, k) for box in boxes])
        found[k] = (logs.mean() - np.log(spread(turned, k)), logs.std() * np.sqrt(1 + 1 / n_references))
    return next((k for k in range(1, high) if found[k][0] >= found[k + 1][0] - found[k + 1][1]), high)


def choose():
    random = np.random.default_rng(0)
    compared = random.choice(len(x), n_stability, replace=False)
    samples = [random.choice(len(x), n_stability) for _ in range(n_bootstraps)]
    table = []
    for k in range(low, high + 1):
        model = KMeans(k, n_init=10, random_state=0).fit(x)
        labels = model.labels_
        agreement = [
            adjusted_rand_score(labels[compared], KMeans(k, n_init=starts, random_state=0).fit(x[rows]).predict(x[compared]))
            for rows in samples
        ]
        table.append(
            {
                "k": k,
                "inertia": float(model.inertia_),
                "silhouette": float(silhouette_score(x, labels, sample_size=n_silhouette, random_state=0)),
                "daviesBouldin": float(davies_bouldin_score(x, labels)),
                "calinskiHarabasz": float(calinski_harabasz_score(x, labels)),
                "stability": float(np.mean(agreement)),
            }
        )
    return {"table": table, "gap": gaps(random)}


print(json.dumps({"version": sklearn.__version__}), flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    result = choose()
    print(json.dumps({"ms": (time.perf_counter() - start) * 1000, **result}), flush=True)

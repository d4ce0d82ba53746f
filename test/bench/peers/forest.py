"""scikit-learn's and LightGBM's side of the forest and boosting benches: reads the rows once, then fits as often as asked.

argv: training rows file (float64, row-major), events file (uint8), rows to judge by, their events, columns, threads.
Each line on standard input names a fit; each answer is one line of JSON with milliseconds, milliseconds of processors, the area under the
curve on the rows to judge by, and the process's largest resident memory in MB.
"""

import json
import sys
import time
import warnings

import lightgbm
import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score
from peak_memory import peak_memory

warnings.filterwarnings("ignore")
# Fitting takes minutes on all rows; what is predicted from is as deep when every so many are learned from, and no larger.
EVERY = 8
SIZE = {"n_estimators": 100, "max_depth": 12}


def models(threads):
    forest = {**SIZE, "n_jobs": threads, "random_state": 1}
    light = {"n_jobs": threads, "verbose": -1, "random_state": 1, "deterministic": True}
    return {
        "sklearn-forest": lambda: RandomForestClassifier(**forest),
        # As many leaves as depth 12 allows, the square root of the columns per node, draws of 63 %, which is what a bootstrap sees.
        "lightgbm-forest": lambda: lightgbm.LGBMClassifier(
            boosting_type="rf",
            **SIZE,
            **light,
            num_leaves=4096,
            min_child_samples=1,
            subsample=0.632,
            subsample_freq=1,
            colsample_bynode=0.2,
            max_bin=255,
        ),
        "sklearn-boosting": lambda: HistGradientBoostingClassifier(early_stopping=False, random_state=1),
        "lightgbm-boosting": lambda: lightgbm.LGBMClassifier(
            n_estimators=100, num_leaves=31, learning_rate=0.1, min_child_samples=20, max_bin=255, **light
        ),
    }


def main():
    rows, events, other_rows, other_events = sys.argv[1:5]
    n_columns, threads = int(sys.argv[5]), int(sys.argv[6])
    x = np.fromfile(rows).reshape(-1, n_columns)
    y = np.fromfile(events, dtype=np.uint8)
    other_x = np.fromfile(other_rows).reshape(-1, n_columns)
    other_y = np.fromfile(other_events, dtype=np.uint8)
    known = models(threads)
    print(json.dumps({"sklearn": sklearn.__version__, "lightgbm": lightgbm.__version__}), flush=True)
    model = None
    for line in sys.stdin:
        start, processor = time.perf_counter(), time.process_time()
        if line.strip() == "predict":
            model.predict_proba(x)
        elif line.strip() == "sklearn-forest-to-predict":
            model = known["sklearn-forest"]().fit(x[::EVERY], y[::EVERY])
        else:
            model = known[line.strip()]().fit(x, y)
        ms = (time.perf_counter() - start) * 1000
        processor_ms = (time.process_time() - processor) * 1000
        auc = float(roc_auc_score(other_y, model.predict_proba(other_x)[:, 1]))
        peak = peak_memory() / 2**20
        print(json.dumps({"ms": ms, "processorMs": processor_ms, "auc": auc, "peakMb": peak}), flush=True)


if __name__ == "__main__":
    main()

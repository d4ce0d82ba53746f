"""The sizes that our run used, from the arguments of mainJobSameSteps.py, and what is fixed in both."""

import sys

N_DONORS, N_NEIGHBORS, N_SILHOUETTE, N_GAP, N_REFERENCES, N_STABILITY, N_BOOTSTRAPS, REFIT_STARTS, PAIR_WORK = map(
    int, sys.argv[3:]
)
NUMBERS_TRIED = range(2, 9)
STARTS, START_ROWS, BEST_STARTS = 10, 20_000, 3
LOOKED_AT = 50_000
QUANTILES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
Z = 1.959963984540054
SET = "SubscribedChannels"
LEFT_OUT = ("CustomerID", "DateofBirth", "Gender")

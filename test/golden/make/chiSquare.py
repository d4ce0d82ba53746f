"""Chi-square tests of cross tables by scipy, from hardly different to very different.

Run: python test/golden/make/chiSquare.py
"""

import numpy as np
import scipy
from header import write
from scipy.stats import chi2_contingency
from scipy.stats.contingency import association


def main():
    cases = []
    for seed, rows, columns, n, pull in [(1, 2, 2, 40, 0.0), (2, 5, 3, 400, 0.2), (3, 24, 6, 5000, 0.1), (4, 3, 4, 90, 2.0), (5, 12, 20, 900, 0.0)]:
        draw = np.random.default_rng(seed)
        weight = np.exp(pull * draw.normal(size=(rows, columns)))
        counts = draw.multinomial(n, (weight / weight.sum()).ravel()).reshape(rows, columns) + 1
        found = chi2_contingency(counts, correction=False)
        cases.append(
            {
                "counts": counts.tolist(),
                "statistic": found.statistic,
                "degrees": found.dof,
                "p": found.pvalue,
                "v": association(counts, method="cramer"),
                "scipy": scipy.__version__,
            }
        )
    write("chiSquare", cases)


if __name__ == "__main__":
    main()

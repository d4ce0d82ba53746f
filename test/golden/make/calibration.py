"""Sigmoid and isotonic calibration by scikit-learn; the sigmoid also by a binomial model of statsmodels on Platt's targets, which converges farther.

Run: python test/golden/make/calibration.py
"""

import numpy as np
import statsmodels
import statsmodels.api as sm
from header import write
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

N_ROWS = 400


def platt(logit, y, weights):
    """Maximum likelihood on the smoothed targets: (a, b) of 1 / (1 + exp(a f + b))."""
    events, others = weights[y == 1].sum(), weights[y == 0].sum()
    targets = np.where(y == 1, (events + 1) / (events + 2), 1 / (others + 2))
    model = sm.GLM(targets, sm.add_constant(logit), family=sm.families.Binomial(), freq_weights=weights)
    b, a = model.fit(tol=1e-14, maxiter=200).params
    return [-a, -b]


def main():
    cases = []
    for seed, weighted, decimals in [(91, False, 6), (92, True, 6), (93, False, 2), (94, True, 1)]:
        rng = np.random.default_rng(seed)
        truth = rng.normal(-1.5, 1.5, N_ROWS)
        y = (rng.random(N_ROWS) < 1 / (1 + np.exp(-truth))).astype(int)
        p = np.clip(np.round(1 / (1 + np.exp(-2 * truth - rng.normal(0.5, 1, N_ROWS))), decimals), 0.001, 0.999)
        weights = rng.integers(0, 4, N_ROWS) / 2 if weighted else np.ones(N_ROWS)
        logit = np.log(p) - np.log(1 - p)
        sigmoid = _SigmoidCalibration().fit(logit, y, sample_weight=weights if weighted else None)
        isotonic = IsotonicRegression(out_of_bounds="clip").fit(p, y, sample_weight=weights)
        asked = np.concatenate([[0, 1, 1e-9, 0.5], rng.random(40)])
        inside = np.clip(asked, 1e-12, 1 - 1e-12)
        a, b = platt(logit, y, weights)
        cases.append(
            {
                "p": p.tolist(),
                "y": y.tolist(),
                "weights": weights.tolist() if weighted else None,
                "asked": asked.tolist(),
                "sigmoid": {"scikitLearn": [float(sigmoid.a_), float(sigmoid.b_)], "statsmodels": [a, b]},
                "sigmoidAnswers": (1 / (1 + np.exp(a * (np.log(inside) - np.log1p(-inside)) + b))).tolist(),
                "isotonic": {"from": isotonic.X_thresholds_.tolist(), "to": isotonic.y_thresholds_.tolist()},
                "isotonicAnswers": isotonic.predict(asked).tolist(),
            }
        )
    write("calibration", cases, {"statsmodels": statsmodels.__version__})


if __name__ == "__main__":
    main()

"""Figures of merit of scores by scikit-learn, scipy and statsmodels; DeLong and Murphy straight from their definitions.

Run: python test/golden/make/classificationMetrics.py
"""

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from header import write
from scipy.stats import chi2, ks_2samp, norm, rankdata
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    f1_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
)
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

Z = norm.ppf(0.975)
# name, seed, rows, share of events, decimals of the scores, strength, distortion of the log odds
SHAPES = [
    ("fine scores", 1, 600, 0.2, 6, 1.2, 1.0),
    ("many ties", 2, 500, 0.3, 2, 0.8, 1.0),
    ("a rare event", 3, 800, 0.02, 4, 1.5, 1.0),
    ("too extreme", 4, 400, 0.5, 5, 1.0, 2.5),
    ("hardly better than chance", 5, 300, 0.4, 3, 0.15, 1.0),
    ("zeros and ones", 6, 300, 0.3, 1, 2.0, 3.0),
    ("few rows", 7, 23, 0.4, 2, 1.0, 1.0),
]


def draw_case(seed, n, share, decimals, strength, distortion):
    draw = np.random.default_rng(seed)
    base = np.log(share / (1 - share))
    for _ in range(1000):
        shared = draw.normal(size=n)
        logit = base + strength * shared
        y = (draw.uniform(size=n) < 1 / (1 + np.exp(-logit))).astype(int)
        if y.sum() >= 3:
            break
    p = np.round(1 / (1 + np.exp(-distortion * logit)), decimals)
    other = np.round(1 / (1 + np.exp(-(logit + draw.normal(scale=0.8, size=n)))), decimals)
    return y, p, other


def delong(y, scores):
    """Areas, and their covariance from every pair of an event and another customer."""
    areas, by_event, by_other = [], [], []
    for p in scores:
        gap = p[y == 1][:, None] - p[y == 0][None, :]
        psi = (gap > 0) + 0.5 * (gap == 0)
        areas.append(psi.mean())
        by_event.append(psi.mean(axis=1))
        by_other.append(psi.mean(axis=0))
    m, n = int(y.sum()), int((1 - y).sum())
    return np.array(areas), np.cov(by_event) / m + np.cov(by_other) / n


def clustered_variance(y, p, cluster):
    """Obuchowski's variance from every pair, summed by cluster."""
    gap = p[y == 1][:, None] - p[y == 0][None, :]
    psi = (gap > 0) + 0.5 * (gap == 0)
    area, m, n = psi.mean(), int(y.sum()), int((1 - y).sum())
    by_event, by_other = psi.mean(axis=1) - area, psi.mean(axis=0) - area
    of_events, of_others = cluster[y == 1], cluster[y == 0]
    ids = np.unique(cluster)
    events = np.array([by_event[of_events == c].sum() for c in ids])
    others = np.array([by_other[of_others == c].sum() for c in ids])
    i10, i01, i = len(np.unique(of_events)), len(np.unique(of_others)), len(ids)
    s10 = i10 / ((i10 - 1) * m) * (events**2).sum()
    s01 = i01 / ((i01 - 1) * n) * (others**2).sum()
    s11 = i / (i - 1) * (events * others).sum()
    return float(s10 / m + s01 / n + 2 * s11 / (m * n))


def calibration_line(y, p):
    logit = np.log(np.clip(p, 1e-6, 1 - 1e-6))
    logit = logit - np.log(1 - np.clip(p, 1e-6, 1 - 1e-6))
    both = sm.GLM(y, sm.add_constant(logit), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
    moved = sm.GLM(y, np.ones(len(y)), family=sm.families.Binomial(), offset=logit).fit(tol=1e-14, maxiter=200)
    return {
        "slope": [both.params[1], *both.conf_int()[1]],
        "intercept": [moved.params[0], *moved.conf_int()[0]],
    }


def tenths(y, p):
    """By the mean rank of equal scores, so that these stay together."""
    bin_of = np.floor(10 * (rankdata(p) - 0.5) / len(p)).astype(int)
    return [(int((bin_of == b).sum()), int(y[bin_of == b].sum()), float(p[bin_of == b].sum())) for b in np.unique(bin_of)]


def murphy(y, p, bins):
    n, mean = len(y), y.mean()
    reliability = sum(k * (e / k - o / k) ** 2 for k, o, e in bins) / n
    resolution = sum(k * (o / k - mean) ** 2 for k, o, e in bins) / n
    # Within the bins: variance of the scores less twice their covariance with the outcome.
    bin_of = np.floor(10 * (rankdata(p) - 0.5) / len(p)).astype(int)
    within = 0.0
    for b in np.unique(bin_of):
        ps, ys = p[bin_of == b], y[bin_of == b]
        within += ((ps - ps.mean()) ** 2).sum() - 2 * ((ps - ps.mean()) * (ys - ys.mean())).sum()
    return {"reliability": reliability, "resolution": resolution, "uncertainty": mean * (1 - mean), "withinBins": within / n}


def hosmer_lemeshow(bins):
    statistic, degrees = 0.0, 0
    for k, o, e in bins:
        variance = e * (1 - e / k)
        if variance <= 0 and o == e:
            continue
        statistic += (o - e) ** 2 / variance if variance > 0 else np.inf
        degrees += 1
    return {"statistic": statistic if np.isfinite(statistic) else None, "degrees": degrees, "p": float(chi2.sf(statistic, degrees))}


def mean_interval(losses):
    half = Z * losses.std(ddof=1) / np.sqrt(len(losses))
    return [float(losses.mean()), max(0.0, float(losses.mean() - half)), float(losses.mean() + half)]


def at(y, p, threshold):
    taken = (p >= threshold).astype(int)
    tp, fp = int((taken & y).sum()), int((taken & (1 - y)).sum())
    fn, tn = int(y.sum()) - tp, int((1 - y).sum()) - fp
    wilson = lambda hits, n: list(map(float, proportion_confint(hits, n, method="wilson"))) if n else None
    low, high = proportion_confint(tp, tp + fp + fn, method="wilson")
    between = confint_proportions_2indep(tp, tp + fn, fp, fp + tn, method="newcomb", compare="diff")
    return {
        "threshold": float(threshold),
        "counts": [tp, fp, tn, fn],
        "accuracy": [accuracy_score(y, taken), *wilson(tp + tn, len(y))],
        "precision": [precision_score(y, taken), *wilson(tp, tp + fp)] if tp + fp else None,
        "recall": [recall_score(y, taken), *wilson(tp, tp + fn)],
        "specificity": [recall_score(1 - y, 1 - taken), *wilson(tn, tn + fp)],
        "f1": [f1_score(y, taken), 2 * low / (1 + low), 2 * high / (1 + high)],
        "balancedAccuracy": [balanced_accuracy_score(y, taken), *[(1 + bound) / 2 for bound in between]],
    }


def best_f1(y, p):
    thresholds = np.unique(p)[::-1]
    scores = [f1_score(y, (p >= t).astype(int)) for t in thresholds]
    return {"threshold": float(thresholds[int(np.argmax(scores))]), "f1": float(max(scores))}


def best_net(y, p, cost, worth):
    thresholds = np.unique(p)[::-1]
    nets = [y[p >= t].sum() * worth - (p >= t).sum() * cost for t in thresholds]
    top = int(np.argmax(nets))
    return {"cost": cost, "worth": worth, "threshold": float(thresholds[top]), "net": float(nets[top])}


def average_precision_interval(y, p):
    value = average_precision_score(y, p)
    logit, half = np.log(value / (1 - value)), Z / np.sqrt(y.sum() * value * (1 - value))
    return [value, *[1 / (1 + np.exp(-bound)) for bound in (logit - half, logit + half)]]


def lift(y, p):
    """Events captured by the first m customers, equal scores shared out evenly: linear between distinct scores."""
    scores = np.unique(p)[::-1]
    taken = np.array([0, *[(p >= s).sum() for s in scores]])
    captured = np.array([0, *[y[p >= s].sum() for s in scores]])
    ends = np.array([(d * len(y)) // 10 for d in range(11)])
    at_ends = np.interp(ends, taken, captured)
    return {"n": np.diff(ends).tolist(), "events": np.diff(at_ends).tolist(), "capture": (at_ends[1:] / y.sum()).tolist()}


def main():
    cases = []
    for name, seed, n, share, decimals, strength, distortion in SHAPES:
        y, p, other = draw_case(seed, n, share, decimals, strength, distortion)
        areas, covariance = delong(y, [p, other])
        spread = np.sqrt(covariance[0, 0])
        difference, variance = areas[0] - areas[1], covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        bins = tenths(y, p)
        clipped = np.clip(p, np.finfo(float).eps, 1 - np.finfo(float).eps)
        losses = -np.where(y == 1, np.log(clipped), np.log(1 - clipped))
        assert np.isclose(losses.mean(), log_loss(y, p), rtol=1e-12)
        assert np.isclose(areas[0], roc_auc_score(y, p), rtol=1e-12)
        cases.append(
            {
                "name": name,
                "y": y.tolist(),
                "p": p.tolist(),
                "other": other.tolist(),
                "rocAuc": [roc_auc_score(y, p), max(0, areas[0] - Z * spread), min(1, areas[0] + Z * spread)],
                "aucVariance": covariance[0, 0],
                "clusteredVariance": clustered_variance(y, p, np.arange(len(y)) * 7 % 11 + 11 * (np.arange(len(y)) % 3)),
                "difference": [difference, difference - Z * np.sqrt(variance), difference + Z * np.sqrt(variance)],
                "differenceP": float(2 * norm.sf(abs(difference) / np.sqrt(variance))),
                "ks": float(ks_2samp(p[y == 1], p[y == 0]).statistic),
                "averagePrecision": average_precision_interval(y, p),
                "logLoss": mean_interval(losses),
                "brier": mean_interval((p - y) ** 2),
                "brierScore": brier_score_loss(y, p),
                "murphy": murphy(y, p, bins),
                "line": calibration_line(y, p),
                "bins": bins,
                "hosmerLemeshow": hosmer_lemeshow(bins),
                "at": [at(y, p, t) for t in (0.5, float(np.quantile(p, 0.8)))],
                "bestF1": best_f1(y, p),
                "bestNet": best_net(y, p, 10.0, 45.0),
                "lift": lift(y, p),
            }
        )
    write("classificationMetrics", cases, {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__})


if __name__ == "__main__":
    main()

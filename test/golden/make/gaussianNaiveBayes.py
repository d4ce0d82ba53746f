"""GaussianNB on the prepared-like rows of lcgBlobs, with a constant column and a flag among them; and the scores of its predictions.

Run: python test/golden/make/gaussianNaiveBayes.py
"""

import numpy as np
from header import write
from lcgBlobs import lcg_blobs
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import NearestCentroid

SHAPES = [(61, 150, 3, 3, 4.0), (62, 80, 5, 2, 6.0), (63, 400, 8, 6, 5.0)]


def main():
    cases = []
    for seed, n, p, groups, spread in SHAPES:
        x = lcg_blobs(seed, n, p, groups, spread)
        # The class goes by the first two columns, unevenly; a constant column and a flag are added.
        labels = ((x[:, 0] > 5).astype(int) + (x[:, 1] > 3).astype(int) * 2) % groups
        x = np.column_stack([x, np.ones(n), (x[:, 0] > 7).astype(float)])
        half = n // 2
        model = GaussianNB().fit(x[:half], labels[:half])
        centroid = NearestCentroid().fit(x[:half], labels[:half])
        predicted = model.predict(x[half:])
        truth = labels[half:]
        classes = np.arange(groups)
        precision, recall, f1, support = precision_recall_fscore_support(truth, predicted, labels=classes, zero_division=0)
        cases.append(
            {
                "shape": {"seed": seed, "nRows": n, "nColumns": p, "nGroups": groups, "spread": spread, "gapShare": 0},
                "labels": labels.tolist(),
                "classes": model.classes_.tolist(),
                "theta": model.theta_.tolist(),
                "variance": model.var_.tolist(),
                "prior": model.class_prior_.tolist(),
                "probabilities": model.predict_proba(x[half:]).tolist(),
                "predicted": predicted.tolist(),
                "nearestCentroid": centroid.predict(x[half:]).tolist(),
                "accuracy": accuracy_score(truth, predicted),
                "present": np.unique(truth).tolist(),
                "macroF1": f1_score(truth, predicted, labels=np.unique(truth), average="macro"),
                "precision": precision.tolist(),
                "recall": recall.tolist(),
                "f1": f1.tolist(),
                "confusion": confusion_matrix(truth, predicted, labels=classes).tolist(),
            }
        )
    write("gaussianNaiveBayes", cases)


if __name__ == "__main__":
    main()

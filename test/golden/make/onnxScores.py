"""What an independent engine, onnxruntime, answers by the ONNX that Tessera wrote of the models that are kept in test/golden/exports.

Write them first: `tessera export test/golden/exports/NAME.tsm --format onnx --out FOLDER/NAME.onnx` (and `--part segments` of logistic.tsm as segments.onnx).

Run: pip install onnxruntime, then python test/golden/make/onnxScores.py FOLDER
"""

import csv
import hashlib
import sys
from datetime import date
from pathlib import Path

import numpy as np
import onnxruntime
from header import write

EXPORTS = Path(__file__).parent.parent / "exports"
CASES = ["forest", "boosting", "logistic", "scorecard", "segments"]
# A level that no model has seen, and a customer of whom nothing is known.
MORE = [{"Balance": "900", "Products": "2", "Region": "Atlantis", "Joined": "2020-02-29", "Active": "yes"}, {}]


def days(text):
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def column(rows, name):
    if name == "Region":
        return np.array([[row.get(name) or ""] for row in rows], dtype=object)
    read = {"Joined": days, "Active": lambda text: float(text == "yes")}.get(name, float)
    return np.array([[read(row[name]) if row.get(name) else np.nan] for row in rows], dtype=np.float64)


def main(folder):
    with open(EXPORTS / "customers.csv", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file)) + MORE
    cases = []
    for case in CASES:
        path = folder / f"{case}.onnx"
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        found = session.run(None, {one.name: column(rows, one.name) for one in session.get_inputs()})
        answers = np.hstack(found).tolist() if case != "segments" else found[0].ravel().tolist()
        cases.append({"case": case, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "answers": answers})
    write("onnxScores", cases, {"onnxruntime": onnxruntime.__version__, "more": MORE})


if __name__ == "__main__":
    main(Path(sys.argv[1]))

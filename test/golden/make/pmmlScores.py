"""What an independent engine, JPMML, answers by the PMML that Tessera wrote.

The models beside the PMML were saved by `tessera run test/golden/exports/customers.csv --recipe RECIPE --model NAME.tsm`, one classifier each, and written by
`tessera export NAME.tsm --format pmml --out NAME.pmml` (`--part segments` of logistic.tsm for segments.pmml).

Run: pip install jpmml-evaluator JPype1 (it brings the engine's jars; Java 11 or later), then python test/golden/make/pmmlScores.py
"""

import csv
from importlib.metadata import version
from pathlib import Path

from header import write
from jpmml_evaluator import make_evaluator

EXPORTS = Path(__file__).parent.parent / "exports"
CASES = ["forest", "boosting", "logistic", "scorecard", "segments"]
ANSWERS = {"yes": True, "no": False}
# A level that no model has seen, and a customer of whom nothing is known.
MORE = [{"Balance": "900", "Products": "2", "Region": "Atlantis", "Joined": "2020-02-29", "Active": "yes"}, {}]


def arguments(row):
    number = lambda name: float(row[name]) if row.get(name) else None
    return {
        "Balance": number("Balance"),
        "Products": number("Products"),
        "Region": row.get("Region") or None,
        "Joined": row.get("Joined") or None,
        "Active": ANSWERS.get(row.get("Active")),
    }


def main():
    with open(EXPORTS / "customers.csv", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file)) + MORE
    cases = []
    for case in CASES:
        evaluator = make_evaluator(str(EXPORTS / f"{case}.pmml"), backend="jpype").verify()
        found = [evaluator.evaluate(arguments(row)) for row in rows]
        answers = [f["segment"] if case == "segments" else [f["probability"], f["decision"]] for f in found]
        cases.append({"case": case, "answers": answers})
    write("pmmlScores", cases, {"jpmml-evaluator": version("jpmml-evaluator"), "more": MORE})


if __name__ == "__main__":
    main()

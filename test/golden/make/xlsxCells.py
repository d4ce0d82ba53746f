"""Digests of real workbooks as openpyxl reads them: python xlsxCells.py DATA_FOLDER > ../xlsxCells.json

Every cell becomes a line of text (kind and value, dates to the second), so that two readers can be compared cell by cell without
the data being kept. Sheets with bare times or durations are left out: openpyxl makes clock times of them, we keep the number.
"""
import datetime
import hashlib
import json
import struct
import sys
import warnings
from pathlib import Path

import openpyxl

warnings.simplefilter("ignore")
FILES = [
    "workbooks/Churn_Modelling.xlsx",
    "workbooks/bank-full.xlsx",
    "workbooks/default of credit card clients.xlsx",
    *[
        str(path)
        for pattern in ("suites/excel/**/*.xlsx", "suites/excel/**/*.xlsm")
        for path in sorted(p.relative_to(sys.argv[1]) for p in Path(sys.argv[1]).glob(pattern))
    ],
]
MAX_BYTES = 8_000_000
EPOCH = datetime.datetime(1970, 1, 1)


def line(cell):
    value = cell.value
    if value is None or value == "":
        return ""
    if cell.data_type == "e":
        return "e" + value
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, (datetime.time, datetime.timedelta)):
        raise LookupError("times")
    if isinstance(value, datetime.datetime):
        return "d%d" % round((value - EPOCH).total_seconds())
    if isinstance(value, datetime.date):
        return "d%d" % ((value - EPOCH.date()).days * 86400)
    if isinstance(value, (int, float)):
        return "n" + struct.pack(">d", float(value)).hex()
    return "t" + value


def digest(sheet):
    rows = [[line(cell) for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)]
    while rows and not any(rows[-1]):
        rows.pop()
    n_columns = max((max((i + 1 for i, text in enumerate(row) if text), default=0) for row in rows), default=0)
    sha = hashlib.sha256()
    kinds = {}
    for row in rows:
        for text in row[:n_columns] + [""] * (n_columns - len(row)):
            sha.update(text.encode("utf-8", "surrogatepass") + b"\n")
            kinds[text[:1]] = kinds.get(text[:1], 0) + 1
    return {"rows": len(rows), "columns": n_columns, "kinds": dict(sorted(kinds.items())), "sha256": sha.hexdigest()}


def main():
    root = Path(sys.argv[1])
    files = {}
    for name in FILES:
        if (root / name).stat().st_size > MAX_BYTES:
            continue
        try:
            book = openpyxl.load_workbook(root / name, data_only=True)
        except Exception:
            continue
        sheets = {}
        for sheet in book.worksheets:
            try:
                if sheet.max_row * sheet.max_column < 3_000_000:
                    sheets[sheet.title] = digest(sheet)
            except LookupError:
                continue
        if sheets:
            files[name] = sheets
    json.dump({"openpyxl": openpyxl.__version__, "python": sys.version.split()[0], "files": files}, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()

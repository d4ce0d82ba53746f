"""Digests of old, binary and OpenDocument workbooks as xlrd (.xls) and calamine (.xlsb, .ods) read them:

python otherWorkbooks.py DATA_FOLDER > ../otherWorkbooks.json

Lines as in xlsxCells.py. calamine hands out errors as empty cells, so they count as empty in its files. Sheets with bare times or
durations are left out: the two make clock times of them, we keep the number.
"""
import datetime
import hashlib
import json
import struct
import sys
from importlib.metadata import version
from pathlib import Path

import python_calamine
import xlrd

EPOCH = datetime.datetime(1970, 1, 1)
MAX_BYTES = 1_000_000
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def number(value):
    return "n" + struct.pack(">d", float(value)).hex()


def moment(value):
    return "d%d" % round((value - EPOCH).total_seconds())


def xls_line(cell, datemode):
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
        return ""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return "t" + cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "b1" if cell.value else "b0"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "e" + ERRORS[cell.value]
    if cell.ctype == xlrd.XL_CELL_DATE:
        if cell.value < 61:
            raise LookupError("times, durations, and days around the false leap day")
        return moment(xlrd.xldate.xldate_as_datetime(cell.value, datemode))
    return number(cell.value)


def calamine_line(value):
    if value == "" or value is None:
        return ""
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, (datetime.time, datetime.timedelta)):
        raise LookupError("times")
    if isinstance(value, datetime.datetime):
        return moment(value)
    if isinstance(value, datetime.date):
        return moment(datetime.datetime(value.year, value.month, value.day))
    if isinstance(value, (int, float)):
        return number(value)
    return "t" + value


def digest(rows):
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


def xls_sheets(path):
    book = xlrd.open_workbook(path, formatting_info=False, logfile=sys.stderr)
    for sheet in book.sheets():
        yield sheet.name, lambda sheet=sheet: [[xls_line(cell, book.datemode) for cell in sheet.row(i)] for i in range(sheet.nrows)]


def calamine_sheets(path):
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for meta in book.sheets_metadata:
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(meta.name)
            yield meta.name, lambda sheet=sheet: [[calamine_line(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def main():
    root = Path(sys.argv[1])
    files = {}
    paths = [path for ending in ("xls", "xlsb", "ods") for path in sorted(root.glob(f"suites/excel/**/*.{ending}"))]
    for path in paths:
        if path.stat().st_size > MAX_BYTES:
            continue
        sheets = {}
        try:
            for name, rows in (xls_sheets if path.suffix == ".xls" else calamine_sheets)(path):
                try:
                    sheets[name] = digest(rows())
                except LookupError:
                    continue
        except Exception as error:
            print(path.name, type(error).__name__, error, file=sys.stderr)
        if sheets:
            files[str(path.relative_to(root))] = sheets
    versions = {"xlrd": xlrd.__version__, "calamine": version("python-calamine"), "python": sys.version.split()[0]}
    json.dump({**versions, "files": files}, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()

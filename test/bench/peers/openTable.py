"""Other programs' side of the benches of opening: reads one file and answers with one line of JSON, after one that says who it is.

argv: pandas-xlsx, polars-xlsx, or one of pandas-csv (as it is called without a word more: types found piece by piece, which may be mixed, and an
error at a line of another width), pandas-csv-whole (types by the whole file, lines of another width named and let go), pandas-csv-dates (and
dates as dates), pandas-csv-typed (what we do too: and repeated rows taken out). The file is the line on standard input. One reading a process,
so that its peak of memory is that of one reading.
"""

import json
import sys
import time
from peak_memory import peak_memory


def pandas_xlsx():
    import openpyxl
    import pandas

    return f"pandas {pandas.__version__} with openpyxl {openpyxl.__version__}", pandas.read_excel


def polars_xlsx():
    import fastexcel
    import polars

    version = f"polars {polars.__version__} with fastexcel {fastexcel.__version__}"
    return version, lambda path: polars.read_excel(path, engine="calamine")


def pandas_csv():
    import pandas

    return f"pandas {pandas.__version__}", pandas.read_csv


WHOLE = {"low_memory": False, "on_bad_lines": "warn"}
DATES = ["DateofBirth", "CustomerSince"]


def pandas_csv_whole():
    import pandas

    return f"pandas {pandas.__version__}, types and rejects", lambda path: pandas.read_csv(path, **WHOLE)


def pandas_csv_dates():
    import pandas

    version = f"pandas {pandas.__version__}, types, rejects and dates"
    return version, lambda path: pandas.read_csv(path, parse_dates=DATES, **WHOLE)


def pandas_csv_typed():
    import pandas

    version = f"pandas {pandas.__version__}, types, rejects, dates and repeated rows"
    return version, lambda path: pandas.read_csv(path, parse_dates=DATES, **WHOLE).drop_duplicates()


def cells(table):
    """Cells with a value, and the sums of the columns of numbers."""
    if type(table).__module__.startswith("pandas"):
        numbers = table.select_dtypes("number")
        filled = int(table.notna().sum().sum())
        return filled, {str(name): float(numbers[name].sum()) for name in numbers.columns}
    import polars

    filled = 0
    sums = {}
    for column in table.iter_columns():
        filled += len(column) - column.null_count()
        if column.dtype == polars.String:
            filled -= int((column == "NULL").sum())
        elif column.dtype.is_numeric():
            sums[column.name] = float(column.sum())
    return filled, sums


PROGRAMS = {
    "pandas-xlsx": pandas_xlsx,
    "polars-xlsx": polars_xlsx,
    "pandas-csv": pandas_csv,
    "pandas-csv-whole": pandas_csv_whole,
    "pandas-csv-dates": pandas_csv_dates,
    "pandas-csv-typed": pandas_csv_typed,
}


def main():
    version, read = PROGRAMS[sys.argv[1]]()
    print(json.dumps({"version": version}), flush=True)
    path = sys.stdin.readline().rstrip("\n")
    start = time.perf_counter()
    table = read(path)
    ms = (time.perf_counter() - start) * 1000
    peak = peak_memory()
    filled, sums = cells(table)
    print(
        json.dumps(
            {"ms": ms, "peakBytes": peak, "rows": len(table), "columns": table.shape[1], "filled": filled, "sums": sums}
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()

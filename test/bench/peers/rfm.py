"""pandas' side of the RFM bench: reads the packed list and makes scored customers of it, as often as asked.

argv: the file. Each line on standard input asks for one round; each answer is one line of JSON.
"""

import json
import sys
import time

import pandas as pd


def rfm(path):
    rows = pd.read_csv(path)
    rows["InvoiceDate"] = pd.to_datetime(rows["InvoiceDate"])
    rows = rows[rows["CustomerID"].notna() & (rows["Quantity"] > 0) & (rows["UnitPrice"] > 0)]
    rows = rows.assign(Amount=rows["Quantity"] * rows["UnitPrice"], Day=rows["InvoiceDate"].dt.normalize())
    reference = rows["Day"].max() + pd.Timedelta(days=1)
    grouped = rows.groupby("CustomerID")
    table = pd.DataFrame(
        {
            "R": (reference - grouped["Day"].max()).dt.days,
            "F": grouped["InvoiceNo"].nunique(),
            "M": grouped["Amount"].sum(),
            "First": grouped["Day"].min(),
        }
    )
    table["Rs"] = pd.qcut(table["R"], 5, labels=[5, 4, 3, 2, 1])
    for column in ("F", "M"):
        table[column + "s"] = pd.qcut(table[column].rank(method="first"), 5, labels=[1, 2, 3, 4, 5])
    return table


def main():
    path = sys.argv[1]
    print(json.dumps({"version": pd.__version__}), flush=True)
    for _line in sys.stdin:
        start = time.perf_counter()
        table = rfm(path)
        ms = (time.perf_counter() - start) * 1000
        print(json.dumps({"ms": ms, "customers": len(table), "monetary": float(table["M"].sum())}), flush=True)


if __name__ == "__main__":
    main()

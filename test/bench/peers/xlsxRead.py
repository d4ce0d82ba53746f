"""pandas' side of the workbook bench: each line on standard input is a file, each answer one line of JSON."""

import json
import resource
import sys
import time

import openpyxl
import pandas


def main():
    print(json.dumps({"version": f"{pandas.__version__} with openpyxl {openpyxl.__version__}"}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        table = pandas.read_excel(line.rstrip("\n"))
        ms = (time.perf_counter() - start) * 1000
        answer = {
            "ms": ms,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "rows": len(table),
            "columns": table.shape[1],
            "filled": int(table.notna().sum().sum()),
            "sums": {str(name): float(table[name].sum()) for name in table.select_dtypes("number").columns},
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

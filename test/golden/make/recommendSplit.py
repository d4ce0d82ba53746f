"""The split of the reference protocol: which of 100,000 rows are held back. Run: python test/golden/make/recommendSplit.py

numpy.random.default_rng(42).random(n) < 0.2, packed eight to a byte, the first row lowest, in base64: drawn numbers, no data.
"""

import base64

import numpy as np
from header import write


def main():
    held = np.random.default_rng(42).random(100_000) < 0.2
    packed = np.packbits(held, bitorder="little").tobytes()
    write("recommendSplit", [{"rows": len(held), "heldBack": int(held.sum()), "bits": base64.b64encode(packed).decode()}])


if __name__ == "__main__":
    main()

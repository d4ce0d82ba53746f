"""Which of the programs that the benches measure against are installed: one line of JSON, null where one is missing."""

import importlib.metadata
import json
import sys


def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def main():
    print(json.dumps({name: version(name) for name in sys.argv[1:]}))


if __name__ == "__main__":
    main()

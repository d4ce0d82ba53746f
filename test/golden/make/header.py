"""What made a golden file, so that it can be made again."""

import json
import pathlib
import platform

import numpy
import sklearn


def write(name, cases, others=None):
    header = {
        "madeBy": f"test/golden/make/{name}.py",
        "scikit-learn": sklearn.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
        **(others or {}),
    }
    lines = ",\n".join("  " + json.dumps(case) for case in cases)
    text = '{\n"header": ' + json.dumps(header) + ',\n"cases": [\n' + lines + "\n]\n}\n"
    pathlib.Path(__file__).parent.parent.joinpath(name + ".json").write_text(text, encoding="utf-8", newline="\n")

"""One customer's probability of leaving, as a team would serve it: pandas and scikit-learn's pipeline behind FastAPI and uvicorn, one process.

argv: the table, the target, its columns as JSON, the number of trees and the least customers in a leaf. The first line of standard output is JSON with the versions and the port; the
service ends with standard input. It answers a probability alone: no segment, no reasons, no warnings, no token, no audit log.
"""

import json
import os
import socket
import sys
import threading
from typing import Optional

import fastapi
import pandas as pd
import pydantic
import sklearn
import uvicorn
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder


def fit(path, target, columns, trees, leaf):
    table = pd.read_csv(path)
    x, y = table[columns], table[target]
    words = [name for name in columns if not pd.api.types.is_numeric_dtype(x[name])]
    numbers = [name for name in columns if name not in words]
    prepare = ColumnTransformer(
        [
            ("numbers", SimpleImputer(strategy="median"), numbers),
            ("words", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), words),
        ]
    )
    forest = RandomForestClassifier(n_estimators=trees, min_samples_leaf=leaf, random_state=1)
    return make_pipeline(prepare, forest).fit(x, y), {name: Optional[str if name in words else float] for name in columns}


def main():
    path, target, columns, trees, leaf = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    pipeline, kinds = fit(path, target, columns, trees, leaf)
    Customer = pydantic.create_model("Customer", **{name: (kind, None) for name, kind in kinds.items()})
    app = fastapi.FastAPI()

    @app.post("/score")
    async def score(customer: Customer):
        row = pd.DataFrame([customer.model_dump()], columns=columns)
        return {"probability": float(pipeline.predict_proba(row)[0, 1])}

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    versions = {"fastapi": fastapi.__version__, "sklearn": sklearn.__version__, "uvicorn": uvicorn.__version__}
    print(json.dumps({**versions, "port": listening.getsockname()[1]}), flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()

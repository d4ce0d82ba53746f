"""The tables of the reference protocol with its folds, and scikit-learn's boosting on them, so that the folds are known to be the same.

argv: the folder of the tables, the folder to write to. Each line on standard input names a data set; the answer is one line of JSON with the
file that holds its columns, outcomes and folds, and the area under the curve of each fold by HistGradientBoostingClassifier.
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import sklearn
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

warnings.filterwarnings("ignore")


def churn(folder):
    table = pd.read_csv(folder / "Churn_Modelling.csv")
    return table.drop(columns=["RowNumber", "CustomerId", "Surname", "Exited"]), table["Exited"] == 1


def campaign(folder):
    table = pd.read_csv(folder / "marketing_campaign.csv", sep=";")
    joined = pd.to_datetime(table["Dt_Customer"], dayfirst=True)
    table["Dt_Customer"] = (joined.max() - joined).dt.days
    return table.drop(columns=["ID", "Z_CostContact", "Z_Revenue", "Response"]), table["Response"] == 1


def bank(folder):
    table = pd.read_csv(folder / "bank-additional-full.csv", sep=";")
    return table.drop(columns=["y"]), table["y"] == "yes"


def bank_before(folder):
    table, y = bank(folder)
    return table.drop(columns=["duration"]), y


def cards(folder):
    table = pd.read_csv(folder / "UCI_Credit_Card.csv")
    return table.drop(columns=["ID", "class"]), table["class"] == 1


def german(folder):
    table = pd.read_csv(folder / "german.data", sep=" ", header=None)
    table.columns = [f"A{i + 1}" for i in range(table.shape[1])]
    return table.iloc[:, :20], table["A21"] == 2


def lending(folder):
    table = pd.read_csv(folder / "lending_club_modeldata.csv")
    return table.drop(columns=["Class"]), table["Class"] == "bad"


def caravan(folder):
    lines = [line.split() for line in (folder / "ticdata2000.txt").read_text().splitlines()]
    table = pd.DataFrame([[float(cell) for cell in line] for line in lines if len(line) == 86])
    table.columns = [f"P{i + 1}" for i in range(86)]
    return table.iloc[:, :85], table["P86"] == 1


def telecom(folder):
    table = pd.concat([pd.read_csv(folder / f"churn-bigml-{part}.csv") for part in (80, 20)], ignore_index=True)
    return table.drop(columns=["Churn"]), table["Churn"].astype(str) == "True"


SETS = {
    "01": churn,
    "04": campaign,
    "06c": bank,
    "06d": bank_before,
    "07": cards,
    "08": german,
    "25": lending,
    "21": caravan,
    "23": telecom,
}


def column_of(name, column):
    if is_numeric_dtype(column) and not is_bool_dtype(column):
        return {"name": name, "values": [None if value != value else value for value in column.astype(float).tolist()]}
    levels = sorted(column.dropna().astype(str).unique())
    codes = pd.Categorical(column.where(column.isna(), column.astype(str)), categories=levels).codes
    return {"name": name, "levels": levels, "codes": codes.tolist()}


def boosting(table):
    words = [name for name in table.columns if not is_numeric_dtype(table[name]) or is_bool_dtype(table[name])]
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    return make_pipeline(
        make_column_transformer((encoder, words), remainder="passthrough"), HistGradientBoostingClassifier(random_state=42)
    )


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    print(json.dumps({"version": sklearn.__version__, "sets": list(SETS)}), flush=True)
    for line in sys.stdin:
        table, y = SETS[line.strip()](folder)
        y = y.to_numpy().astype(int)
        folds = np.zeros(len(y), dtype=int)
        aucs = []
        for fold, (train, test) in enumerate(StratifiedKFold(5, shuffle=True, random_state=42).split(table, y)):
            folds[test] = fold
            model = boosting(table).fit(table.iloc[train], y[train])
            aucs.append(roc_auc_score(y[test], model.predict_proba(table.iloc[test])[:, 1]))
        columns = [column_of(name, table[name]) for name in table.columns]
        file = out / f"{line.strip()}.json"
        file.write_text(json.dumps({"columns": columns, "y": y.tolist(), "folds": folds.tolist()}))
        print(json.dumps({"file": str(file), "boosting": aucs}), flush=True)


if __name__ == "__main__":
    main()

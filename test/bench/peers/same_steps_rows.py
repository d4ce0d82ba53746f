"""The rows of the same steps: accounted for, their gaps filled, their levels as flags, all on one scale; and their tiers."""

import hashlib

import numpy as np
import pandas as pd
from mainJob import read
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype
from same_steps_sizes import LEFT_OUT, N_DONORS, N_NEIGHBORS, SET
from sklearn.impute import KNNImputer


def account(path):
    """The rows with the account of them, and what each column is."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    table = read(path)
    if "Is PEP" in table:
        table["Is PEP"] = table["Is PEP"].map({"Yes": True, "Y": True, "No": False, "N": False}).astype("boolean")
    again = int(table["CustomerID"].duplicated().sum())
    for name in table.columns:
        if not is_numeric_dtype(table[name]) and not is_datetime64_any_dtype(table[name]) and name != "CustomerID":
            table[name] = table[name].astype("category")
    missing = table.isna().sum()
    return table, {"sha256": digest, "kept": len(table), "repeatedKeys": again, "missing": missing.to_dict()}


def filled_numbers(table, random):
    """Numbers and dates as years, long tails as logarithms, gaps from the nearest customers."""
    names = [n for n in table.columns if n not in LEFT_OUT and is_number(table[n])]
    columns = []
    for name in names:
        column = years(table[name]) if is_datetime64_any_dtype(table[name]) else table[name].astype(float)
        before = column.skew()
        if before >= 2:
            logged = np.sign(column) * np.log1p(column.abs())
            if abs(logged.skew()) < before:
                column = logged
        columns.append(((column - column.mean()) / column.std(ddof=0)).to_numpy())
    x = np.column_stack(columns)
    rows = np.flatnonzero(np.isnan(x).any(axis=1))
    if len(rows):
        donors = x[random.choice(len(x), min(N_DONORS, len(x)), replace=False)]
        x[rows] = KNNImputer(n_neighbors=N_NEIGHBORS).fit(donors).transform(x[rows])
    return x


def is_number(column):
    return is_datetime64_any_dtype(column) or (is_numeric_dtype(column) and not is_bool_dtype(column))


def years(column):
    return (column.max() - column).dt.days / 365.25


def flags(table):
    """One block of flags for each category and set: rare levels together, one vote for each source column."""
    blocks = []
    for name in table.columns:
        column = table[name]
        if name in LEFT_OUT or is_number(column):
            continue
        if is_bool_dtype(column):
            block = column.fillna(column.mode()[0]).to_numpy(dtype=float)[:, None]
        elif name == SET:
            members = column.cat.categories.to_series().str.get_dummies(sep="; ").to_numpy(dtype=float)
            block = np.vstack([members, np.zeros(members.shape[1])])[column.cat.codes]
        else:
            block = level_flags(column)
        block = block[:, (block != block[0]).any(axis=0)]
        block -= block.mean(axis=0)
        blocks.append(block / max(np.sqrt(block.var(axis=0).sum()), 0.5))
    return blocks


def level_flags(column):
    if column.isna().mean() > 0.2:
        column = column.cat.add_categories("Not given").fillna("Not given")
    else:
        column = column.fillna(column.mode()[0])
    counts = column.value_counts()
    kept = counts.index[counts >= 0.01 * len(column)][:20]
    target = np.array([kept.get_loc(level) if level in kept else len(kept) for level in column.cat.categories])
    codes = target[column.cat.codes]
    return np.eye(len(kept) + 1)[codes][:, : len(kept) + (1 if (codes == len(kept)).any() else 0)]


def prepare(table, random):
    return np.column_stack([filled_numbers(table, random), *flags(table)])


def tiers(table):
    pep = table["Is PEP"].fillna(False).to_numpy(dtype=float)
    actual, expected = table["ActualVolume"], table["Expected Transaction Volume"]
    ratio = ((actual / expected - 1) / 2).clip(0, 1).fillna(0)
    points = 30 * pep + 15 * (table["NumAlerts"].fillna(0) / 3).clip(upper=1) + 10 * actual.rank(pct=True) + 15 * ratio
    return pd.cut(100 * points / 70, [-1, 30, 53, 1e9], labels=["Low", "Medium", "High"], right=False)

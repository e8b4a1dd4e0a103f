#!/usr/bin/env python3
"""Fits the author's thesis: scripts/thesis.py out/unseen.jsonl, out-of-fold scores of the pipeline's claims.

    stance evaluate data/labeled/*.csv --encoder models/china-russia --predictions out/unseen.jsonl --spans pipeline
    scripts/thesis.py out/unseen.jsonl

Reads data/theses.csv, holds out each document (with its original or digest) in turn, and writes what it fitted on all
with its accuracy beside that of the balance's sign to src/stance/templates/thesis.json, which reports and cards cite.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GridSearchCV, GroupKFold, LeaveOneGroupOut
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from stance.labelling.annotations import read_scores
from stance.question import read_question
from stance.records import Document, Question, ScoredClaim, scored_from_row
from stance.sources import read_folder
from stance.thesis import FITTED, thesis_features

Array = NDArray[np.float64]
Labels = NDArray[np.str_]

ROOT: Final = Path(__file__).parents[1]
PENALTIES: Final = (0.003, 0.01, 0.03, 0.1, 0.3)
"""C of the regression: strong penalties, since there are fewer than a hundred documents."""
FOLDS: Final = 8
"""Folds by which the penalty is chosen, among the documents that are not held out."""


def read_theses() -> dict[str, str]:
    """{document: thesis} of the first reading."""
    with (ROOT / "data/theses.csv").open(encoding="utf-8") as file:
        return {row["document"]: row["thesis"] for row in csv.DictReader(file) if row["annotator"] == "first"}


def read_claims(path: Path, question: Question) -> dict[str, list[ScoredClaim]]:
    """The scored claims of each document."""
    claims: dict[str, list[ScoredClaim]] = defaultdict(list)
    for _, row in read_scores(path):
        claims[row["document"]].append(scored_from_row(row, question))
    return claims


def sign_of_balance(claims: list[ScoredClaim], question: Question) -> str:
    """The first label of the scale for a balance above 0, the last below, the second at 0, none without a stance."""
    stances = [claim.stance for claim in claims]
    balance = stances.count(question.scale[0]) - stances.count(question.scale[-1])
    if all(stance == question.none_label for stance in stances):
        return question.none_label or question.scale[0]
    return question.scale[0] if balance > 0 else question.scale[-1] if balance < 0 else question.scale[1]


def main() -> None:
    """Fit, measure on documents held out, write."""
    question = read_question(ROOT / "data/labeled/question.toml")
    theses, claims = read_theses(), read_claims(Path(sys.argv[1]), question)
    folders = (ROOT / "data/raw", ROOT / "data/raw/originals")
    texts: dict[str, Document] = {one.id: one for folder in folders for one in read_folder(folder)}
    names = [name for name in theses if name in claims and name in texts]
    features = np.array([thesis_features(claims[name], texts[name]) for name in names])
    labels = np.array([theses[name] for name in names])
    groups = np.array([name.removesuffix("-digest") for name in names])
    held_out = predict_held_out(features, labels, groups)
    signs = np.array([sign_of_balance(claims[name], question) for name in names])
    fitted = describe(fit(features, labels, groups), question) | {
        "documents": len(names),
        "accuracy": round(float((held_out == labels).mean()), 4),
        "kappa": round(float(cohen_kappa_score(held_out, labels)), 3),
        "accuracy_of_sign": round(float((signs == labels).mean()), 4),
        "kappa_of_sign": round(float(cohen_kappa_score(signs, labels)), 3),
    }
    bearing = labels != question.none_label
    fitted["accuracy_where_there_is_one"] = round(float((held_out == labels)[bearing].mean()), 4)
    fitted["accuracy_of_sign_where_there_is_one"] = round(float((signs == labels)[bearing].mean()), 4)
    (ROOT / "src/stance/templates" / FITTED).write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    figures = {name: value for name, value in fitted.items() if name.startswith(("accuracy", "kappa", "documents"))}
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def fit(features: Array, labels: Labels, groups: Labels) -> Pipeline:
    """The regression, its penalty chosen by folds that never share a document."""
    regression = make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000))
    grid = {"logisticregression__C": PENALTIES}
    search = GridSearchCV(regression, grid, cv=GroupKFold(FOLDS)).fit(features, labels, groups=groups)
    best: Pipeline = search.best_estimator_
    return best


def predict_held_out(features: Array, labels: Labels, groups: Labels) -> Labels:
    """The thesis of each document by a regression that saw neither it nor its original or digest, penalty included."""
    predicted = np.empty_like(labels)
    for train, test in LeaveOneGroupOut().split(features, labels, groups):
        predicted[test] = fit(features[train], labels[train], groups[train]).predict(features[test])
    return predicted


def describe(model: Pipeline, question: Question) -> dict[str, Any]:
    """The fitted numbers, the rows of the coefficients in the order of the question's labels."""
    scale, classify = model[0], model[-1]
    order = [list(classify.classes_).index(label) for label in question.labels]
    return {
        "question": question.id,
        "labels": list(question.labels),
        "mean": np.round(scale.mean_, 6).tolist(),
        "scale": np.round(scale.scale_, 6).tolist(),
        "coefficients": np.round(classify.coef_[order], 6).tolist(),
        "intercepts": np.round(classify.intercept_[order], 6).tolist(),
    }


if __name__ == "__main__":
    main()

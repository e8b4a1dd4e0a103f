"""Multi-task training: several small label tables, one model a table, with shared features (Daumé 2007)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np
import pandas as pd
from scipy.sparse import diags_array, hstack
from sklearn.pipeline import Pipeline

from stance.encoder import Encoder
from stance.errors import UsageError
from stance.features.table import ClaimFeatures
from stance.model import Model
from stance.model.config import ModelConfig, config_for, fit_classifier, fit_vectorizer
from stance.model.fitted import TextClassifier
from stance.model.training import check_labels
from stance.records import LabelledClaim, Question


def fit_multitask(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    seed: int = 0,
    encoder: Encoder | None = None,
    config: ModelConfig | None = None,
) -> dict[str, Model]:
    """{table: its model}, the first pass alone: each follows its own rows, and the others' as far as they agree.

    Every feature is learnt once for all tables and once more for each (Daumé 2007, "Frustratingly easy domain
    adaptation"); a model reads with the sum of both.

    Raises:
        DataError: a label is not in the question, or fewer than two labels are there to tell apart.
        UsageError: the encoder is tuned, or its libraries are not installed.
    """
    check_labels(labelled, question)
    if encoder is not None and encoder.head() is not None:
        raise UsageError(f"{encoder.path.parent}: tuned to one question's labels; tables are learnt together with base")
    config = config or config_for(question)
    features = ClaimFeatures(sides=question.sides, encoder=encoder, negated="negated" in config.blocks)
    table = features.transform([row.text for row in labelled])
    labels, tables = [row.label for row in labelled], [row.table for row in labelled]
    pipelines = fit_multitask_classifiers(table, labels, tables, seed=seed, config=config)
    whole = {name: Pipeline([("features", features), *parts.steps]) for name, parts in pipelines.items()}
    return {name: Model(question=question, text_classifier=TextClassifier.of(one)) for name, one in whole.items()}


def fit_multitask_classifiers(
    table: pd.DataFrame, labels: Sequence[str], tables: Sequence[str], *, seed: int, config: ModelConfig
) -> dict[str, Pipeline]:
    """{table: `join`, which all share, and its own `classify`}, fitted on rows of `ClaimFeatures` and their labels."""
    join, columns = fit_vectorizer(table, config)
    names = sorted(set(tables))
    member = np.array([[name == other for other in names] for name in tables], dtype=np.float32)
    copies = [diags_array(member[:, place]) @ columns for place in range(len(names))]
    classify = fit_classifier(hstack([columns, *copies, member], format="csr"), labels, seed=seed, config=config)
    shared, offsets = classify.coef_[:, : columns.shape[1]], classify.coef_[:, -len(names) :]
    pipelines = {}
    for place, name in enumerate(names):
        own = copy(classify)
        start = columns.shape[1] * (1 + place)
        own.coef_ = shared + classify.coef_[:, start : start + columns.shape[1]]
        own.intercept_, own.n_features_in_ = classify.intercept_ + offsets[:, place], columns.shape[1]
        pipelines[name] = Pipeline([("join", join), ("classify", own)])
    return pipelines

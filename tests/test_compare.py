from dataclasses import replace

import pytest

from model_data import QUESTION, labelled_claims
from stance.errors import DataError
from stance.evaluate.compare import compare_models, compare_stances
from stance.model import train_model
from stance.records import Question

NAMES = ("old", "new")


def test_a_model_that_is_always_right_beats_one_that_is_often_wrong():
    rows = labelled_claims(20)
    gold = [row.label for row in rows]
    poor = ["none" if i % 3 else label for i, label in enumerate(gold)]
    found = compare_stances(rows, poor, gold, QUESTION, names=NAMES)
    assert found.verdict.startswith("new is better than old: macro F1 ")
    assert found.verdict.endswith("on 80 spans of 20 sources.")
    assert found.differences["macro_f1"]["p"] <= 0.01
    assert found.differences["macro_f1"]["interval"][0] > 0
    back = compare_stances(rows, gold, poor, QUESTION, names=NAMES)
    assert back.verdict.startswith("old is better than new: ")


def test_the_same_answers_cannot_be_told_apart():
    rows = labelled_claims(10)
    stances = ["none"] * len(rows)
    found = compare_stances(rows, stances, stances, QUESTION, names=NAMES)
    assert found.verdict.startswith("old and new cannot be told apart: ")
    assert found.differences["macro_f1"]["p"] == 1
    assert found.differences["macro_f1"]["interval"] == [0, 0]


def test_one_lucky_source_is_no_proof():
    rows = labelled_claims(10)
    gold = [row.label for row in rows]
    lucky = [label if row.group == "g3" else "none" for row, label in zip(rows, gold, strict=True)]
    found = compare_stances(rows, ["none"] * len(rows), lucky, QUESTION, names=NAMES)
    assert found.differences["macro_f1"]["difference"] > 0
    assert "cannot be told apart" in found.verdict


def test_models_are_compared_on_sources_neither_has_seen():
    rows = labelled_claims(8)
    first, second = (train_model(rows[a:b], question=QUESTION) for a, b in ((0, 12), (8, 20)))
    found = compare_models(first, second, rows, NAMES)
    assert (found.spans, found.clusters) == (12, 3)


def test_models_that_have_seen_everything_or_answer_other_questions_are_refused():
    rows = labelled_claims(4)
    model = train_model(rows, question=QUESTION)
    with pytest.raises(DataError) as caught:
        compare_models(model, model, rows, NAMES)
    assert str(caught.value) == (
        "old or new was trained on every source of these 16 labels; give labels of other sources, "
        "or compare out-of-fold scores: stance evaluate --predictions"
    )
    other = replace(model, question=Question(id="q", text="t", labels=("a", "b")))
    with pytest.raises(DataError, match="old and new have other labels: models of one question can be compared"):
        compare_models(model, other, rows, NAMES)

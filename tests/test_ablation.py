"""What each kind of feature is worth: every make-up is fitted and tested in the same folds."""

from dataclasses import replace

import pytest

from model_data import QUESTION, labelled_claims
from stance.encoder import base_encoder
from stance.errors import DataError
from stance.evaluate.ablation import SHOWN, ablate
from stance.evaluate.cross_validation import Setup
from stance.evaluate.metrics import measure
from stance.folds import make_folds
from stance.model.training import cross_fit_predictions, fold_models

SIDED = replace(QUESTION, sides=(("moon",), ("tea",)))


def test_a_row_for_each_make_up_and_the_last_of_the_grown_is_the_first_pass_itself():
    rows = labelled_claims()
    found = ablate(rows, Setup(question=SIDED))
    assert [row["name"] for row in found] == [
        "words",
        "+ runs of letters",
        "+ masked names",
        "+ words by their scope",
        "+ language cues",
        "all but words",
        "all but runs of letters",
        "all but masked names",
        "all but words by their scope",
        "all but language cues",
        "words' scores + document",
    ]
    folds = make_folds(rows)
    held = cross_fit_predictions(rows, folds, fold_models(rows, folds, question=SIDED))
    order = [rows[i] for fold in folds for i in fold.test]
    stances = [SIDED.labels[i] for i in held.words.argmax(axis=1)]
    whole = measure([row.label for row in order], stances, SIDED, clusters=[row.group for row in order])
    assert {name: found[4][name] for name in SHOWN} == {name: whole[name] for name in SHOWN}
    assert found[4]["intervals"] == {name: whole["intervals"][name] for name in SHOWN}


def test_a_feature_that_carries_the_label_is_seen_to_be_worth_something():
    # Two words: too short to be near-duplicates of each other.
    rows = [replace(row, text=f"{row.group} {row.label}", start=None, end=None) for row in labelled_claims(8)]
    found = {row["name"]: row["macro_f1"] for row in ablate(rows, Setup(question=QUESTION))}
    assert found["words"] == 1
    assert set(found) == {
        "words",
        "+ runs of letters",
        "all but words",
        "all but runs of letters",
        "words' scores + document",
    }


def test_an_untuned_encoder_is_one_of_the_features():
    found = [row["name"] for row in ablate(labelled_claims(4), Setup(question=QUESTION, encoder=base_encoder()))]
    assert found[:3] == ["words", "+ runs of letters", "+ sentence encoder, untuned"]
    assert "all but sentence encoder, untuned" in found


def test_one_source_cannot_be_ablated():
    with pytest.raises(DataError, match="folds need two or more"):
        ablate([row for row in labelled_claims() if row.group == "g0"], Setup(question=QUESTION))

from dataclasses import replace

import pytest

from model_data import QUESTION, labelled_claims
from stance.encoder import base_encoder
from stance.errors import DataError
from stance.evaluate.behaviour import shortcut_figures
from stance.evaluate.card import figure_sections
from stance.evaluate.cross_validation import Setup, out_of_fold, score_in_folds
from stance.evaluate.metrics import measure
from stance.evaluate.run import run
from stance.evaluate.stability import SHOWN, ablate, repeated_figures
from stance.folds import make_folds
from stance.model import as_claim
from stance.model.training import cross_fit_predictions, fold_models
from stance.records import Document
from test_tuned_encoder import tuned_folder

ROWS = labelled_claims(8)


@pytest.fixture(scope="module")
def with_folds(tmp_path_factory):
    return tuned_folder(tmp_path_factory.mktemp("with"), ROWS)


@pytest.fixture(scope="module")
def without_folds(tmp_path_factory):
    return tuned_folder(tmp_path_factory.mktemp("without"), ROWS, folds=False)


def test_altered_texts_are_read_by_the_folds_encoders_or_all_texts_by_words_alone(with_folds, without_folds):
    seen = shortcut_figures(ROWS, out_of_fold(ROWS, Setup(question=QUESTION, encoder=with_folds)))
    assert not any(row["by_words"] for row in seen.values())
    run = out_of_fold(ROWS, Setup(question=QUESTION, encoder=without_folds))
    found = shortcut_figures(ROWS, run)
    assert all(row["by_words"] for row in found.values())
    models = tuple(replace(model, encoder_scorer=None) for model in run.models)
    claims = [as_claim(row) for row in ROWS]
    words = replace(run, models=models, scored=tuple(score_in_folds(claims, models, run.fold_of)))
    by_words = shortcut_figures(ROWS, words)
    assert found == {name: row | {"by_words": True} for name, row in by_words.items()}
    assert found["not inserted"]["claims"] > 0


def test_repeats_by_source_stand_with_and_without_the_tuned_encoder(without_folds):
    found = repeated_figures(ROWS, Setup(question=QUESTION, encoder=without_folds), repeats=1)
    assert list(found) == ["tuned", "group", "speaker", "random"]
    assert found["group"] == repeated_figures(ROWS, Setup(question=QUESTION), repeats=1)["group"]
    run = out_of_fold(ROWS, Setup(question=QUESTION, encoder=without_folds, seed=1))
    right = sum(row.label == stance for row, stance in zip(ROWS, run.stances, strict=True)) / len(ROWS)
    assert found["tuned"]["kappa"]["values"][0] == pytest.approx(
        (right - 0.25) / 0.75, abs=1e-4
    )  # four labels, each as often


def test_claims_that_no_unseen_encoder_can_read_are_counted_end_to_end(with_folds, without_folds):
    documents = [
        Document(
            id=f"doc{n}", text=" ".join([*(row.text for row in ROWS[n * 4 : n * 4 + 4]), "Gulls cried all night."])
        )
        for n in range(8)
    ]
    at_hand = {document.id: document for document in documents}
    found = run(ROWS, Setup(question=QUESTION, documents=at_hand, encoder=without_folds))
    assert len(found.end_to_end) == 40
    assert found.figures["end_to_end"]["by_words"] == 8
    assert "8 claims that are no labelled span were read by their words alone" in "".join(
        figure_sections(found.figures)
    )
    whole = run(ROWS, Setup(question=QUESTION, documents=at_hand, encoder=with_folds))
    assert whole.figures["end_to_end"]["by_words"] == 0
    assert "words alone" not in "".join(figure_sections(whole.figures))


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

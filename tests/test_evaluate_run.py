from dataclasses import replace

import pytest

from model_data import QUESTION, labelled_claims
from stance.evaluate.behaviour import shortcut_figures
from stance.evaluate.card import figure_sections
from stance.evaluate.cross_validation import Setup, out_of_fold, score_in_folds
from stance.evaluate.run import run
from stance.evaluate.stability import repeated_figures
from stance.model import as_claim
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

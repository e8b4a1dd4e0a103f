"""Which features a classifier reads: what the question calls for, or what a recipe says."""

from dataclasses import replace

import numpy as np
import pytest

from model_data import QUESTION, claim, labelled_claims
from stance.bundle import load_model, save_model
from stance.encoder import base_encoder
from stance.model import fit_model, raw_scores, score_claims, train_model
from stance.model.recipe import BLOCKS, Recipe, recipe_for

SIDED = replace(QUESTION, sides=(("moon",), ("tea",)))


def blocks(model):
    return set(model.pipeline.named_steps["join"].named_transformers_) - {"remainder"}


def test_names_are_masked_and_cues_counted_where_the_question_has_sides():
    assert blocks(fit_model(labelled_claims(), question=SIDED)) == {"word", "char", "masked", "cues"}
    assert blocks(fit_model(labelled_claims(), question=QUESTION)) == {"word", "char"}
    assert recipe_for(SIDED).blocks == BLOCKS


@pytest.mark.parametrize("chosen", [("word",), ("char", "cues"), ("vector",), ("masked", "vector")])
def test_a_model_of_any_blocks_scores_and_survives_its_bundle(tmp_path, chosen):
    rows = labelled_claims()
    parts = fit_model(rows, question=SIDED, encoder=base_encoder(), recipe=Recipe(blocks=chosen))
    assert blocks(parts) == set(chosen)
    model = replace(train_model(rows, question=SIDED, encoder=base_encoder()), pipeline=parts.pipeline)
    save_model(model, tmp_path / "b")
    asked = [claim("the moon will never brew tea"), claim("")]
    assert score_claims(asked, load_model(tmp_path / "b")) == score_claims(asked, model)


def test_without_a_vocabulary_nothing_is_novel():
    model = fit_model(labelled_claims(), question=SIDED, recipe=Recipe(blocks=("cues",)))
    assert raw_scores(["wholly unheard of", "the moon"], model)[1].tolist() == [0, 0]


def test_a_smaller_c_follows_the_labels_less():
    rows = labelled_claims()
    sure = [
        raw_scores([row.text for row in rows], fit_model(rows, question=QUESTION, recipe=Recipe(c=c)))[0].max(axis=1)
        for c in (0.1, 10)
    ]
    assert np.all(sure[0] < sure[1])


def test_the_manifest_says_what_is_read():
    assert train_model(labelled_claims(), question=QUESTION).manifest["recipe"] == {
        "blocks": ("word", "char", "vector"),
        "c": 2.0,
    }

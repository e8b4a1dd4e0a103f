"""Which features a classifier reads, and that each fold is fitted as scikit-learn fits it though texts are cut once."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

import digest_model
from model_data import QUESTION, claim, labelled_claims, moon_model
from stance.bundle import load_model, save_model
from stance.encoder import base_encoder
from stance.errors import DataError
from stance.labels import read_labels
from stance.model import score_claims
from stance.model.config import (
    BLOCKS,
    ClaimFeatures,
    ModelConfig,
    config_for,
    fit_vectorizer,
    new_vectorizer,
    terms_remembered,
)
from stance.model.scoring import first_pass_scores
from stance.model.training import fit_model, train_model

SIDED = replace(QUESTION, sides=(("moon",), ("tea",)))


def blocks(model):
    return set(model.text_classifier.pipeline.named_steps["join"].named_transformers_) - {"remainder"}


def test_names_are_masked_and_cues_counted_where_the_question_has_sides():
    assert blocks(fit_model(labelled_claims(), question=SIDED)) == {"word", "char", "masked", "scope", "cues"}
    assert blocks(fit_model(labelled_claims(), question=QUESTION)) == {"word", "char"}
    assert config_for(SIDED).blocks == BLOCKS


@pytest.fixture(scope="module")
def whole():
    """A model of all blocks."""
    return train_model(labelled_claims(), question=SIDED, encoder=base_encoder())


@pytest.mark.parametrize("chosen", [("word",), ("char", "cues"), ("vector",), ("masked", "vector"), ("scope",)])
def test_a_model_of_any_blocks_scores_and_survives_its_bundle(tmp_path, whole, chosen):
    rows = labelled_claims()
    parts = fit_model(rows, question=SIDED, encoder=base_encoder(), config=ModelConfig(blocks=chosen))
    assert blocks(parts) == set(chosen)
    model = replace(whole, text_classifier=parts.text_classifier)
    save_model(model, tmp_path / "b")
    asked = [claim("the moon will never brew tea"), claim("")]
    assert score_claims(asked, load_model(tmp_path / "b")) == score_claims(asked, model)


def terms(model, block):
    return set(model.text_classifier.pipeline.named_steps["join"].named_transformers_[block].vocabulary_)


def test_a_recipe_says_how_long_terms_are_and_how_often_they_must_stand():
    rows = labelled_claims()
    few = fit_model(rows, question=QUESTION, config=ModelConfig(words=(2, 3), letters=(5, 6), min_df=2))
    assert {len(term.split()) for term in terms(few, "word")} == {2, 3}
    # A word with its blanks that is shorter than the shortest run counts whole.
    assert {len(term) for term in terms(few, "char") if " " not in term} == {5, 6}
    all_terms = terms(fit_model(rows, question=QUESTION, config=ModelConfig(words=(2, 3), min_df=1)), "word")
    # "town 3" stands in the four texts of its group, "moon gladly" in three, "harbour gladly" in one.
    assert all_terms - terms(few, "word") >= {"harbour gladly"}
    assert {"town 3", "moon gladly"} <= terms(few, "word")


def test_without_a_vocabulary_nothing_is_novel():
    model = fit_model(labelled_claims(), question=SIDED, config=ModelConfig(blocks=("cues",)))
    assert first_pass_scores(["wholly unheard of", "the moon"], model)[1].tolist() == [0, 0]


def test_a_smaller_c_follows_the_labels_less():
    rows = labelled_claims()
    sure = [
        first_pass_scores([row.text for row in rows], fit_model(rows, question=QUESTION, config=ModelConfig(c=c)))[
            0
        ].max(axis=1)
        for c in (0.1, 10)
    ]
    assert np.all(sure[0] < sure[1])


def test_the_manifest_says_what_is_read():
    assert moon_model().manifest["config"] == {
        "blocks": ("word", "char", "vector"),
        "c": 2.0,
        "words": (1, 2),
        "letters": (4, 4),
        "min_df": None,
        "written_weight": 0.3,
    }


@pytest.mark.parametrize(("rows", "word", "char"), [(199, 1, 1), (200, 2, 3)])
def test_from_two_hundred_labels_on_a_term_must_stand_in_more_than_one(rows, word, char):
    table = pd.DataFrame({name: ["a b"] * rows for name in ("plain", "masked", "scoped")})
    steps = {name: step for name, step, _ in new_vectorizer(table, ModelConfig()).transformers}
    assert (steps["word"].min_df, steps["char"].min_df) == (word, char)


@pytest.mark.parametrize(("again", "there"), [(1, False), (2, True)])
def test_a_block_without_a_word_that_stands_in_enough_texts_is_left_out(again, there):
    scoped = ["" for _ in range(200)]
    scoped[:again] = ["never:sign"] * again
    table = pd.DataFrame({"plain": ["a b"] * 200, "masked": ["a b"] * 200, "scoped": scoped})
    join, columns = fit_vectorizer(table, ModelConfig(blocks=("word", "scope")))
    assert ("scope" in {name for name, _, _ in join.transformers}) is there
    assert columns.shape == (200, 3 + there)  # "a", "b" and "a b"


@pytest.mark.parametrize("texts", [[f"w{i}" for i in range(300)], ["…"] * 300, ["☺"] * 3], ids=["own", "marks", "few"])
def test_texts_without_a_word_that_they_share_cannot_be_learnt_from(texts):
    with pytest.raises(
        DataError, match=r"^\d+ labelled texts without a word that they share: there is nothing to learn"
    ):
        fit_vectorizer(pd.DataFrame({"plain": texts}), ModelConfig(blocks=("word",)))


@pytest.fixture(scope="module")
def table():
    rows = read_labels([digest_model.ROOT / "data/labeled/digests.csv"], digest_model.QUESTION, {}).claims
    return ClaimFeatures(sides=digest_model.QUESTION.sides).transform([row.text for row in rows[:600]])


def assert_same_fit(table, config):
    plain = new_vectorizer(table, config)
    columns = csr_matrix(plain.fit_transform(table))
    join, found = fit_vectorizer(table, config)
    for part in ("data", "indices", "indptr"):
        assert getattr(found, part).tobytes() == getattr(columns, part).tobytes(), part
    for (name, block, _), (_, wanted, _) in zip(join.transformers_, plain.transformers_, strict=True):
        assert str(block) == str(wanted), name
        if isinstance(block, TfidfVectorizer):
            assert list(block.vocabulary_.items()) == list(wanted.vocabulary_.items()), name
            assert block.idf_.tobytes() == wanted.idf_.tobytes(), name
    assert str(join.transformers) == str(plain.transformers)
    assert (join.transform(table) != plain.transform(table)).nnz == 0


def test_every_part_of_the_rows_is_fitted_as_without_memory(table):
    for rows in (slice(None, 300), slice(200, None), slice(None, None, -1), slice(0, 90)):
        assert_same_fit(table.iloc[rows], ModelConfig())
    assert_same_fit(table, ModelConfig(blocks=("word", "char"), words=(2, 3), letters=(3, 5), min_df=4))


def test_texts_without_a_word_stay_rows_without_terms(table):
    table = table.iloc[:250].copy()
    table.iloc[::3, :3] = ["", "", ""]
    assert_same_fit(table, ModelConfig(blocks=("word", "char", "masked")))


def test_a_text_is_cut_into_terms_once(table, monkeypatch):
    read = []
    build = TfidfVectorizer.build_analyzer

    def counting(vectorizer):
        analyze = build(vectorizer)
        return analyze if callable(vectorizer.analyzer) else lambda text: read.append(text) or analyze(text)

    monkeypatch.setattr(TfidfVectorizer, "build_analyzer", counting)
    config = ModelConfig(blocks=("char",), letters=(6, 6))
    for _ in range(2):
        fit_vectorizer(table.iloc[:200], config)
    assert 0 < len(read) == len(set(read))


def test_settings_are_a_blocks_own_again_after_a_fit(table):
    join = new_vectorizer(table, ModelConfig(blocks=("word",)))
    before = str(join.transformers)
    with terms_remembered(join):
        assert str(join.transformers) != before
    assert str(join.transformers) == before

"""The text classifier's arrays score as scikit-learn's pipeline does, to the last bit, and do without it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest_model import ROOT, digest_model
from model_data import QUESTION, claim, labelled_claims
from stance.bundle import load_model
from stance.encoder import base_encoder
from stance.features import CUE_COLUMNS
from stance.model import in_question_order
from stance.model.config import ModelConfig
from stance.model.scoring import first_pass_scores
from stance.model.training import fit_model


def by_scikit_learn(texts, model):
    """The probabilities that scikit-learn's own pipeline gives."""
    pipeline = model.text_classifier.pipeline
    return in_question_order(pipeline.predict_proba(texts), pipeline.classes_, model.question)


def shipped_texts():
    """The golden claims and the texts of the shipped examples, sentence by sentence and whole."""
    golden = [row.claim.text for row in load_model(ROOT / "src/stance/bundle-lite").golden]
    whole = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "examples").glob("*.txt"))]
    return [*golden, *whole, *(sentence for text in whole for sentence in text.split(". "))]


@pytest.mark.parametrize("bundle", ["src/stance/bundle-lite", "models/china-russia"])
def test_the_arrays_score_as_the_pipeline_to_the_last_bit(bundle):
    model, texts = load_model(ROOT / bundle), shipped_texts()
    assert (first_pass_scores(texts, model)[0] == by_scikit_learn(texts, model)).all()


def test_a_bundle_fitted_before_a_cue_was_added_reads_the_cues_it_knows(monkeypatch):
    monkeypatch.setattr("stance.model.config.FITTED_CUES", CUE_COLUMNS[:4:-1])
    question = replace(QUESTION, sides=(("moon",), ("tea",)))
    model = fit_model(labelled_claims(), question=question)
    assert (first_pass_scores(shipped_texts(), model)[0] == by_scikit_learn(shipped_texts(), model)).all()


@given(st.lists(st.text() | st.sampled_from(["China", "not allies, if", "NATO?", "İ ß ŉ", "\u2028"]), max_size=6))
def test_any_texts_score_as_in_the_pipeline(parts):
    texts = [" ".join(parts), *parts]
    assert (first_pass_scores(texts, digest_model())[0] == by_scikit_learn(texts, digest_model())).all()


@pytest.mark.parametrize(
    "config",
    [
        ModelConfig(blocks=("word",), words=(2, 3)),
        ModelConfig(blocks=("char", "cues"), letters=(2, 6)),
        ModelConfig(blocks=("vector", "masked", "scope")),
    ],
)
def test_any_blocks_score_as_in_the_pipeline(config):
    encoder = base_encoder() if "vector" in config.blocks else None
    model = fit_model(labelled_claims(), question=QUESTION, encoder=encoder, config=config)
    texts = ["the moon will not brew tea", "", "a", "tea tea tea? Never!"]
    assert (first_pass_scores(texts, model)[0] == by_scikit_learn(texts, model)).all()


def test_of_two_labels_too():
    rows = [row for row in labelled_claims() if row.label in ("yes", "no")]
    model = fit_model(rows, question=QUESTION)
    texts = [row.text for row in rows[:20]]
    assert (first_pass_scores(texts, model)[0] == by_scikit_learn(texts, model)).all()


def test_a_text_scores_the_same_whatever_stands_beside_it():
    model, texts = digest_model(), shipped_texts()[:30]
    together = first_pass_scores(texts, model)[0]
    assert (together == np.vstack([first_pass_scores([text], model)[0] for text in texts])).all()
    assert first_pass_scores([], model)[0].shape == (0, len(model.question.labels))


def test_a_vectorizer_set_otherwise_is_refused():
    model = fit_model(labelled_claims(), question=QUESTION)
    join = model.text_classifier.pipeline.named_steps["join"]
    join.named_transformers_["word"]._tfidf.norm = "l1"
    with pytest.raises(ValueError, match="set otherwise"):
        first_pass_scores([claim("tea").text], model)
